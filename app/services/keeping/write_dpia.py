"""The impact assessment (AIPD) to complete: filled with what this folder knows, as a DOCX."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app import __version__
from app.access.actor import ROLE_WORDS, Role
from app.access.permissions import ALLOWED, Action, require
from app.core.clock import paris_date
from app.core.errors import N_
from app.documents.dpia import Dpia, dpia_docx
from app.documents.imprint import Band, Imprint
from app.services.continuity.care_mode import mode_words
from app.services.crisis.writing_desk import read_sender
from app.services.keeping.read_retention import retention_rules, spoken_span
from app.services.keeping.reference import read_library
from app.services.messages.notice_words import has_contact
from app.store import accounts, backup_runs, care_mode, care_vault, community, erasures, key_backups, notices, people
from app.store.notices import NoticeKind
from app.words import _
from app.words.dates import spoken_date

if TYPE_CHECKING:
    from app.access.actor import Actor
    from app.continuity.holding import CareMode
    from app.services.keeping.read_retention import Rule
    from app.store.database import Connection, Store

DONE: tuple[tuple[Action, str], ...] = (
    (Action.READ_ROSTER, N_("lit l’effectif")),
    (Action.READ_ROTA, N_("lit le planning")),
    (Action.READ_MESSAGES, N_("lit les messages")),
    (Action.PAY, N_("lit et arrête les indemnités")),
    (Action.READ_LOG, N_("lit la main courante")),
    (Action.READ_JOURNAL, N_("lit le journal")),
    (Action.KEEP_DATA, N_("efface et exporte")),
    (Action.KEEP_KEYS, N_("garde les clés")),
    (Action.MANAGE_ACCOUNTS, N_("gère les comptes")),
)
"""What counts for people's data among the actions of the one table, in words."""


def write_dpia(actor: Actor, store: Store) -> bytes:
    """The document, in the current language. Raises NotAllowed."""
    require(actor, Action.KEEP_DATA)
    with store.reading() as conn:
        dpia = _filled(conn, store)
        bands = (Band.DEMONSTRATION,) if community.read(conn).demonstration else ()
    return dpia_docx(dpia, Imprint(store.now(), _("AIPD, modèle à compléter"), __version__, bands))


def _filled(conn: Connection, store: Store) -> Dpia:
    library, sender = read_library(store, conn), read_sender(conn)
    mode, _revision = care_mode.read(conn)
    words = next(one for one in mode_words(library) if one.mode is mode.mode)
    gone = erasures.erased(conn)
    backups = backup_runs.last_proven(conn, store.now())
    saved = key_backups.every(conn)
    notice = notices.in_force(conn, NoticeKind.ROSTER, paris_date(store.now()))
    return Dpia(
        community=community.read(conn).name,
        coordination=community.read(conn).coordinator,
        contact=sender.contact if has_contact(community.read(conn)) else "",
        data_source=community.read(conn).data_source,
        people=sum(person.id not in gone for person in people.every(conn)),
        accounts=sum(account.disabled_at is None for account in accounts.every(conn)),
        practices=len(people.practices(conn)),
        needs=sum(care_vault.counts(conn).values()),
        mode=words.label,
        mode_holds=words.holds,
        mode_requires=f"{words.requires} ({words.source})",
        hosting=_hosting(mode),
        declared=_declared(mode),
        notice=_("version {version}, en vigueur depuis le {day} ; {basis}").format(
            version=notice.version, day=spoken_date(notice.in_force_from), basis=notice.legal_basis
        )
        if notice
        else "",
        retention=[(rule.what, duration(rule), f"{rule.why} ({rule.source})") for rule in retention_rules(library)],
        roles=[(_(ROLE_WORDS[role]), _powers(role)) for role in Role],
        last_backup=spoken_date(paris_date(backups.at)) if backups else "",
        keys_saved=spoken_date(paris_date(saved[0].at)) if saved else "",
    )


def duration(rule: Rule) -> str:
    """« 3 ans après l’entrée », « 30 jours après l’essai », « gardé »."""
    if rule.days is None:
        return _("gardé")
    if rule.days == 0:
        return _("jusqu’à {since}").format(since=rule.since)
    return _("{span} après {since}").format(span=spoken_span(rule.days), since=rule.since)


def _hosting(mode: CareMode) -> str:
    if mode.hosting is None:
        return ""
    return _("{host}, certificat HDS {number} jusqu’au {day}").format(
        host=mode.hosting.host, number=mode.hosting.certificate, day=spoken_date(mode.hosting.valid_until)
    )


def _declared(mode: CareMode) -> str:
    if mode.declared_on is None:
        return ""
    return _("Déclaré le {day} par {who}.").format(day=spoken_date(mode.declared_on), who=mode.declared_by)


def _powers(role: Role) -> str:
    said = [_(words) for action, words in DONE if role in ALLOWED[action]]
    if role is Role.PROFESSIONAL:
        return _("sa propre page, et les besoins de son cabinet")
    return ", ".join(said)
