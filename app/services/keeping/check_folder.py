"""Is everything in a folder as it should be? Sentences, empty when all is well; and how it stands, in figures."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from app.access.permissions import Action, require
from app.core.errors import N_, ReleveError
from app.library import TABLES
from app.services.continuity.continuity_scene import site_cares
from app.services.continuity.expected_demand import check_expected
from app.services.coverage.assess_territory import hazard_kinds
from app.services.coverage.read_assumptions import check_assumptions
from app.services.crisis.alert_muster import own_levels
from app.services.crisis.read_alert import flow_of
from app.services.keeping.reference import read_library
from app.services.laboratory.check_scenarios import scenario_problems
from app.services.plans.agree_articulation import articulation_starts
from app.services.plans.keep_contacts import emergency_numbers, headers_of
from app.services.plans.keep_inventory import limits_of, starting_items
from app.services.plans.plan_material import draft_rows_of, recipients_of, rules_of
from app.services.plans.read_directory import check_months, department_names
from app.services.plans.read_trainings import kinds_on, training_rules
from app.services.plans.staff_cell import limits_on
from app.store import care_vault, checkpoints, community, integrity, journal, key_marks, log, upkeep
from app.words import _, ngettext
from app.words.dates import spoken_instant, spoken_number
from app.words.errors import sentence

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime
    from pathlib import Path

    from app.access.actor import Actor
    from app.library import Library
    from app.store.database import Connection, Store

LATEST_MESSAGE = timedelta(hours=24)
"""A message that was to leave longer ago than this is stuck, or waits for somebody who does not know."""

OLDEST_UNSAVED = timedelta(days=3)
"""Copies are made every night: two may be missed (a week-end without power), not three."""

CLOCKS_DIFFER = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Checked:
    """What is wrong, each with what to do, and how the folder stands when it is not."""

    problems: tuple[str, ...]
    standing: tuple[str, ...]


def _limits(library: Library) -> object:
    return [limits_on(library, day) for day in (date.min, date.max)]


FILES: tuple[Callable[[Library], object], ...] = (
    hazard_kinds,
    starting_items,
    limits_of,
    _limits,
    articulation_starts,
    draft_rows_of,
    rules_of,
    recipients_of,
    flow_of,
    own_levels,
    check_months,
    emergency_numbers,
    headers_of,
    training_rules,
    lambda library: kinds_on(library, date.max),
    department_names,
    site_cares,
    check_expected,
    check_assumptions,
)
"""How the content files are read that stand whole in ``data/``: each raises the sentence that names file, line and key."""


def check_folder(actor: Actor, store: Store) -> list[str]:
    """Problems of the database, of the content and of how the folder is run. Raises NotAllowed."""
    return list(examine(actor, store).problems)


def examine(actor: Actor, store: Store) -> Checked:
    """The problems, and how many entries the traces hold, since when nothing was saved, what waits. Raises NotAllowed."""
    require(actor, Action.BACK_UP)
    with store.reading() as conn:
        found = [_(message).format(**data) for message, data in integrity.problems(conn, _key(store))]
        if integrity.unreadable_settings(conn):
            # Nothing else can be read without them.
            return Checked(tuple(found), ())
        library = read_library(store, conn)
        found += [
            *_content(library),
            *scenario_problems(library, conn),
            *_keys(conn, store),
            *_other_keys(conn, store),
            *_needs(conn, store),
        ]
        if not community.read(conn).demonstration:
            # A demonstration lives at its own date, and nobody copies it or waits for its messages.
            found += _running(conn, store.now())
        return Checked(tuple(found), tuple(_standing(conn, store.now())))


def _key(store: Store) -> bytes | None:
    """The key that signs purges, which reading must not make."""
    path = store.folder.keys / f"{checkpoints.KEY}.key"
    return store.folder.key(checkpoints.KEY) if path.exists() else None


def _content(library: Library) -> Iterator[str]:
    for table in TABLES:
        try:
            library.validate(table)
        except ReleveError as error:
            yield sentence(error)
    for read in FILES:
        try:
            read(library)
        except ReleveError as error:
            yield sentence(error)
    yield from _plans(library)


def _plans(library: Library) -> list[str]:
    try:
        return library.plans.problems()
    except ReleveError:
        # A table that they refer to does not read: it is told already.
        return []


def _keys(conn: Connection, store: Store) -> Iterator[str]:
    for path in upkeep.open_to_others(store.folder):
        yield _(
            "D’autres comptes de cette machine peuvent lire {path} : retirez-leur ce droit (chmod go-rwx), puis changez ce secret s’il a pu être lu."
        ).format(path=_inside(path, store))
    for path in upkeep.lost_keys(conn, store.folder):
        yield _(
            "La clé {path} a disparu : remettez-la depuis la sauvegarde des clés avant de servir ce dossier."
        ).format(path=_inside(path, store))


def _other_keys(conn: Connection, store: Store) -> Iterator[str]:
    for path in key_marks.differing(conn, store.folder):
        yield _(
            "La clé {path} n’est plus celle de ce dossier : remettez celle de la sauvegarde des clés. S’il n’y en a pas, sauvegardez les clés à nouveau : celle d’aujourd’hui fera foi."
        ).format(path=_inside(path, store))
    if count := key_marks.dead_links(conn, store.folder):
        yield ngettext(
            "{n} lien distribué a été fait avec une autre clé keys/links.key : remettez-la depuis la sauvegarde des clés, ou distribuez ce lien à nouveau.",
            "{n} liens distribués ont été faits avec une autre clé keys/links.key : remettez-la depuis la sauvegarde des clés, ou distribuez ces liens à nouveau.",
            count,
        ).format(n=spoken_number(count))


def _needs(conn: Connection, store: Store) -> list[str]:
    """Every need is opened, in memory: a fault says how many of which practice, and nothing of what they hold."""
    return [_(message).format(**data) for message, data in care_vault.problems(conn, store.folder, store.now())]


def _inside(path: Path, store: Store) -> str:
    return str(path.relative_to(store.folder.path))


def _running(conn: Connection, now: datetime) -> Iterator[str]:
    """A clock put back is told alone: nothing else can be dated by it."""
    until = upkeep.written_until(conn)
    if until is not None and until > now + CLOCKS_DIFFER:
        yield _(
            "L’horloge de cette machine retarde : on a écrit ici jusqu’au {until}, et elle dit {now}. Mettez-la à l’heure avant d’écrire."
        ).format(until=spoken_instant(until), now=spoken_instant(now))
        return
    pending, unsaved = upkeep.oldest_pending(conn), upkeep.first_unsaved(conn, now)
    if pending is not None and now - pending > LATEST_MESSAGE:
        yield _(
            "Un message attend depuis le {when} : vérifiez que Relève tourne (releve serve), puis ouvrez Messages."
        ).format(when=spoken_instant(pending))
    if unsaved is not None and now - unsaved > OLDEST_UNSAVED:
        yield _(
            "Rien de ce qui a été écrit depuis le {when} n’est dans une sauvegarde vérifiée : faites-en une (releve backup)."
        ).format(when=spoken_instant(unsaved))


_ENTRIES = N_("{name} : {count}.")


def _standing(conn: Connection, now: datetime) -> Iterator[str]:
    for name, chain in ((_("Journal"), journal.JOURNAL), (_("Main courante"), log.LOG)):
        count = chain.count_up_to(conn, chain.end(conn)[0])
        said = ngettext("{n} écriture, chaîne vérifiée", "{n} écritures, chaîne vérifiée", count)
        yield _(_ENTRIES).format(name=name, count=said.format(n=spoken_number(count)))
    saved, pending = upkeep.last_backup(conn, now), upkeep.oldest_pending(conn)
    yield _("Dernière sauvegarde vérifiée : {when}.").format(when=spoken_instant(saved) if saved else _("aucune"))
    if pending is not None:
        yield _("Plus ancien message en attente : {when}.").format(when=spoken_instant(pending))
