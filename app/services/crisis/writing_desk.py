"""What every use case that writes to people shares: the desk, the goodwill, and putting messages in the outbox.

Nothing here opens a transaction: the messages are queued in the one that writes what they announce.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from app.access.links import alert_subject, call_out_subject, flash_subject, page_subject
from app.core.clock import paris_date
from app.core.ids import new_id
from app.mobilisation.budget import EQUALITY_DAYS, Ask, Goodwill, Solicitation, solicitation_log
from app.mobilisation.frames import frame_in_force
from app.mobilisation.message import ALERTS, MessageKind, recipient_of
from app.mobilisation.preferences import NO_WISH
from app.mobilisation.writing import Desk, Sender
from app.roster.payers import payer_in_force
from app.roster.person import PersonStatus
from app.roster.phones import spoken_phone
from app.services.exercise.exercise_guard import leaving
from app.services.keeping.reference import read_library
from app.services.messages.notice_words import kept_for
from app.store import community, messages, preferences, solicitations
from app.words import _

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date, datetime

    from app.access.links import Subject
    from app.core.ids import PersonId
    from app.library import Library
    from app.mobilisation.message import Message
    from app.mobilisation.preferences import Preferences
    from app.roster.person import Person
    from app.scheduling.centre import Centre
    from app.store.database import Connection, Store

ASK_OF = {
    MessageKind.POLL: Ask.POLL,
    MessageKind.POLL_REMINDER: Ask.POLL_REMINDER,
    MessageKind.CALL_OUT: Ask.CALL_OUT,
    MessageKind.SWAP: Ask.SWAP,
}
"""What each kind of message costs; the others cost nothing."""

NOWHERE = "releve.invalid"
"""Right-hand side of a Message-ID before any domain is set (RFC 2606 reserves ``.invalid``)."""


def read_desk(conn: Connection, library: Library, people: Iterable[Person]) -> Desk:
    """The desk from which these people are written to, each by the channel and in the language they wish."""
    wishes = preferences.every(conn)
    return Desk(
        templates=library.message_templates,
        sender=read_sender(conn, library),
        recipients={person.id: recipient_of(person, wishes.get(person.id, NO_WISH)) for person in people},
        id_of=new_id,
        rules=library.solicitation_rules,
    )


def read_sender(conn: Connection, library: Library | None = None) -> Sender:
    """Who signs, with words that say what is missing where the community has not said it yet.

    ``library``: for texts that say how long data are kept, the durations of ``data/retention.csv``.
    """
    held = community.read(conn)
    return Sender(
        community=held.name or _("votre communauté professionnelle de santé"),
        coordination=held.coordinator or _("la coordination"),
        contact=held.contact or spoken_phone(held.coordinator_phone) or _("contact de la coordination à préciser"),
        code_word=held.code_word or _("à convenir"),
        data_source=held.data_source or _("ce que vous nous avez donné, et l’annuaire public des professionnels"),
        retention=held.retention or (kept_for(library) if library else ""),
        domain=held.mail_domain or NOWHERE,
    )


def read_goodwill(conn: Connection, library: Library, now: datetime) -> Goodwill:
    """Rules, wishes and everything asked lately: over the budget's period, and the weeks over which equality is judged."""
    rules = library.solicitation_rules
    start = now - max(rules.period, timedelta(days=EQUALITY_DAYS))
    return Goodwill(rules=rules, log=solicitation_log(solicitations.since(conn, start)), wishes=preferences.every(conn))


def willing_among(conn: Connection, store: Store, asked: Iterable[Person]) -> list[Person]:
    """Those who may be written to about something they need not answer: neither gone nor at « no request at all »."""
    goodwill = read_goodwill(conn, read_library(store, conn), store.now())
    today = paris_date(store.now())
    return [one for one in asked if one.is_contactable_on(today) and goodwill.budget(one.id) > 0]


def post(conn: Connection, written: Iterable[Message], at: datetime) -> int:
    """Put messages in the outbox and count those that ask for something; returns how many. In the caller's transaction.

    Those about an exercise that is not armed stay within: they are neither queued nor counted.
    """
    held = leaving(conn, written)
    messages.add(conn, held, at)
    solicitations.add(
        conn,
        [Solicitation(one.recipient, one.due_at, ASK_OF[one.kind], one.about) for one in held if one.kind in ASK_OF],
    )
    return len(held)


def link_of(message: Message) -> Subject:
    """What the personal link of a message opens: the answer to its call-out, alert or flash exercise, else the person's own page."""
    if message.kind is MessageKind.CALL_OUT:
        return call_out_subject(message.about, message.recipient)
    if message.kind in ALERTS:
        return alert_subject(message.about, message.recipient)
    if message.kind is MessageKind.FLASH:
        return flash_subject(message.about, message.recipient)
    return page_subject(message.recipient)


def frame_words(library: Library, centre: Centre, person: Person, on: date) -> Mapping[str, str]:
    """Under which frame, who pays, who insures: the values ``cadre``, ``payeur``, ``assureur`` in the current language."""
    frame = frame_in_force(library.mission_frames, centre.designation.frame_code, on)
    insurer = centre.designation.insurer or (frame.insurer if frame else "")
    return {
        "cadre": _("{frame} ({reference})").format(frame=frame.label, reference=frame.reference)
        if frame and frame.reference
        else (frame.label if frame else _("aucun cadre en vigueur : demandez à la coordination")),
        "payeur": centre.designation.payer or _payer(library, centre, person, on),
        "assureur": insurer or _("à préciser par la coordination"),
    }


def _payer(library: Library, centre: Centre, person: Person, on: date) -> str:
    exercise = person.status.value if person.status is not PersonStatus.ACTIF else (person.exercise_mode or "liberal")
    rule = payer_in_force(library.payers, carrier=centre.designation.carrier_kind, exercise=str(exercise), on=on)
    return rule.payer if rule else _("aucune règle en vigueur : demandez à la coordination")


def wish_of(conn: Connection, person_id: PersonId) -> Preferences:
    """What one person asks of whoever contacts them."""
    return preferences.find(conn, person_id)
