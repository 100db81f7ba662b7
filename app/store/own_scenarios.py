"""The community's own scenarios, as the text of their files. Rows ↔ values; nothing is validated here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.core.clock import instant_of, instant_text
from app.store.nullable import instant_or_null

if TYPE_CHECKING:
    import sqlite3
    from datetime import datetime

    from app.store.database import Connection


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnScenario:
    """A scenario written here. ``document``: its YAML; ``copied_from``: the code it was copied from; revision 0: new."""

    id: str
    code: str
    title: str
    document: str
    changed_at: datetime
    actor_id: str
    copied_from: str = ""
    removed_at: datetime | None = None
    revision: int = 0


def every(conn: Connection) -> list[OwnScenario]:
    """Those that stand, by title."""
    rows = conn.execute("SELECT * FROM own_scenario WHERE removed_at IS NULL ORDER BY title, code")
    return [_own(row) for row in rows]


def removed(conn: Connection) -> list[OwnScenario]:
    """Those that were removed, the last one first."""
    rows = conn.execute("SELECT * FROM own_scenario WHERE removed_at IS NOT NULL ORDER BY removed_at DESC, code")
    return [_own(row) for row in rows]


def find(conn: Connection, code: str) -> OwnScenario | None:
    """The one of that code, removed or not; None when there never was one."""
    row = conn.execute("SELECT * FROM own_scenario WHERE code = ?", (code,)).fetchone()
    return _own(row) if row else None


def codes(conn: Connection) -> frozenset[str]:
    """Every code ever given, those of removed ones too."""
    return frozenset(row["code"] for row in conn.execute("SELECT code FROM own_scenario"))


def put(conn: Connection, one: OwnScenario) -> bool:
    """Add one (revision 0) or write over the revision that ``one`` holds; False when somebody wrote first."""
    values = (
        one.title,
        one.document,
        one.copied_from,
        instant_text(one.changed_at),
        one.actor_id,
        instant_or_null(one.removed_at),
    )
    if not one.revision:
        done = conn.execute(
            "INSERT OR IGNORE INTO own_scenario (id, code, title, document, copied_from, changed_at, actor_id, removed_at)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (one.id, one.code, *values),
        )
    else:
        done = conn.execute(
            "UPDATE own_scenario SET title = ?, document = ?, copied_from = ?, changed_at = ?, actor_id = ?, removed_at = ?,"
            " revision = revision + 1 WHERE id = ? AND revision = ?",
            (*values, one.id, one.revision),
        )
    return done.rowcount == 1


def _own(row: sqlite3.Row) -> OwnScenario:
    return OwnScenario(
        id=row["id"],
        code=row["code"],
        title=row["title"],
        document=row["document"],
        changed_at=instant_of(row["changed_at"]),
        actor_id=row["actor_id"],
        copied_from=row["copied_from"],
        removed_at=instant_of(row["removed_at"]) if row["removed_at"] else None,
        revision=row["revision"],
    )
