"""What indicators count that no other room keeps as values: answers to polls and call-outs, confirmations, messages, versions.

Periods are instants ``[start, end)``, UTC. What was asked for an exercise is left out.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from app.core.clock import instant_of, instant_text
from app.core.ids import CentreId, PersonId, SeatId, SessionId
from app.store.staffing_requests import PLAYED

if TYPE_CHECKING:
    import sqlite3

    from app.store.database import Connection

CONFIRMING = ("seat_confirmed", "seat_taken", "seat_swapped", "stand_in_not_needed")
"""Entries of the journal by which a holder said that they come."""


PLAYED_CALL_OUTS = (
    "SELECT call_out.id FROM call_out, json_each(call_out.seats) one JOIN seat ON seat.id = one.value"
    f" WHERE seat.session_id IN ({PLAYED})"
)
PLAYED_POLLS = f"SELECT poll_id FROM poll_session WHERE session_id IN ({PLAYED})"
PLAYED_ALERTS = "SELECT alert.id FROM alert JOIN event ON event.id = event_id WHERE event.kind = 'exercise'"


@dataclass(frozen=True, slots=True)
class Request:
    """A poll or a call-out of a period: how many people it reached, and how many of them spoke."""

    id: str
    at: datetime
    centre: str
    people: int
    answered: int


def polls(conn: Connection, start: datetime, end: datetime) -> list[Request]:
    """Polls opened in the period; whoever answered one of its sessions has answered."""
    rows = conn.execute(
        "SELECT poll.id, opened_at AS at, centre.name AS centre,"
        " (SELECT count(*) FROM poll_person WHERE poll_id = poll.id) AS people,"
        " (SELECT count(DISTINCT answer.person_id) FROM poll_session JOIN answer USING (session_id) JOIN poll_person"
        "  ON poll_person.poll_id = poll_session.poll_id AND poll_person.person_id = answer.person_id"
        "  WHERE poll_session.poll_id = poll.id) AS answered"
        " FROM poll JOIN centre ON centre.id = centre_id WHERE opened_at >= ? AND opened_at < ?"
        f" AND poll.id NOT IN ({PLAYED_POLLS}) ORDER BY opened_at, poll.id",
        _bounds(start, end),
    )
    return [_request(row) for row in rows]


def call_outs(conn: Connection, start: datetime, end: datetime) -> list[Request]:
    """Call-outs begun in the period: people of the waves sent, and those who said yes, no, or not this time."""
    rows = conn.execute(
        "SELECT call_out.id, created_at AS at, centre.name AS centre,"
        " (SELECT count(DISTINCT one.value) FROM wave, json_each(wave.people) one WHERE call_out_id = call_out.id) AS people,"
        " (SELECT count(DISTINCT person_id) FROM response WHERE call_out_id = call_out.id"
        "  AND outcome IN ('yes', 'no', 'not_this_time')"
        "  AND person_id IN (SELECT one.value FROM wave, json_each(wave.people) one WHERE call_out_id = call_out.id))"
        " AS answered FROM call_out JOIN centre ON centre.id = centre_id WHERE created_at >= ? AND created_at < ?"
        f" AND call_out.id NOT IN ({PLAYED_CALL_OUTS}) ORDER BY created_at, call_out.id",
        _bounds(start, end),
    )
    return [_request(row) for row in rows]


def fill_delays(conn: Connection, start: datetime, end: datetime) -> list[timedelta]:
    """From the start of each call-out of the period to each yes that obtained its seat, in order."""
    rows = conn.execute(
        "SELECT created_at, response.at FROM response JOIN call_out ON call_out.id = call_out_id WHERE outcome = 'yes'"
        " AND seat_id IS NOT NULL AND created_at >= ? AND created_at < ?"
        f" AND call_out_id NOT IN ({PLAYED_CALL_OUTS}) ORDER BY created_at, response.id",
        _bounds(start, end),
    )
    return [instant_of(row["at"]) - instant_of(row["created_at"]) for row in rows]


def confirmed_seats(conn: Connection, start: datetime, end: datetime) -> frozenset[SeatId]:
    """Seats of the period's sessions that their holder confirmed, even if they were worked since."""
    marks = ", ".join("?" for _kind in CONFIRMING)
    rows = conn.execute(
        "SELECT seat.id FROM seat JOIN session ON session.id = session_id WHERE starts_at >= ? AND starts_at < ?"
        " AND (seat.state = 'acknowledged' OR (seat.state IN ('worked', 'no_show')"
        f"  AND EXISTS (SELECT 1 FROM journal WHERE subject_id = seat.id AND type IN ({marks}))))",
        (*_bounds(start, end), *CONFIRMING),
    )
    return frozenset(SeatId(row["id"]) for row in rows)


