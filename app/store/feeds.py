"""What calendars read: published seats with their session, centre and holder; and whether anything changed at all."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from app.access.links import LinkScope, Subject
from app.core.clock import instant_of, instant_text
from app.core.ids import CentreId, PersonId, SeatId
from app.scheduling.centre import Place
from app.scheduling.session import SeatState, SessionState
from app.store.database import connect
from app.words.people import full_name

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator
    from pathlib import Path

    from app.store.database import Connection


@dataclass(frozen=True, slots=True)
class PublishedSeat:
    """A seat of a published, done or cancelled session. Instants are UTC."""

    seat_id: SeatId
    role: str
    line: int | None
    state: SeatState
    session_state: SessionState
    starts_at: datetime
    ends_at: datetime
    sequence: int
    """SEQUENCE of the calendar event: the session's plus the seat's."""
    changed_at: datetime
    """The later of the seat's and the session's times."""
    centre_name: str
    place: Place
    contact_name: str
    contact_phone: str
    site: str
    target_group: str
    holder_name: str
    """The person's or the partner's; empty when nobody holds the seat."""


_SELECTION: dict[LinkScope, str] = {
    LinkScope.PERSON: "seat.person_id = :id",
    LinkScope.LINE: "session.centre_id = :id AND seat.line = :part",
    LinkScope.ROLE: "session.centre_id = :id AND seat.role = :part",
    LinkScope.CENTRE: "session.centre_id = :id",
    LinkScope.CENTRE_MASKED: "session.centre_id = :id",
    LinkScope.OPEN: "session.centre_id = :id AND seat.state = 'open' AND session.state = 'published'",
}

_SEATS = """
SELECT seat.id, seat.role, seat.line, seat.state, session.state AS session_state, starts_at, ends_at,
    session.sequence + seat.sequence AS sequence, max(seat.changed_at, session.changed_at) AS changed_at,
    centre.name AS centre_name, centre.details, site, target_group,
    person.given_name, person.family_name, partner.name AS partner_name
FROM seat JOIN session ON session.id = seat.session_id JOIN centre ON centre.id = session.centre_id
LEFT JOIN person ON person.id = seat.person_id LEFT JOIN partner ON partner.id = seat.partner_id
WHERE session.state IN ('published', 'done', 'cancelled') AND session.starts_at >= :first AND session.starts_at < :last
"""


def published_seats(conn: Connection, subject: Subject, first: datetime, last: datetime) -> list[PublishedSeat]:
    """The seats a link shows whose session begins in ``[first, last)``, by time then seat.

    A person's link shows the seats they hold; a line's, a role's or a centre's those held and those open.
    """
    selection = _SELECTION[subject.scope]
    if subject.scope is LinkScope.PERSON:
        selection += " AND seat.state <> 'open'"
    whole, part = subject.id.partition("/")[0], subject.part
    rows = conn.execute(
        f"{_SEATS} AND {selection} ORDER BY starts_at, seat.id",
        {
            "id": whole,
            "part": int(part) if subject.scope is LinkScope.LINE else part,
            "first": instant_text(first),
            "last": instant_text(last),
        },
    )
    return list(_seats(rows))


def _seats(rows: Iterator[sqlite3.Row]) -> Iterator[PublishedSeat]:
    centres: dict[str, tuple[Place, str, str]] = {}
    for row in rows:
        if row["details"] not in centres:
            centres[row["details"]] = _centre(row["details"])
        place, contact_name, contact_phone = centres[row["details"]]
        yield PublishedSeat(
            seat_id=SeatId(row["id"]),
            role=row["role"],
            line=row["line"],
            state=SeatState(row["state"]),
            session_state=SessionState(row["session_state"]),
            starts_at=instant_of(row["starts_at"]),
            ends_at=instant_of(row["ends_at"]),
            sequence=row["sequence"],
            changed_at=instant_of(row["changed_at"]),
            centre_name=row["centre_name"],
            place=place,
            contact_name=contact_name,
            contact_phone=contact_phone,
            site=row["site"],
            target_group=row["target_group"],
            holder_name=_holder(row),
        )


def _centre(details: str) -> tuple[Place, str, str]:
    values = json.loads(details)
    return Place(**values["place"]), values["contact_name"], values["contact_phone"]


def _holder(row: sqlite3.Row) -> str:
    if row["family_name"] is not None:
        return full_name(row["given_name"], row["family_name"])
    return row["partner_name"] or ""


def person_name(conn: Connection, person_id: PersonId) -> str | None:
    """« Clarisse Palude-Deslandes », or None for nobody."""
    row = conn.execute("SELECT given_name, family_name FROM person WHERE id = ?", (person_id,)).fetchone()
    return full_name(row["given_name"], row["family_name"]) if row else None


def centre_name(conn: Connection, centre_id: CentreId) -> str | None:
    """The centre's name, or None for no centre."""
    row = conn.execute("SELECT name FROM centre WHERE id = ?", (centre_id,)).fetchone()
    return row["name"] if row else None


