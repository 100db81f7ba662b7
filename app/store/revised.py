"""Rows that two people may write at once: a write goes over the revision that was read, or not at all.

For tables with a column ``revision``. Names of tables and columns come from the code, never from what somebody typed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.core.clock import instant_text

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from app.store.database import Connection

STANDS = " AND removed_at IS NULL"
"""Where what was taken away stays, and may no longer be written."""


def add(
    conn: Connection, table: str, columns: Sequence[str], id: str, values: Sequence[object], *, key: str = "id",
    unless_there: bool = False,
) -> bool:  # fmt: skip
    """A new row, at the first revision; ``unless_there``: False, and nothing written, when that key has one already."""
    names, marks = ", ".join((key, *columns)), ", ".join("?" * (len(columns) + 1))
    verb = "INSERT OR IGNORE" if unless_there else "INSERT"
    return conn.execute(f"{verb} INTO {table} ({names}) VALUES ({marks})", (id, *values)).rowcount == 1


def write_over(
    conn: Connection, table: str, columns: Sequence[str], id: str, revision: int, values: Sequence[object], *,
    key: str = "id", only: str = "",
) -> bool:  # fmt: skip
    """Write over the revision that was read; False when somebody wrote first, or the row is not there. ``only``: :data:`STANDS`."""
    changes = ", ".join(f"{name} = ?" for name in columns)
    sql = f"UPDATE {table} SET {changes}, revision = revision + 1 WHERE {key} = ? AND revision = ?{only}"
    return conn.execute(sql, (*values, id, revision)).rowcount == 1


def put(
    conn: Connection, table: str, columns: Sequence[str], id: str, revision: int, values: Sequence[object], *,
    key: str = "id", only: str = "",
) -> bool:  # fmt: skip
    """Add the row (revision 0) or write over the revision that was read; False when somebody wrote first."""
    if not revision:
        return add(conn, table, columns, id, values, key=key, unless_there=True)
    return write_over(conn, table, columns, id, revision, values, key=key, only=only)


def take_away(conn: Connection, table: str, id: str, revision: int, at: datetime) -> bool:
    """Date the row's end, over the revision that was read; False when somebody wrote first."""
    return write_over(conn, table, ("removed_at",), id, revision, (instant_text(at),), only=STANDS)
