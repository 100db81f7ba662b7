"""Sharps containers (DASRI) of centres: set out, filled, collected."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from app.activity.sharps import SharpsContainer
from app.store.nullable import day_or_none, day_or_null

if TYPE_CHECKING:
    import sqlite3

    from app.core.ids import CentreId
    from app.store.database import Connection


@dataclass(frozen=True, slots=True)
class KeptContainer:
    """A container with its row's id and revision."""

    id: str
    centre_id: str
    container: SharpsContainer
    revision: int = 1


def add(conn: Connection, one: KeptContainer) -> bool:
    """Write a container down; False when the centre has one under that code."""
    done = conn.execute(
        "INSERT OR IGNORE INTO sharps (id, centre_id, code, set_out_on) VALUES (?, ?, ?, ?)",
        (one.id, one.centre_id, one.container.code, one.container.set_out_on.isoformat()),
    )
    return done.rowcount == 1


def find(conn: Connection, id: str) -> KeptContainer | None:
    """The container, or None."""
    row = conn.execute("SELECT * FROM sharps WHERE id = ?", (id,)).fetchone()
    return _kept(row) if row else None


def update(conn: Connection, one: KeptContainer) -> bool:
    """Write its days over the revision that ``one`` holds; False when somebody wrote first."""
    done = conn.execute(
        "UPDATE sharps SET filled_on = ?, collected_on = ?, revision = revision + 1 WHERE id = ? AND revision = ?",
        (day_or_null(one.container.filled_on), day_or_null(one.container.collected_on), one.id, one.revision),
    )
    return done.rowcount == 1


def of_centre(conn: Connection, centre_id: CentreId, since: date | None = None) -> list[KeptContainer]:
    """The containers of a centre, oldest first; those collected before ``since`` are left out."""
    rows = conn.execute(
        "SELECT * FROM sharps WHERE centre_id = ? AND (? IS NULL OR collected_on IS NULL OR collected_on >= ?)"
        " ORDER BY set_out_on, code",
        (centre_id, day_or_null(since), day_or_null(since)),
    )
    return [_kept(row) for row in rows]


def _kept(row: sqlite3.Row) -> KeptContainer:
    return KeptContainer(
        row["id"],
        row["centre_id"],
        SharpsContainer(
            row["code"],
            date.fromisoformat(row["set_out_on"]),
            day_or_none(row["filled_on"]),
            day_or_none(row["collected_on"]),
        ),
        row["revision"],
    )