def centre_parts(conn: Connection, centre_id: CentreId) -> tuple[list[int], list[str]]:
    """The line numbers and the roles that seats of the centre's published sessions have, in order."""
    rows = conn.execute(
        "SELECT DISTINCT seat.line, seat.role FROM seat JOIN session ON session.id = seat.session_id"
        " WHERE session.centre_id = ? AND session.state IN ('published', 'done', 'cancelled')",
        (centre_id,),
    ).fetchall()
    return sorted({row["line"] for row in rows if row["line"] is not None}), sorted({row["role"] for row in rows})


@dataclass(frozen=True, slots=True)
class Reachable:
    """A person to hand a link to, and how they can be reached."""

    person_id: PersonId
    name: str
    given_name: str
    email: str
    mobile: str


def link_holders(conn: Connection, centre_id: CentreId, on: datetime) -> list[Reachable]:
    """Who gets a personal link for a centre, by name: holders of its seats, whoever answered for one of its sessions,
    and people who volunteer (a mission, a usual half-day), so that a seat taken tomorrow is in a calendar already; not
    someone of the register who said nothing, never someone who opted out, unless they hold a seat."""
    rows = conn.execute(
        """
        SELECT id, given_name, family_name, email, mobile FROM person
        WHERE id IN (SELECT person_id FROM seat JOIN session ON session.id = seat.session_id WHERE centre_id = :centre)
        OR ((opted_out_on IS NULL OR opted_out_on > :day) AND (
            json_array_length(details, '$.missions') > 0 OR json_array_length(details, '$.usual_half_days') > 0 OR
            id IN (SELECT person_id FROM answer JOIN session ON session.id = answer.session_id
                   WHERE centre_id = :centre AND answer <> 'no')))
        ORDER BY family_name, given_name, id
        """,
        {"centre": centre_id, "day": instant_text(on)[:10]},
    )
    return [
        Reachable(
            PersonId(row["id"]),
            full_name(row["given_name"], row["family_name"]),
            row["given_name"],
            row["email"],
            row["mobile"],
        )
        for row in rows
    ]


class ChangeWatch:
    """Says in microseconds whether anything was committed since: SQLite's ``data_version`` on one idle connection.

    For one thread: the one that first asks.
    """

    def __init__(self, database: Path) -> None:
        self._database = database
        self._conn: Connection | None = None

    def stamp(self) -> int:
        """A number that differs as soon as any other connection committed."""
        if self._conn is None:
            self._conn = connect(self._database)
        return int(self._conn.execute("PRAGMA data_version").fetchone()[0])

    def close(self) -> None:
        """Let go of the connection."""
        if self._conn is not None:
            self._conn.close()
            self._conn = None


def readable(conn: Connection) -> bool:
    """Whether the database answers; an SQLite error passes through."""
    return conn.execute("SELECT count(*) FROM centre").fetchone() is not None
