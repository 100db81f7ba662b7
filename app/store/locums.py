"""Who stands in for practices. Rows ↔ values of ``app.continuity.practice_care``."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from app.continuity.practice_care import Locum
from app.core.ids import PersonId, PracticeId
from app.store.nullable import day_or_null

if TYPE_CHECKING:
    import sqlite3

    from app.store.database import Connection


def every(conn: Connection) -> list[Locum]:
    """Every locum, by practice, first day, then name."""
    rows = conn.execute("SELECT * FROM locum ORDER BY practice_id, ifnull(from_day, ''), name, id")
    return [_locum(row) for row in rows]


def find(conn: Connection, id: str) -> Locum | None:
    """The locum, or None."""
    row = conn.execute("SELECT * FROM locum WHERE id = ?", (id,)).fetchone()
    return _locum(row) if row else None


def put(conn: Connection, one: Locum) -> bool:
    """Add (revision 0) or write over the revision that ``one`` holds; False when somebody wrote first."""
    values = (one.practice, one.person, one.name, one.phone, day_or_null(one.from_day), day_or_null(one.until_day))
    if not one.revision:
        sql = (
            "INSERT OR IGNORE INTO locum (practice_id, person_id, name, phone, from_day, until_day, id)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)"
        )
        return conn.execute(sql, (*values, one.id)).rowcount == 1
    sql = (
        "UPDATE locum SET practice_id = ?, person_id = ?, name = ?, phone = ?, from_day = ?, until_day = ?,"
        " revision = revision + 1 WHERE id = ? AND revision = ?"
    )
    return conn.execute(sql, (*values, one.id, one.revision)).rowcount == 1


def remove(conn: Connection, id: str, revision: int) -> bool:
    """Strike a locum off; False when somebody wrote first."""
    return conn.execute("DELETE FROM locum WHERE id = ? AND revision = ?", (id, revision)).rowcount == 1


def _locum(row: sqlite3.Row) -> Locum:
    return Locum(
        id=row["id"],
        practice=PracticeId(row["practice_id"]),
        person=PersonId(row["person_id"]) if row["person_id"] else None,
        name=row["name"],
        phone=row["phone"],
        from_day=date.fromisoformat(row["from_day"]) if row["from_day"] else None,
        until_day=date.fromisoformat(row["until_day"]) if row["until_day"] else None,
        revision=row["revision"],
    )
