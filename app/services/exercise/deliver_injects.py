"""Deliver an inject: on the pages of those it reaches; by a real letter besides once the exercise is armed.

Nothing here opens a transaction: an inject is delivered in the one that writes that it was sent.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from app.access.links import exercise_subject
from app.access.login_names import is_email
from app.core.clock import paris_date
from app.core.ids import PersonId
from app.exercise.chronogramme import Delivery
from app.exercise.messages import inject_words, reach
from app.mobilisation.message import MessageState
from app.services.crisis.write_to_partner import LetterKind, Partner, cancel_letters, signature, write_to_partner
from app.store import exercise_injects, exercise_people, partner_letters, people

if TYPE_CHECKING:
    from datetime import datetime

    from app.exercise.chronogramme import PlayedInject
    from app.exercise.exercise import Exercise
    from app.exercise.participant import Participant
    from app.store.database import Connection, Store

USEFUL = timedelta(hours=2)
"""An inject that has not left by then would reach someone who plays no more (working default)."""


def deliver(
    conn: Connection, store: Store, exercise: Exercise, inject: PlayedInject, at: datetime
) -> tuple[Delivery, ...]:
    """Write whom an inject reaches and return it; within the caller's transaction. Delivering it again changes nothing.

    Not armed: rows only, nothing in the outbox. Armed: a letter to each of those it names who has an address, EXERCICE first
    and last; its row is marked real. ``at``: the real instant, UTC.
    """
    written = {one.participant_id: one for one in _held(conn, inject)}
    found = reach(inject.recipient, exercise_people.of_exercise(conn, exercise.id))
    really = exercise.is_armed and found.is_named
    made = [
        _delivery(conn, store, exercise, inject, one, at, really=really)
        for one in found.participants
        if one.id not in written
    ]
    exercise_injects.add_deliveries(conn, made)
    return (*written.values(), *made)


def withdraw_deliveries(conn: Connection, inject_id: str, at: datetime) -> int:
    """Take back an inject whose sending was undone: its letters that have not left are cancelled; how many.

    Whoever got a real one keeps it, and gets no second one when the inject is sent again.
    """
    cancelled = cancel_letters(conn, inject_id, at, LetterKind.EXERCISE)
    inject = exercise_injects.find(conn, inject_id)
    rows = _held(conn, inject) if inject else ()
    exercise_injects.drop_deliveries(conn, inject_id, [one.participant_id for one in rows if not _left(conn, one)])
    return cancelled


def contact_of(conn: Connection, one: Participant, at: datetime) -> Partner | None:
    """Where a participant is really written to, by function and organisation; None without an e-mail or a mobile.

    A guest's own address; that of the roster for a person of it who may still be contacted.
    """
    email, phone = one.email, one.phone
    person = people.find(conn, PersonId(one.person_id)) if one.person_id else None
    if person is not None and not (email or phone) and person.is_contactable_on(paris_date(at)):
        email, phone = person.email or "", person.mobile or ""
    if not is_email(email):
        email = ""
    is_mobile = phone.startswith(("+336", "+337"))
    return Partner(one.function, one.organisation, email, phone) if email or is_mobile else None


def _delivery(
    conn: Connection, store: Store, exercise: Exercise, inject: PlayedInject, one: Participant, at: datetime, *, really: bool
) -> Delivery:  # fmt: skip
    to = contact_of(conn, one, at) if really else None
    letter = _write(conn, store, exercise, inject, one, to, at) if to is not None else ""
    return Delivery(inject.id, one.id, at, is_real=bool(letter), letter_id=letter)


def _write(
    conn: Connection,
    store: Store,
    exercise: Exercise,
    inject: PlayedInject,
    one: Participant,
    to: Partner,
    at: datetime,
) -> str:
    words = inject_words(exercise, inject, signature(conn))
    return write_to_partner(
        conn, store, at, kind=LetterKind.EXERCISE, about=inject.id, to=to, subject=words.subject, body=words.body,
        by_sms=words.by_sms, link=exercise_subject(exercise.id, one.id), useless_after=at + USEFUL, exercise=True,
    )  # fmt: skip


def _held(conn: Connection, inject: PlayedInject) -> tuple[Delivery, ...]:
    return tuple(one for one in exercise_injects.deliveries(conn, inject.exercise_id) if one.inject_id == inject.id)


def _left(conn: Connection, one: Delivery) -> bool:
    letter = partner_letters.find(conn, one.letter_id) if one.letter_id else None
    return letter is not None and letter.state is not MessageState.CANCELLED
