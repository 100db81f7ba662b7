"""Services that can lend hands. Rows ↔ ``app.continuity.helping.Helper``."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING

from app.continuity.helping import Helper, HelperKind
from app.store import revised

if TYPE_CHECKING:
    import sqlite3
    from datetime import datetime

    from app.store.database import Connection

_COLUMNS = ("kind", "name", "site_id", "communes", "people", "capacity", "phone", "said_on")


def every(conn: Connection) -> list[Helper]:
    """Those not struck off, by name."""
    rows = conn.execute("SELECT * FROM helper WHERE removed_at IS NULL ORDER BY name, id")
    return [_helper(row) for row in rows]


def put(conn: Connection, one: Helper) -> bool:
    """Add one (revision 0) or write over the revision that ``one`` holds; False when somebody wrote first."""
    values = (
        one.kind, one.name, one.site or None, json.dumps(sorted(one.communes)), one.people, one.capacity, one.phone,
        one.said_on.isoformat() if one.said_on else None,
    )  # fmt: skip
    return revised.put(conn, "helper", _COLUMNS, one.id, one.revision, values, only=revised.STANDS)


def remove(conn: Connection, helper_id: str, revision: int, at: datetime) -> bool:
    """Strike one off; False when somebody wrote first."""
    return revised.take_away(conn, "helper", helper_id, revision, at)


def _helper(row: sqlite3.Row) -> Helper:
    return Helper(
        id=row["id"],
        kind=HelperKind(row["kind"]),
        name=row["name"],
        site=row["site_id"] or "",
        communes=frozenset(json.loads(row["communes"])),
        people=row["people"],
        capacity=row["capacity"],
        phone=row["phone"],
        said_on=date.fromisoformat(row["said_on"]) if row["said_on"] else None,
        revision=row["revision"],
    )
