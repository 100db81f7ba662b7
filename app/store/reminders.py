"""Reminders made to holders of seats: each once a seat, a holder and a number of days before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.core.clock import instant_text
from app.core.ids import PersonId, SeatId

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from app.mobilisation.confirmation import Reminder
    from app.store.database import Connection


def add(conn: Connection, reminders: Iterable[Reminder], at: datetime) -> None:
    """Remember reminders made. Raises sqlite3.IntegrityError for one made already: nothing is sent twice."""
    conn.executemany(
        "INSERT INTO reminder (seat_id, person_id, days, at) VALUES (?, ?, ?, ?)",
        [(one.seat.id, one.person, one.days, instant_text(at)) for one in reminders],
    )


def forget(conn: Connection, seat_ids: Iterable[SeatId]) -> None:
    """Seats whose session has moved to another day: their holders are reminded of the new one."""
    conn.executemany("DELETE FROM reminder WHERE seat_id = ?", [(seat_id,) for seat_id in seat_ids])


def made(conn: Connection, now: datetime) -> frozenset[tuple[SeatId, PersonId, int]]:
    """(seat, holder, days before) of those made for sessions that have not begun."""
    rows = conn.execute(
        "SELECT reminder.* FROM reminder JOIN seat ON seat.id = seat_id JOIN session ON session.id = session_id"
        " WHERE starts_at > ?",
        (instant_text(now),),
    )
    return frozenset((SeatId(row["seat_id"]), PersonId(row["person_id"]), row["days"]) for row in rows)
