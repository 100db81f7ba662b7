"""Closures of practices. Rows ↔ values of ``app.continuity.closure``. What was taken away stays, dated, until it is purged."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.continuity.closure import Closure, ClosureSource
from app.continuity.situation import ClosureKind
from app.core.clock import instant_of, instant_text
from app.core.ids import PracticeId
from app.store import revised

if TYPE_CHECKING:
    import sqlite3
    from datetime import datetime

    from app.store.database import Connection

_COLUMNS = (
    "practice_id", "kind", "starts_at", "ends_at", "members_away", "source", "calendar_uid", "event_id", "noted_at",
    "actor_id",
)  # fmt: skip


def insert(conn: Connection, one: Closure) -> None:
    """Add a closure at revision 1."""
    revised.add(conn, "closure", _COLUMNS, one.id, _values(one))


def update(conn: Connection, one: Closure) -> bool:
    """Write over the revision that ``one`` holds; False when somebody wrote first, or took it away."""
    return revised.write_over(conn, "closure", _COLUMNS, one.id, one.revision, _values(one), only=revised.STANDS)


def remove(conn: Connection, id: str, revision: int, at: datetime) -> bool:
    """Take a closure away; False when somebody wrote first."""
    return revised.take_away(conn, "closure", id, revision, at)


def find(conn: Connection, id: str) -> Closure | None:
    """The closure, taken away or not; None when there is none."""
    row = conn.execute("SELECT * FROM closure WHERE id = ?", (id,)).fetchone()
    return _closure(row) if row else None


def since(conn: Connection, at: datetime, *, exercise: bool = False) -> list[Closure]:
    """Closures under way at ``at`` (UTC) or to come, by start. Those noted in an exercise only count with ``exercise``, and
    then alone."""
    rows = conn.execute(
        "SELECT closure.* FROM closure LEFT JOIN event ON event.id = event_id WHERE closure.removed_at IS NULL"
        " AND (closure.ends_at IS NULL OR closure.ends_at > ?) AND (ifnull(event.kind, 'real') = 'exercise') = ?"
        " ORDER BY starts_at, closure.id",
        (instant_text(at), exercise),
    )
    return [_closure(row) for row in rows]


def from_calendar(conn: Connection, practice: PracticeId, prefix: str, at: datetime) -> list[Closure]:
    """What one calendar of a practice gave and that has not ended at ``at`` (UTC), by start."""
    return [
        one
        for one in since(conn, at)
        if one.practice == practice and one.source is ClosureSource.CALENDAR and one.calendar_uid.startswith(prefix)
    ]


def _values(one: Closure) -> tuple[object, ...]:
    return (
        one.practice, one.kind.value, instant_text(one.starts_at), instant_text(one.ends_at) if one.ends_at else None,
        one.members_away, one.source.value, one.calendar_uid, one.event_id, instant_text(one.noted_at), one.actor_id,
    )  # fmt: skip


def _closure(row: sqlite3.Row) -> Closure:
    return Closure(
        id=row["id"],
        practice=PracticeId(row["practice_id"]),
        kind=ClosureKind(row["kind"]),
        starts_at=instant_of(row["starts_at"]),
        ends_at=instant_of(row["ends_at"]) if row["ends_at"] else None,
        members_away=row["members_away"],
        source=ClosureSource(row["source"]),
        calendar_uid=row["calendar_uid"],
        event_id=row["event_id"],
        noted_at=instant_of(row["noted_at"]),
        actor_id=row["actor_id"],
        removed_at=instant_of(row["removed_at"]) if row["removed_at"] else None,
        revision=row["revision"],
    )
