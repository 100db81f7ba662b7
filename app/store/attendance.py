"""Who came to which session: rows that are only ever added, and which sessions' attendance is closed."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING

from app.activity.attendance import AttendanceRow, Attendee, Origin, Passing, Stamp
from app.core.clock import instant_of, instant_text
from app.core.ids import PartnerId, PersonId, SeatId, SessionId
from app.store.nullable import instant_or_none, instant_or_null

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable
    from datetime import datetime

    from app.store.database import Connection

_COLUMNS = (
    "id, session_id, seat_id, person_id, partner_id, passing, origin, role, line, absent, arrived_at, left_at,"
    " signed_at, note, replaces, at, actor_id"
)


def add(conn: Connection, rows: Iterable[AttendanceRow]) -> None:
    """Write rows down; one that is there under its id already stays as it is."""
    conn.executemany(
        f"INSERT OR IGNORE INTO attendance ({_COLUMNS}) VALUES ({', '.join('?' * 17)})", [_values(row) for row in rows]
    )


def of_session(conn: Connection, session_id: SessionId) -> list[AttendanceRow]:
    """Every row of a session, corrected ones included, in order of writing."""
    rows = conn.execute("SELECT * FROM attendance WHERE session_id = ? ORDER BY at, id", (session_id,))
    return [_row(row) for row in rows]


def between(conn: Connection, start: datetime, end: datetime) -> list[AttendanceRow]:
    """Every row of the sessions that begin in ``[start, end)``, by session in order of time, then of writing.

    A session's sheet is whole once its attendance is closed (:func:`closings`); before, only what was noted is here.
    """
    rows = conn.execute(
        "SELECT attendance.* FROM attendance JOIN session ON session.id = session_id WHERE starts_at >= ?"
        " AND starts_at < ? ORDER BY starts_at, session_id, attendance.at, attendance.id",
        (instant_text(start), instant_text(end)),
    )
    return [_row(row) for row in rows]


def write_names(conn: Connection, rows: Iterable[AttendanceRow]) -> None:
    """Write what is kept of people passing over rows that are there: how a name is erased once it is paid."""
    conn.executemany(
        "UPDATE attendance SET passing = ? WHERE id = ? AND passing IS NOT NULL",
        [(_passing_text(row), row.stamp.id) for row in rows],
    )


def closings(conn: Connection, start: datetime, end: datetime) -> dict[SessionId, datetime]:
    """When the attendance was closed, of the sessions that begin in ``[start, end)``."""
    rows = conn.execute(
        "SELECT session_id, at FROM attendance_closing JOIN session ON session.id = session_id WHERE starts_at >= ?"
        " AND starts_at < ? ORDER BY starts_at, session_id",
        (instant_text(start), instant_text(end)),
    )
    return {SessionId(row["session_id"]): instant_of(row["at"]) for row in rows}


def closed_at(conn: Connection, session_id: SessionId) -> datetime | None:
    """When the attendance of a session was first closed; None while it is open."""
    row = conn.execute("SELECT at FROM attendance_closing WHERE session_id = ?", (session_id,)).fetchone()
    return instant_of(row["at"]) if row else None


def close(conn: Connection, session_id: SessionId, at: datetime, actor_id: str) -> None:
    """Say that the attendance of a session is closed; said again, the revision moves and the first instant stays."""
    conn.execute(
        "INSERT INTO attendance_closing (session_id, at, actor_id) VALUES (?, ?, ?) ON CONFLICT (session_id) DO UPDATE"
        " SET revision = revision + 1",
        (session_id, instant_text(at), actor_id),
    )


def _values(row: AttendanceRow) -> tuple[object, ...]:
    return (
        row.stamp.id,
        row.session_id,
        row.seat_id,
        row.attendee.person_id,
        row.attendee.partner_id,
        _passing_text(row),
        row.origin.value,
        row.role,
        row.line,
        int(row.absent),
        instant_or_null(row.arrived_at),
        instant_or_null(row.left_at),
        instant_or_null(row.signed_at),
        row.note,
        row.replaces,
        instant_text(row.stamp.at),
        row.stamp.by,
    )


def _passing_text(row: AttendanceRow) -> str | None:
    passing = row.attendee.passing
    return None if passing is None else json.dumps(asdict(passing), ensure_ascii=False, sort_keys=True)


def _row(row: sqlite3.Row) -> AttendanceRow:
    return AttendanceRow(
        stamp=Stamp(row["id"], instant_of(row["at"]), row["actor_id"]),
        session_id=SessionId(row["session_id"]),
        attendee=Attendee(
            PersonId(row["person_id"]) if row["person_id"] else None,
            PartnerId(row["partner_id"]) if row["partner_id"] else None,
            Passing(**json.loads(row["passing"])) if row["passing"] else None,
        ),
        origin=Origin(row["origin"]),
        seat_id=SeatId(row["seat_id"]) if row["seat_id"] else None,
        role=row["role"],
        line=row["line"],
        absent=bool(row["absent"]),
        arrived_at=instant_or_none(row["arrived_at"]),
        left_at=instant_or_none(row["left_at"]),
        signed_at=instant_or_none(row["signed_at"]),
        note=row["note"],
        replaces=row["replaces"],
    )
