"""The community's stock, lot by lot. Rows ↔ values of ``app.response.stock``."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from app.response.stock import Item
from app.store import revised

if TYPE_CHECKING:
    import sqlite3

    from app.store.database import Connection

_COLUMNS = ("label", "category", "quantity", "unit", "lot", "expires_on", "place", "holder", "minimum")


def every(conn: Connection) -> list[Item]:
    """Every lot, by label, then expiry."""
    return [_item(row) for row in conn.execute("SELECT * FROM inventory_item ORDER BY label, expires_on, id")]


def find(conn: Connection, item_id: str) -> Item | None:
    """The lot, or None."""
    row = conn.execute("SELECT * FROM inventory_item WHERE id = ?", (item_id,)).fetchone()
    return _item(row) if row else None


def put(conn: Connection, one: Item) -> bool:
    """Add a lot (revision 0) or write over the revision that ``one`` holds; False when somebody wrote first."""
    values = (
        one.label, one.category, one.quantity, one.unit, one.lot, one.expires_on.isoformat() if one.expires_on else None,
        one.place, one.holder, one.minimum,
    )  # fmt: skip
    return revised.put(conn, "inventory_item", _COLUMNS, one.id, one.revision, values)


def remove(conn: Connection, item_id: str, revision: int) -> bool:
    """Strike a lot off; False when somebody wrote first."""
    return conn.execute("DELETE FROM inventory_item WHERE id = ? AND revision = ?", (item_id, revision)).rowcount == 1


def _item(row: sqlite3.Row) -> Item:
    values = {name: row[name] for name in row.keys()}  # noqa: SIM118 - a row iterates over its values
    values["expires_on"] = date.fromisoformat(row["expires_on"]) if row["expires_on"] else None
    return Item(**values)