def solicitations(conn: Connection, start: datetime, end: datetime) -> int:
    """Requests that left in the period."""
    row = conn.execute(
        "SELECT count(*) AS n FROM solicitation WHERE at >= ? AND at < ?"
        f" AND subject_id NOT IN ({PLAYED_CALL_OUTS} UNION {PLAYED_POLLS})",
        _bounds(start, end),
    )
    return int(row.fetchone()["n"])


def messages_gone(conn: Connection, start: datetime, end: datetime) -> dict[str, int]:
    """Messages of the period that were sent, or done by hand, by kind."""
    rows = conn.execute(
        "SELECT kind, count(*) AS n FROM message WHERE state IN ('sent', 'by_hand_done') AND due_at >= ? AND due_at < ?"
        f" AND about NOT IN ({PLAYED_CALL_OUTS} UNION {PLAYED_POLLS} UNION {PLAYED_ALERTS})"
        " GROUP BY kind ORDER BY kind",
        _bounds(start, end),
    )
    return {row["kind"]: row["n"] for row in rows}


@dataclass(frozen=True, slots=True)
class PublishedVersion:
    """One publication of a rota: how many seats it froze, and how many of them were held."""

    centre_id: CentreId
    centre: str
    number: int
    at: datetime
    actor_id: str
    snapshot: tuple[dict[str, Any], ...]


def versions(conn: Connection, start: datetime, end: datetime) -> list[PublishedVersion]:
    """Rotas published in the period, in order."""
    rows = conn.execute(
        "SELECT rota_version.*, centre.name AS centre FROM rota_version JOIN centre ON centre.id = centre_id"
        " WHERE at >= ? AND at < ? ORDER BY at, centre_id, number",
        _bounds(start, end),
    )
    return [
        PublishedVersion(
            CentreId(row["centre_id"]), row["centre"], row["number"], instant_of(row["at"]), row["actor_id"],
            tuple(json.loads(row["snapshot"])),
        )
        for row in rows
    ]  # fmt: skip


def crisis_sessions(conn: Connection, start: datetime, end: datetime) -> frozenset[SessionId]:
    """Sessions of the period opened at the request of a real event: an exercise mobilises nobody."""
    rows = conn.execute(
        "SELECT session.id FROM staffing_request JOIN event ON event.id = event_id"
        " JOIN session ON session.id = session_id WHERE event.kind = 'real' AND session.starts_at >= ? AND session.starts_at < ?",
        _bounds(start, end),
    )
    return frozenset(SessionId(row["id"]) for row in rows)


def trainings_held(conn: Connection, first: date, last: date) -> list[int]:
    """Trainings of these days (both included) that took place: how many people attended each, in order of day."""
    rows = conn.execute(
        "SELECT training.id, count(*) AS people FROM training JOIN training_person ON training_id = training.id"
        " WHERE cancelled_at IS NULL AND attended AND day BETWEEN ? AND ? GROUP BY training.id ORDER BY day, training.id",
        (first.isoformat(), last.isoformat()),
    )
    return [row["people"] for row in rows]


def said_to_others(conn: Connection, start: datetime, end: datetime) -> int:
    """What was published during events, to the public, town halls or the press, exercises left out."""
    row = conn.execute(
        "SELECT count(*) FROM publication LEFT JOIN event ON event.id = event_id WHERE publication.at >= ?"
        " AND publication.at < ? AND ifnull(event.kind, 'real') = 'real'",
        _bounds(start, end),
    ).fetchone()
    return int(row[0])


def told_of_crises(conn: Connection, first: date, last: date) -> int:
    """Communications that make professionals aware of crises, of these days (both included)."""
    row = conn.execute(
        "SELECT count(*) FROM awareness WHERE day BETWEEN ? AND ?", (first.isoformat(), last.isoformat())
    ).fetchone()
    return int(row[0])


def journal_length(conn: Connection) -> int:
    """How many entries the journal holds."""
    return int(conn.execute("SELECT count(*) AS n FROM journal").fetchone()["n"])


def _bounds(start: datetime, end: datetime) -> tuple[str, str]:
    return instant_text(start), instant_text(end)


def _request(row: sqlite3.Row) -> Request:
    return Request(row["id"], instant_of(row["at"]), row["centre"], row["people"], row["answered"])


def thanked(conn: Connection, about: str) -> frozenset[PersonId]:
    """People who have a message of thanks about this, whatever became of it but cancelled."""
    rows = conn.execute(
        "SELECT DISTINCT recipient_id FROM message WHERE kind = 'thanks' AND about = ? AND state <> 'cancelled'",
        (about,),
    )
    return frozenset(PersonId(row["recipient_id"]) for row in rows)
