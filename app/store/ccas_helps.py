"""Town halls helped to call those on their register: how many, never who. Rows ↔ ``app.continuity.helping.CcasHelp``."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from app.continuity.helping import CcasCause, CcasHelp
from app.core.clock import instant_of, instant_text
from app.store import revised

if TYPE_CHECKING:
    import sqlite3

    from app.store.database import Connection

_COLUMNS = (
    "commune_insee", "cause", "registered", "calls_per_day", "callers", "helpers_wanted", "helpers_given",
    "contact_phone", "from_day", "until_day", "event_id", "closed_at",
)  # fmt: skip


def every(conn: Connection, *, closed: bool = False) -> list[CcasHelp]:
    """Those under way (and those over, when asked), the most callers missing first."""
    where = "" if closed else "WHERE closed_at IS NULL"
    rows = conn.execute(
        f"SELECT * FROM ccas_help {where}"
        " ORDER BY closed_at IS NOT NULL, helpers_given - helpers_wanted, from_day, commune_insee, id"
    )
    return [_help(row) for row in rows]


def find(conn: Connection, id: str) -> CcasHelp | None:
    """The help, or None."""
    row = conn.execute("SELECT * FROM ccas_help WHERE id = ?", (id,)).fetchone()
    return _help(row) if row else None


def put(conn: Connection, one: CcasHelp) -> bool:
    """Add one (revision 0) or write over the revision that ``one`` holds; False when somebody wrote first."""
    values = (
        one.commune, one.cause, one.registered, one.calls_per_day, one.callers, one.helpers_wanted, one.helpers_given,
        one.contact_phone, one.from_day.isoformat(), one.until_day.isoformat() if one.until_day else None, one.event_id,
        instant_text(one.closed_at) if one.closed_at else None,
    )  # fmt: skip
    return revised.put(conn, "ccas_help", _COLUMNS, one.id, one.revision, values)


def _help(row: sqlite3.Row) -> CcasHelp:
    return CcasHelp(
        id=row["id"],
        commune=row["commune_insee"],
        cause=CcasCause(row["cause"]),
        registered=row["registered"],
        calls_per_day=row["calls_per_day"],
        callers=row["callers"],
        helpers_wanted=row["helpers_wanted"],
        helpers_given=row["helpers_given"],
        contact_phone=row["contact_phone"],
        from_day=date.fromisoformat(row["from_day"]),
        until_day=date.fromisoformat(row["until_day"]) if row["until_day"] else None,
        event_id=row["event_id"],
        closed_at=instant_of(row["closed_at"]) if row["closed_at"] else None,
        revision=row["revision"],
    )
