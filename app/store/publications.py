"""The log of what was said to the public, town halls and the press: prepared, agreed by whom, published where and when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.core.clock import instant_of, instant_text
from app.response.bulletin import Audience, Publication

if TYPE_CHECKING:
    import sqlite3
    from datetime import datetime

    from app.store.database import Connection


def add(conn: Connection, one: Publication, actor_id: str) -> None:
    """Write a text down, as far as it is."""
    conn.execute(
        "INSERT INTO publication (id, event_id, audience, title, text, channel, at, agreed_by, actor_id)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            one.id, one.event_id, one.audience.value, one.title, one.text, one.channel, instant_text(one.at),
            one.agreed_by, actor_id,
        ),
    )  # fmt: skip


def update(conn: Connection, before: Publication, after: Publication) -> bool:
    """Write ``after`` where the row still reads as ``before``; False when somebody wrote first."""
    done = conn.execute(
        "UPDATE publication SET title = ?, text = ?, channel = ?, at = ?, agreed_by = ?"
        " WHERE id = ? AND title = ? AND text = ? AND channel = ? AND agreed_by = ?",
        (
            after.title, after.text, after.channel, instant_text(after.at), after.agreed_by,
            before.id, before.title, before.text, before.channel, before.agreed_by,
        ),
    )  # fmt: skip
    return done.rowcount == 1


def drop(conn: Connection, publication_id: str) -> None:
    """Forget a text that nobody agreed."""
    conn.execute("DELETE FROM publication WHERE id = ? AND agreed_by = ''", (publication_id,))


def find(conn: Connection, publication_id: str) -> Publication | None:
    """The text, or None."""
    row = conn.execute("SELECT * FROM publication WHERE id = ?", (publication_id,)).fetchone()
    return _publication(row) if row else None


def every(conn: Connection, event_id: str | None = None) -> list[Publication]:
    """The texts of an event ("" those of none), or all of them (None), the oldest first."""
    rows = conn.execute(
        "SELECT * FROM publication WHERE ? IS NULL OR event_id = ? ORDER BY at, rowid", (event_id, event_id)
    )
    return [_publication(row) for row in rows]


def published_between(conn: Connection, start: datetime, end: datetime) -> list[Publication]:
    """What was published in ``[start, end)``, in order: evidence of the communications of a period."""
    return [one for one in every(conn) if one.channel and start <= one.at < end]


def _publication(row: sqlite3.Row) -> Publication:
    return Publication(
        id=row["id"],
        event_id=row["event_id"],
        audience=Audience(row["audience"]),
        title=row["title"],
        text=row["text"],
        channel=row["channel"],
        at=instant_of(row["at"]),
        agreed_by=row["agreed_by"],
    )
