"""What people answered to a session, and when they are busy elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.core.clock import instant_of, instant_text
from app.core.ids import PersonId, SessionId
from app.core.intervals import Interval
from app.store import revisions

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from app.store.database import Connection

_WRITTEN_BY = (
    "answers_recorded",
    "answers_imported",
    "poll_answered",
    "call_out_answered",
    "alert_answered",
    "staffing_request_staffed",
    "seat_withdrawn",
    "seat_released",
)
"""Entries of the journal that come with other answers."""


def write(
    conn: Connection, rows: Mapping[tuple[PersonId, SessionId], str | None], source: str, at: datetime
) -> dict[str, int]:
    """Put answers (``yes``, ``if_needed``, ``no``; None withdraws one); returns counts accepted, updated, unchanged."""
    counts = {"accepted": 0, "updated": 0, "unchanged": 0}
    for (person_id, session_id), answer in rows.items():
        key = (person_id, session_id)
        held = conn.execute("SELECT answer FROM answer WHERE person_id = ? AND session_id = ?", key).fetchone()
        if (held["answer"] if held else None) == answer:
            counts["unchanged"] += 1
            continue
        counts["updated" if held else "accepted"] += 1
        if answer is None:
            conn.execute("DELETE FROM answer WHERE person_id = ? AND session_id = ?", key)
        else:
            conn.execute(
                "INSERT OR REPLACE INTO answer (person_id, session_id, answer, source, at) VALUES (?, ?, ?, ?, ?)",
                (*key, answer, source, instant_text(at)),
            )
    return counts


def expect(conn: Connection, seen: Mapping[tuple[PersonId, SessionId], str | None]) -> None:
    """Pass when every cell still says what the screen showed; raises StaleRevision otherwise."""
    for key, value in seen.items():
        row = conn.execute("SELECT answer, at FROM answer WHERE person_id = ? AND session_id = ?", key).fetchone()
        if (row["answer"] if row else None) != value:
            raise revisions.stale_at(conn, row["at"] if row else "", _WRITTEN_BY)


def between(conn: Connection, start: datetime, end: datetime) -> dict[tuple[PersonId, SessionId], str]:
    """Answers to the sessions that begin in ``[start, end)``."""
    rows = conn.execute(
        "SELECT person_id, session_id, answer FROM answer JOIN session ON session.id = session_id"
        " WHERE starts_at >= ? AND starts_at < ? ORDER BY person_id, starts_at, session_id",
        (instant_text(start), instant_text(end)),
    )
    return {(PersonId(r["person_id"]), SessionId(r["session_id"])): r["answer"] for r in rows}


def of_session(conn: Connection, session_id: SessionId) -> dict[PersonId, tuple[str, str]]:
    """Person → what they answered to one session, and where the answer came from."""
    rows = conn.execute("SELECT person_id, answer, source FROM answer WHERE session_id = ?", (session_id,))
    return {PersonId(r["person_id"]): (r["answer"], r["source"]) for r in rows}


def write_busy(conn: Connection, person_id: PersonId, source: str, intervals: Iterable[Interval]) -> None:
    """Replace a person's busy times from one source (``calendar``, ``pdsa``, ``typed``)."""
    conn.execute("DELETE FROM busy WHERE person_id = ? AND source = ?", (person_id, source))
    conn.executemany(
        "INSERT INTO busy (person_id, starts_at, ends_at, source) VALUES (?, ?, ?, ?)",
        [(person_id, instant_text(i.start), instant_text(i.end), source) for i in intervals],
    )


def write_busy_calendar(conn: Connection, person_id: PersonId, url: str, at: datetime) -> None:
    """Remember the address a person's busy times come from, and when it was read."""
    conn.execute(
        "INSERT OR REPLACE INTO busy_calendar (person_id, url, read_at) VALUES (?, ?, ?)",
        (person_id, url, instant_text(at)),
    )


def busy_between(conn: Connection, start: datetime, end: datetime) -> dict[PersonId, list[Interval]]:
    """Busy times that touch ``[start, end)``, by person."""
    rows = conn.execute(
        "SELECT * FROM busy WHERE starts_at < ? AND ends_at > ? ORDER BY person_id, starts_at",
        (instant_text(end), instant_text(start)),
    )
    found: dict[PersonId, list[Interval]] = {}
    for row in rows:
        interval = Interval(instant_of(row["starts_at"]), instant_of(row["ends_at"]))
        found.setdefault(PersonId(row["person_id"]), []).append(interval)
    return found
