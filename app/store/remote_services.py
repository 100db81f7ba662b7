"""Remote services. Rows ↔ values of ``app.continuity.remote_service``. One taken away stays, dated: hand-overs name it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from app.continuity.remote_service import RemoteKind, RemoteService
from app.core.clock import instant_of
from app.core.ids import PracticeId
from app.store import revised

if TYPE_CHECKING:
    import sqlite3
    from datetime import datetime

    from app.store.database import Connection

_COLUMNS = (
    "kind", "name", "practice_id", "site_id", "readers", "categories", "capacity", "needs_power", "needs_network", "phone",
)  # fmt: skip


def every(conn: Connection) -> list[RemoteService]:
    """Those in service, by name."""
    rows = conn.execute("SELECT * FROM remote_service WHERE removed_at IS NULL ORDER BY name, id")
    return [_service(row) for row in rows]


def find(conn: Connection, id: str) -> RemoteService | None:
    """The service, taken away or not; None when there is none."""
    row = conn.execute("SELECT * FROM remote_service WHERE id = ?", (id,)).fetchone()
    return _service(row) if row else None


def put(conn: Connection, one: RemoteService) -> bool:
    """Add (revision 0) or write over the revision that ``one`` holds; False when somebody wrote first."""
    values = (
        one.kind.value, one.name.strip(), one.practice, one.site or None, one.readers, json.dumps(sorted(one.categories)),
        one.capacity, int(one.needs_power), int(one.needs_network), one.phone,
    )  # fmt: skip
    return revised.put(conn, "remote_service", _COLUMNS, one.id, one.revision, values, only=revised.STANDS)


def remove(conn: Connection, id: str, revision: int, at: datetime) -> bool:
    """Take a service away; False when somebody wrote first."""
    return revised.take_away(conn, "remote_service", id, revision, at)


def _service(row: sqlite3.Row) -> RemoteService:
    return RemoteService(
        id=row["id"],
        kind=RemoteKind(row["kind"]),
        name=row["name"],
        practice=PracticeId(row["practice_id"]) if row["practice_id"] else None,
        site=row["site_id"] or "",
        readers=row["readers"],
        categories=tuple(json.loads(row["categories"])),
        capacity=row["capacity"],
        needs_power=bool(row["needs_power"]),
        needs_network=bool(row["needs_network"]),
        phone=row["phone"],
        removed_at=instant_of(row["removed_at"]) if row["removed_at"] else None,
        revision=row["revision"],
    )
