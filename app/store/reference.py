"""Rows of reference tables written by the community: the highest origin, above the overlay and the package."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from app.core.clock import instant_text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from app.store.database import Connection


def rows(conn: Connection) -> dict[str, list[Mapping[str, str]]]:
    """Table name → rows, as text cells, oldest first."""
    found: dict[str, list[Mapping[str, str]]] = {}
    for row in conn.execute("SELECT table_name, value FROM reference_row ORDER BY id"):
        found.setdefault(row["table_name"], []).append(json.loads(row["value"]))
    return found


def replace(conn: Connection, table: str, values: Sequence[Mapping[str, str]], source: str, at: datetime) -> None:
    """Make ``values`` the community's rows of a table."""
    conn.execute("DELETE FROM reference_row WHERE table_name = ?", (table,))
    conn.executemany(
        "INSERT INTO reference_row (table_name, value, source, at) VALUES (?, ?, ?, ?)",
        [(table, json.dumps(value, ensure_ascii=False), source, instant_text(at)) for value in values],
    )
