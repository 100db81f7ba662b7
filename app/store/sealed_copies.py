"""Sealed copies of key tables: who holds which, and when it was last seen to. Rows ↔ values; nothing of what they hold."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from app.continuity.sealed_copy import CopyForm, Holder, SealedCopy
from app.core.ids import PracticeId
from app.store.nullable import day_or_none, day_or_null

if TYPE_CHECKING:
    import sqlite3

    from app.store.database import Connection

_COLUMNS = ("form", "holder_practice_id", "holder_site_id", "deposited_on", "checked_on", "tested_on", "actor_id")


def every(conn: Connection) -> list[SealedCopy]:
    """Every copy, by practice then holder."""
    return [_copy(row) for row in conn.execute("SELECT * FROM sealed_copy ORDER BY practice_id, holder")]


def of_practice(conn: Connection, practice: PracticeId) -> list[SealedCopy]:
    """The copies of one practice's key table, by holder."""
    rows = conn.execute("SELECT * FROM sealed_copy WHERE practice_id = ? ORDER BY holder", (practice,))
    return [_copy(row) for row in rows]


def find(conn: Connection, practice: PracticeId, holder: Holder) -> SealedCopy | None:
    """The copy that this kind of holder keeps, or None."""
    return next((one for one in of_practice(conn, practice) if one.holder is holder), None)


def pairs(conn: Connection) -> dict[PracticeId, PracticeId]:
    """Practice → the one it is paired with, which is the first to ask to hold its copy."""
    rows = conn.execute(
        "SELECT practice_id, paired_practice_id FROM practice_care WHERE paired_practice_id IS NOT NULL"
        " ORDER BY practice_id"
    )
    return {PracticeId(row["practice_id"]): PracticeId(row["paired_practice_id"]) for row in rows}


def put(conn: Connection, copy: SealedCopy, actor_id: str) -> bool:
    """Add a copy (revision 0) or write over the revision that ``copy`` holds; False when somebody wrote first."""
    values = (
        copy.form.value, copy.holder_practice, copy.holder_site or None, copy.deposited_on.isoformat(),
        day_or_null(copy.checked_on), day_or_null(copy.tested_on), actor_id,
    )  # fmt: skip
    key = (copy.practice, copy.holder.value)
    if not copy.revision:
        names, marks = ", ".join(("practice_id", "holder", *_COLUMNS)), ", ".join("?" * (len(_COLUMNS) + 2))
        done = conn.execute(f"INSERT OR IGNORE INTO sealed_copy ({names}) VALUES ({marks})", (*key, *values))
    else:
        changes = ", ".join(f"{name} = ?" for name in _COLUMNS)
        done = conn.execute(
            f"UPDATE sealed_copy SET {changes}, revision = revision + 1"
            " WHERE practice_id = ? AND holder = ? AND revision = ?",
            (*values, *key, copy.revision),
        )
    return done.rowcount == 1


def remove(conn: Connection, practice: PracticeId, holder: Holder, revision: int) -> bool:
    """Forget a copy that is no longer there; False when somebody wrote first."""
    done = conn.execute(
        "DELETE FROM sealed_copy WHERE practice_id = ? AND holder = ? AND revision = ?",
        (practice, holder.value, revision),
    )
    return done.rowcount == 1


def _copy(row: sqlite3.Row) -> SealedCopy:
    practice = row["holder_practice_id"]
    return SealedCopy(
        practice=PracticeId(row["practice_id"]),
        holder=Holder(row["holder"]),
        form=CopyForm(row["form"]),
        holder_practice=PracticeId(practice) if practice else None,
        holder_site=row["holder_site_id"] or "",
        deposited_on=date.fromisoformat(row["deposited_on"]),
        checked_on=day_or_none(row["checked_on"]),
        tested_on=day_or_none(row["tested_on"]),
        revision=row["revision"],
    )
