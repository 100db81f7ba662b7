"""Waiting lists of sessions, and the freed seats offered to those who wait."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from app.core.clock import instant_of, instant_text
from app.core.ids import PersonId, SeatId, SessionId
from app.mobilisation.waiting import Offer, OfferState, Waiting

if TYPE_CHECKING:
    import sqlite3
    from datetime import datetime

    from app.store.database import Connection


def join(conn: Connection, entry: Waiting) -> None:
    """Put someone on a list; whoever is on it already keeps their place, with the roles they ask for now."""
    conn.execute(
        "INSERT INTO waiting (person_id, session_id, since, roles) VALUES (?, ?, ?, ?)"
        " ON CONFLICT (person_id, session_id) DO UPDATE SET roles = excluded.roles",
        (entry.person, entry.session, instant_text(entry.since), json.dumps(sorted(entry.roles))),
    )


def leave(conn: Connection, person_id: PersonId, session_id: SessionId) -> bool:
    """Take someone off a list; False when they were not on it."""
    done = conn.execute("DELETE FROM waiting WHERE person_id = ? AND session_id = ?", (person_id, session_id))
    return done.rowcount == 1


def to_come(conn: Connection, now: datetime) -> list[Waiting]:
    """Everyone who waits for a published session that has not begun, by session, the first to have asked first."""
    rows = conn.execute(
        "SELECT waiting.* FROM waiting JOIN session ON session.id = session_id WHERE starts_at > ?"
        " AND session.state = 'published' ORDER BY starts_at, session_id, since, person_id",
        (instant_text(now),),
    )
    return [_waiting(row) for row in rows]


def of_person(conn: Connection, person_id: PersonId, now: datetime) -> list[Waiting]:
    """What one person waits for, in order of session."""
    return [entry for entry in to_come(conn, now) if entry.person == person_id]


def add_offer(conn: Connection, offer: Offer) -> None:
    """Write down that a seat is kept for someone; each person is offered a seat once."""
    conn.execute(
        "INSERT INTO offer (seat_id, person_id, at, until, state) VALUES (?, ?, ?, ?, ?)",
        (offer.seat, offer.person, instant_text(offer.at), instant_text(offer.until), offer.state.value),
    )


def set_offer(conn: Connection, seat_id: SeatId, person_id: PersonId, state: OfferState) -> None:
    """Say what became of an offer."""
    conn.execute("UPDATE offer SET state = ? WHERE seat_id = ? AND person_id = ?", (state.value, seat_id, person_id))


def forget_offer(conn: Connection, seat_id: SeatId, person_id: PersonId) -> None:
    """A standing offer that nobody has heard of was never made: the person may be offered the seat another time."""
    conn.execute(
        "DELETE FROM offer WHERE seat_id = ? AND person_id = ? AND state = ?",
        (seat_id, person_id, OfferState.STANDING.value),
    )


def offers(conn: Connection, now: datetime) -> list[Offer]:
    """Offers of seats of sessions that have not begun, by seat then hour."""
    rows = conn.execute(
        "SELECT offer.* FROM offer JOIN seat ON seat.id = seat_id JOIN session ON session.id = session_id"
        " WHERE starts_at > ? ORDER BY seat_id, at, offer.person_id",
        (instant_text(now),),
    )
    return [_offer(row) for row in rows]


def offers_of_seat(conn: Connection, seat_id: SeatId) -> list[Offer]:
    """To whom a seat was offered, in order."""
    rows = conn.execute("SELECT * FROM offer WHERE seat_id = ? ORDER BY at, person_id", (seat_id,))
    return [_offer(row) for row in rows]


def offers_of_person(conn: Connection, person_id: PersonId) -> list[Offer]:
    """What one person was offered, in order."""
    rows = conn.execute("SELECT * FROM offer WHERE person_id = ? ORDER BY at, seat_id", (person_id,))
    return [_offer(row) for row in rows]


def _waiting(row: sqlite3.Row) -> Waiting:
    return Waiting(
        PersonId(row["person_id"]),
        SessionId(row["session_id"]),
        instant_of(row["since"]),
        frozenset(json.loads(row["roles"])),
    )


def _offer(row: sqlite3.Row) -> Offer:
    return Offer(
        SeatId(row["seat_id"]),
        PersonId(row["person_id"]),
        instant_of(row["at"]),
        instant_of(row["until"]),
        OfferState(row["state"]),
    )
