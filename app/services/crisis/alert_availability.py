"""Who said yes to the alert of an event has answered for the sessions opened for it: they are asked first, not asked again.

A yes to the alert is a yes to a session it covers whole, that begins within a day of what they said. It is never written over
what the person, or the coordination, said of that session itself.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from app.core.ids import SessionId
from app.response.alert import AlertKind
from app.roster.answer import AnswerValue
from app.scheduling.session import SessionState
from app.store import alerts, answers, seats, sessions, staffing_requests

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from app.core.ids import PersonId, SeatId
    from app.response.alert import Called
    from app.scheduling.session import Session
    from app.store.database import Connection

SOURCE = "alert"
"""Of the answers written here, so that they may follow a change of mind."""

LASTS = timedelta(hours=24)
"""« Disponible » without an end says nothing of the day after: usage, no text."""


def carry_to_session(conn: Connection, session: Session, event_id: str, now: datetime) -> None:
    """Write, for a session opened for an event, the yeses of its alerts that cover it."""
    said: dict[PersonId, Called] = {}
    for alert in sorted(alerts.of_event(conn, event_id) if event_id else [], key=lambda one: one.launched_at):
        if alert.kind is AlertKind.ALERT:
            said |= {one.person: one for one in alerts.people(conn, alert.id) if one.has_answered}
    _carry(conn, said.values(), [session], now)


def carry_from_alert(conn: Connection, called: Called, event_id: str, now: datetime) -> None:
    """Write what somebody just answered to the sessions of its event still to come; a yes taken back is taken back there."""
    held = staffing_requests.of_event(conn, event_id) if event_id else []
    found = [sessions.find(conn, SessionId(one.session_id)) for one in held if one.session_id]
    coming = [one for one in found if one and one.state is SessionState.PUBLISHED and one.starts_at > now]
    _carry(conn, [called], coming, now)


def said_yes_to_alert(conn: Connection, seat_ids: Iterable[SeatId]) -> frozenset[PersonId]:
    """Who said yes to an alert for every session of these seats: they are up, whatever the hour."""
    held = [seats.find(conn, one) for one in seat_ids]
    asked = sorted({one.session_id for one in held if one is not None})
    yes = (AnswerValue.YES.value, SOURCE)
    found = [{who for who, said in answers.of_session(conn, one).items() if said == yes} for one in asked]
    return frozenset.intersection(*map(frozenset, found)) if found else frozenset()


def _carry(conn: Connection, said: Iterable[Called], opened: Iterable[Session], now: datetime) -> None:
    people, held = tuple(said), tuple(opened)
    for session in held:
        own = answers.of_session(conn, session.id)
        rows: dict[tuple[PersonId, SessionId], str | None] = {}
        for one in people:
            value, source = own.get(one.person, ("", SOURCE))
            if source != SOURCE:
                continue
            if _covers(one, session):
                rows[one.person, session.id] = AnswerValue.YES.value
            elif value:
                rows[one.person, session.id] = None
        answers.write(conn, rows, SOURCE, now)


def _covers(one: Called, session: Session) -> bool:
    if not one.is_there_at(session.starts_at) or one.from_at is None:
        return False
    if one.until_at is None:
        return session.starts_at < one.from_at + LASTS
    return session.ends_at <= one.until_at
