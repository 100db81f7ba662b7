"""Remind those who hold a seat, at the days the rules set before the session: once a seat, a holder and a day, whatever happens."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from app.access.permissions import Action, require
from app.mobilisation.confirmation import Reminder, reminder_times, reminders_due
from app.mobilisation.message import MessageKind
from app.mobilisation.quiet import FAR
from app.mobilisation.told import notice_at
from app.mobilisation.writing import write
from app.scheduling.session import SessionState
from app.services.crisis.writing_desk import post, read_desk
from app.services.keeping.reference import read_library
from app.services.mobilisation.call_out_words import label_of
from app.services.rota.live_seats import shift_words
from app.store import centres, journal, people, reminders, seats, sessions
from app.words import use_language

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from app.access.actor import Actor
    from app.core.ids import SessionId
    from app.library import Library
    from app.mobilisation.message import Message
    from app.mobilisation.rules import SolicitationRules
    from app.scheduling.session import Seat, Session
    from app.store.database import Connection, Store


def remind_holders(actor: Actor, store: Store) -> datetime | None:
    """Write the reminders that are due, each with what remembers it; returns when the next one is (UTC), or None.

    After a stop of any length each seat gets one at most: the nearest to its session. Raises NotAllowed.
    """
    require(actor, Action.SOLICIT)
    now = store.now()
    with store.reading() as conn:
        library = read_library(store, conn)
        rules = library.solicitation_rules
        held, moments = _to_come(conn, now, rules)
        if not reminders_due(held, moments, now, rules, reminders.made(conn, now)):
            return _next(held, moments, now, rules)
    with store.transaction() as conn:
        held, moments = _to_come(conn, now, rules)
        due = reminders_due(held, moments, now, rules, reminders.made(conn, now))
        reminders.add(conn, due, now)
        post(conn, _messages(conn, library, due, moments, now), now)
        for one in due:
            payload = {"person": one.person, "days": one.days}
            journal.write(conn, now, actor.id, "holder_reminded", one.seat.id, payload)
    return _next(held, moments, now, rules)


def _to_come(
    conn: Connection, now: datetime, rules: SolicitationRules
) -> tuple[list[Seat], Mapping[SessionId, Session]]:
    """Seats that people hold in published sessions near enough to be reminded of, or to be so within a fortnight."""
    end = now + timedelta(days=max(rules.reminder_days, default=0) + FAR)
    moments = {one.id: one for one in sessions.between(conn, now, end) if one.state is SessionState.PUBLISHED}
    held = [seat for seat in seats.between(conn, now, end) if seat.session_id in moments and seat.holder.person_id]
    return held, moments


def _next(
    held: Iterable[Seat], moments: Mapping[SessionId, Session], now: datetime, rules: SolicitationRules
) -> datetime | None:
    sought = [moments[id] for id in sorted({seat.session_id for seat in held})]
    return min((at for one in sought for _days, at in reminder_times(one, rules) if at > now), default=None)


def _messages(
    conn: Connection,
    library: Library,
    due: Sequence[Reminder],
    moments: Mapping[SessionId, Session],
    now: datetime,
) -> list[Message]:
    known = {person.id: person for person in people.every(conn)}
    desk, label = read_desk(conn, library, known.values()), label_of(library)
    where = {centre.id: centre for centre in centres.every(conn)}
    written = []
    for one in due:
        session = moments[one.seat.session_id]
        with use_language(desk.recipient(one.person).language):
            values = shift_words(label, where[session.centre_id], session, one.seat)
        kind = MessageKind.REMINDER_1 if one.is_last else MessageKind.REMINDER_3
        leaves = notice_at([session], now, desk.rules)
        written.append(
            write(
                desk, kind, one.person, values, now,
                due_at=leaves, about=one.seat.id, useless_after=session.starts_at,
            )
        )  # fmt: skip
    return written
