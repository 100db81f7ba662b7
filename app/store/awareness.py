"""The awareness log: what was told to whom, by which channel, and how many it reached."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from app.response.training import Communication

if TYPE_CHECKING:
    from app.store.database import Connection


def put(conn: Connection, one: Communication) -> None:
    """Add a communication, or write every field of a known one."""
    conn.execute(
        "INSERT INTO awareness (id, day, audience, channel, title, text, reached, actor_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (id) DO UPDATE SET day = excluded.day, audience = excluded.audience, channel = excluded.channel,"
        " title = excluded.title, text = excluded.text, reached = excluded.reached",
        (one.id, one.day.isoformat(), one.audience, one.channel, one.title, one.text, one.reached, one.actor_id),
    )


def every(conn: Connection, first: date | None = None, last: date | None = None) -> list[Communication]:
    """Communications between two civil days, both included, the newest first."""
    rows = conn.execute(
        "SELECT * FROM awareness WHERE day >= ? AND day <= ? ORDER BY day DESC, id DESC",
        (first.isoformat() if first else "", last.isoformat() if last else "9999"),
    )
    return [Communication(**{**dict(row), "day": date.fromisoformat(row["day"])}) for row in rows]


def find(conn: Connection, id: str) -> Communication | None:
    """The communication, or None."""
    row = conn.execute("SELECT * FROM awareness WHERE id = ?", (id,)).fetchone()
    return Communication(**{**dict(row), "day": date.fromisoformat(row["day"])}) if row else None


def remove(conn: Connection, id: str) -> None:
    """Take a communication out of the log."""
    conn.execute("DELETE FROM awareness WHERE id = ?", (id,))
