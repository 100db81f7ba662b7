"""Cuts and failures. Rows ↔ values of ``app.continuity.outage``. What was taken away stays, dated, until it is purged."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from app.continuity.outage import Outage
from app.continuity.situation import OutageKind
from app.core.clock import instant_of, instant_text
from app.store import revised

if TYPE_CHECKING:
    import sqlite3
    from datetime import datetime

    from app.store.database import Connection

_COLUMNS = (
    "kind", "title", "communes", "roads", "site_id", "remote_id", "categories", "starts_at", "ends_at", "event_id",
    "noted_at", "actor_id",
)  # fmt: skip


def insert(conn: Connection, one: Outage) -> None:
    """Add a cut at revision 1."""
    revised.add(conn, "outage", _COLUMNS, one.id, _values(one))


def update(conn: Connection, one: Outage) -> bool:
    """Write over the revision that ``one`` holds; False when somebody wrote first, or took it away."""
    return revised.write_over(conn, "outage", _COLUMNS, one.id, one.revision, _values(one), only=revised.STANDS)


def remove(conn: Connection, id: str, revision: int, at: datetime) -> bool:
    """Take a cut away; False when somebody wrote first."""
    return revised.take_away(conn, "outage", id, revision, at)


def find(conn: Connection, id: str) -> Outage | None:
    """The cut, taken away or not; None when there is none."""
    row = conn.execute("SELECT * FROM outage WHERE id = ?", (id,)).fetchone()
    return _outage(row) if row else None


def since(conn: Connection, at: datetime, *, exercise: bool = False) -> list[Outage]:
    """Cuts under way at ``at`` (UTC) or to come, by start. Those noted in an exercise only count with ``exercise``, and then
    alone."""
    rows = conn.execute(
        "SELECT outage.* FROM outage LEFT JOIN event ON event.id = event_id WHERE outage.removed_at IS NULL"
        " AND (outage.ends_at IS NULL OR outage.ends_at > ?) AND (ifnull(event.kind, 'real') = 'exercise') = ?"
        " ORDER BY starts_at, outage.id",
        (instant_text(at), exercise),
    )
    return [_outage(row) for row in rows]


def _values(one: Outage) -> tuple[object, ...]:
    return (
        one.kind.value, one.title, json.dumps(sorted(one.communes)), json.dumps(sorted(map(sorted, one.roads))),
        one.site or None, one.remote or None, json.dumps(sorted(one.categories)), instant_text(one.starts_at),
        instant_text(one.ends_at) if one.ends_at else None, one.event_id, instant_text(one.noted_at), one.actor_id,
    )  # fmt: skip


def _outage(row: sqlite3.Row) -> Outage:
    return Outage(
        id=row["id"],
        kind=OutageKind(row["kind"]),
        title=row["title"],
        communes=tuple(json.loads(row["communes"])),
        roads=tuple((start, end) for start, end in json.loads(row["roads"])),
        site=row["site_id"] or "",
        remote=row["remote_id"] or "",
        categories=tuple(json.loads(row["categories"])),
        starts_at=instant_of(row["starts_at"]),
        ends_at=instant_of(row["ends_at"]) if row["ends_at"] else None,
        event_id=row["event_id"],
        noted_at=instant_of(row["noted_at"]),
        actor_id=row["actor_id"],
        removed_at=instant_of(row["removed_at"]) if row["removed_at"] else None,
        revision=row["revision"],
    )
