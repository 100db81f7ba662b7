"""The register of what authorities asked for: by whom, by which way, for when, what was answered and on what proof."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.core.clock import instant_of, instant_text
from app.response.requests import AuthorityRequest
from app.store.nullable import instant_or_none, instant_or_null

if TYPE_CHECKING:
    import sqlite3
    from datetime import datetime

    from app.store.database import Connection


def add(conn: Connection, one: AuthorityRequest, actor_id: str) -> None:
    """Write a request down as it was received."""
    conn.execute(
        "INSERT INTO authority_request (id, event_id, asked_by, channel, text, received_at, due_at, actor_id)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            one.id, one.event_id, one.asked_by, one.channel, one.text, instant_text(one.received_at),
            instant_or_null(one.due_at), actor_id,
        ),
    )  # fmt: skip


def update(conn: Connection, one: AuthorityRequest) -> bool:
    """Write everything but who noted it over the revision that ``one`` holds; False when somebody wrote first."""
    done = conn.execute(
        "UPDATE authority_request SET event_id = ?, asked_by = ?, channel = ?, text = ?, received_at = ?, due_at = ?,"
        " reply = ?, replied_at = ?, proof = ?, revision = revision + 1 WHERE id = ? AND revision = ?",
        (
            one.event_id, one.asked_by, one.channel, one.text, instant_text(one.received_at), instant_or_null(one.due_at),
            one.reply, instant_or_null(one.replied_at), one.proof, one.id, one.revision,
        ),
    )  # fmt: skip
    return done.rowcount == 1


def find(conn: Connection, request_id: str) -> AuthorityRequest | None:
    """The request, or None."""
    row = conn.execute("SELECT * FROM authority_request WHERE id = ?", (request_id,)).fetchone()
    return _request(row) if row else None


def every(conn: Connection, event_id: str | None = None) -> list[AuthorityRequest]:
    """The requests of an event ("" those of none), or all of them (None), as they were received."""
    rows = conn.execute(
        "SELECT * FROM authority_request WHERE ? IS NULL OR event_id = ? ORDER BY received_at, rowid",
        (event_id, event_id),
    )
    return [_request(row) for row in rows]


def received_between(conn: Connection, start: datetime, end: datetime) -> list[AuthorityRequest]:
    """What was received in ``[start, end)``, whatever the event."""
    return [one for one in every(conn) if start <= one.received_at < end]


def _request(row: sqlite3.Row) -> AuthorityRequest:
    return AuthorityRequest(
        id=row["id"],
        event_id=row["event_id"],
        asked_by=row["asked_by"],
        channel=row["channel"],
        text=row["text"],
        received_at=instant_of(row["received_at"]),
        due_at=instant_or_none(row["due_at"]),
        reply=row["reply"],
        replied_at=instant_or_none(row["replied_at"]),
        proof=row["proof"],
        revision=row["revision"],
    )
