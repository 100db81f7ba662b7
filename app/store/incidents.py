"""Incidents of sessions: kind, line, when, what was noted, whether it was declared. Never a patient's name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.core.clock import instant_of, instant_text
from app.core.ids import SessionId
from app.store.nullable import instant_or_null

if TYPE_CHECKING:
    import sqlite3
    from datetime import datetime

    from app.core.ids import CentreId
    from app.store.database import Connection


@dataclass(frozen=True, slots=True)
class Incident:
    """One incident; ``type`` is a code of ``data/incident_types.csv``, instants are UTC."""

    id: str
    session_id: SessionId
    line: int | None
    type: str
    at: datetime
    actor_id: str
    note: str = ""
    declared_at: datetime | None = None
    closed_at: datetime | None = None
    revision: int = 1


def add(conn: Connection, one: Incident) -> None:
    """Write an incident down."""
    conn.execute(
        "INSERT INTO incident (id, session_id, line, type, at, actor_id, note) VALUES (?, ?, ?, ?, ?, ?, ?)",
        (one.id, one.session_id, one.line, one.type, instant_text(one.at), one.actor_id, one.note),
    )


def find(conn: Connection, incident_id: str) -> Incident | None:
    """The incident, or None."""
    row = conn.execute("SELECT * FROM incident WHERE id = ?", (incident_id,)).fetchone()
    return _incident(row) if row else None


def update(conn: Connection, one: Incident) -> bool:
    """Write note, declaration and end over the revision that ``one`` holds; False when somebody wrote first."""
    done = conn.execute(
        "UPDATE incident SET note = ?, declared_at = ?, closed_at = ?, revision = revision + 1"
        " WHERE id = ? AND revision = ?",
        (one.note, instant_or_null(one.declared_at), instant_or_null(one.closed_at), one.id, one.revision),
    )
    return done.rowcount == 1


def of_session(conn: Connection, session_id: SessionId) -> list[Incident]:
    """The incidents of a session, oldest first."""
    rows = conn.execute("SELECT * FROM incident WHERE session_id = ? ORDER BY at, id", (session_id,))
    return [_incident(row) for row in rows]


def between(conn: Connection, start: datetime, end: datetime, centre_id: CentreId | None = None) -> list[Incident]:
    """The incidents of the sessions that begin in ``[start, end)``, of one centre when given, oldest first."""
    rows = conn.execute(
        "SELECT incident.* FROM incident JOIN session ON session.id = session_id WHERE starts_at >= ? AND starts_at < ?"
        " AND (? IS NULL OR centre_id = ?) ORDER BY incident.at, incident.id",
        (instant_text(start), instant_text(end), centre_id, centre_id),
    )
    return [_incident(row) for row in rows]


def _incident(row: sqlite3.Row) -> Incident:
    return Incident(
        row["id"],
        SessionId(row["session_id"]),
        row["line"],
        row["type"],
        instant_of(row["at"]),
        row["actor_id"],
        row["note"],
        instant_of(row["declared_at"]) if row["declared_at"] else None,
        instant_of(row["closed_at"]) if row["closed_at"] else None,
        row["revision"],
    )
