"""What a community knows better than the estimated road table: minutes of a road, or that nobody passes it. Row ↔ value."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.core.clock import instant_of, instant_text

if TYPE_CHECKING:
    import sqlite3
    from datetime import datetime

    from app.store.database import Connection


@dataclass(frozen=True, slots=True)
class RoadOverride:
    """``minutes`` None: closed. ``road_id`` as :func:`app.drills.territory.road_id` says it; ``changed_at`` is UTC."""

    road_id: str
    minutes: int | None
    reason: str
    changed_at: datetime
    actor_id: str
    revision: int


def every(conn: Connection, territory: str) -> dict[str, RoadOverride]:
    """Road id → what was said of it, by id."""
    rows = conn.execute("SELECT * FROM road_override WHERE territory = ? ORDER BY road_id", (territory,))
    return {row["road_id"]: _override(row) for row in rows}


def put(
    conn: Connection, territory: str, road_id: str, minutes: int | None, reason: str, *,
    at: datetime, actor_id: str, revision: int,
) -> bool:  # fmt: skip
    """Write over ``revision`` (0: nothing was said of this road); False when somebody wrote first."""
    values = (minutes, reason, instant_text(at), actor_id, territory, road_id)
    if revision == 0:
        done = conn.execute(
            "INSERT INTO road_override (minutes, reason, changed_at, actor_id, territory, road_id)"
            " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
            values,
        )
    else:
        done = conn.execute(
            "UPDATE road_override SET minutes = ?, reason = ?, changed_at = ?, actor_id = ?, revision = revision + 1"
            " WHERE territory = ? AND road_id = ? AND revision = ?",
            (*values, revision),
        )
    return done.rowcount == 1


def drop(conn: Connection, territory: str, road_id: str, revision: int) -> bool:
    """Give the road its estimated minutes back; False when somebody wrote first."""
    sql = "DELETE FROM road_override WHERE territory = ? AND road_id = ? AND revision = ?"
    return conn.execute(sql, (territory, road_id, revision)).rowcount == 1


def _override(row: sqlite3.Row) -> RoadOverride:
    return RoadOverride(
        row["road_id"], row["minutes"], row["reason"], instant_of(row["changed_at"]), row["actor_id"], row["revision"]
    )
