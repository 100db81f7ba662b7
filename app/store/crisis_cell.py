"""The crisis cell: members, shifts, and where it meets (a row of the settings). Rows ↔ values of ``app.response.cell``."""

from __future__ import annotations

import json
from dataclasses import asdict, fields
from typing import TYPE_CHECKING

from app.core.clock import instant_of, instant_text
from app.core.ids import PersonId
from app.response.cell import CellPlace, Member, Shift

if TYPE_CHECKING:
    import sqlite3

    from app.store.database import Connection

PLACE = "crisis_cell"
"""Key of the setting that holds where and when the cell meets."""


def members(conn: Connection) -> list[Member]:
    """Everyone of the cell, by function, holder first. A member of the roster carries their id, and no name here."""
    return [_member(row) for row in conn.execute("SELECT * FROM cell_member ORDER BY function, rank")]


def replace_function(conn: Connection, function: str, held: list[Member]) -> None:
    """Make ``held`` all that a function has, ranks as given; the revision of every row moves past any it had."""
    row = conn.execute("SELECT max(revision) AS last FROM cell_member WHERE function = ?", (function,)).fetchone()
    revision = (row["last"] or 0) + 1
    conn.execute("DELETE FROM cell_member WHERE function = ?", (function,))
    conn.executemany(
        "INSERT INTO cell_member (function, rank, person_id, name, phone, revision) VALUES (?, ?, ?, ?, ?, ?)",
        [(function, one.rank, one.person_id, one.name, one.phone, revision) for one in held],
    )


def place(conn: Connection) -> tuple[CellPlace, int]:
    """Where and when the cell meets, and its revision; empty at revision 0 when nothing was written."""
    row = conn.execute("SELECT value, revision FROM setting WHERE key = ?", (PLACE,)).fetchone()
    if row is None:
        return CellPlace(), 0
    held = json.loads(row["value"])
    return CellPlace(**{one.name: held.get(one.name, "") for one in fields(CellPlace)}), row["revision"]


def put_place(conn: Connection, chosen: CellPlace, revision: int) -> bool:
    """Write over the revision that was read; False when somebody wrote first."""
    value = json.dumps(asdict(chosen), sort_keys=True, ensure_ascii=False)
    if not revision:
        done = conn.execute("INSERT OR IGNORE INTO setting (key, value) VALUES (?, ?)", (PLACE, value))
    else:
        done = conn.execute(
            "UPDATE setting SET value = ?, revision = revision + 1 WHERE key = ? AND revision = ?",
            (value, PLACE, revision),
        )
    return done.rowcount == 1


def shifts(conn: Connection, event_id: str = "") -> list[Shift]:
    """The shifts of an event (empty: the dry run), in order of time, then function."""
    rows = conn.execute("SELECT * FROM cell_shift WHERE event_id = ? ORDER BY starts_at, function, id", (event_id,))
    return [_shift(row) for row in rows]


def find_shift(conn: Connection, shift_id: str) -> Shift | None:
    """The shift, or None."""
    row = conn.execute("SELECT * FROM cell_shift WHERE id = ?", (shift_id,)).fetchone()
    return _shift(row) if row else None


def put_shift(conn: Connection, one: Shift) -> bool:
    """Add a shift (revision 0) or write over the revision that ``one`` holds; False when somebody wrote first."""
    values = (one.function, one.person_id, one.name, instant_text(one.starts_at), instant_text(one.ends_at), one.handed_over)  # fmt: skip
    if not one.revision:
        done = conn.execute(
            "INSERT OR IGNORE INTO cell_shift (id, event_id, function, person_id, name, starts_at, ends_at, handed_over)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (one.id, one.event_id, *values),
        )
    else:
        done = conn.execute(
            "UPDATE cell_shift SET function = ?, person_id = ?, name = ?, starts_at = ?, ends_at = ?, handed_over = ?,"
            " revision = revision + 1 WHERE id = ? AND revision = ?",
            (*values, one.id, one.revision),
        )
    return done.rowcount == 1


def remove_shift(conn: Connection, shift_id: str, revision: int) -> bool:
    """Take a shift out; False when somebody wrote first."""
    return conn.execute("DELETE FROM cell_shift WHERE id = ? AND revision = ?", (shift_id, revision)).rowcount == 1


def _member(row: sqlite3.Row) -> Member:
    return Member(
        function=row["function"],
        rank=row["rank"],
        person_id=_person(row),
        name=row["name"],
        phone=row["phone"],
        revision=row["revision"],
    )


def _shift(row: sqlite3.Row) -> Shift:
    return Shift(
        id=row["id"],
        function=row["function"],
        starts_at=instant_of(row["starts_at"]),
        ends_at=instant_of(row["ends_at"]),
        event_id=row["event_id"],
        person_id=_person(row),
        name=row["name"],
        handed_over=row["handed_over"],
        revision=row["revision"],
    )


def _person(row: sqlite3.Row) -> PersonId | None:
    return PersonId(row["person_id"]) if row["person_id"] else None
