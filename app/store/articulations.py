"""What is agreed with each establishment. Rows ↔ values of ``app.response.articulation``."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from app.response.articulation import Articulation
from app.store import revised

if TYPE_CHECKING:
    import sqlite3

    from app.store.database import Connection

_COLUMNS = (
    "they_call", "we_call", "they_offer", "they_expect", "convention", "signed_on", "white_plan", "generator",
)  # fmt: skip


def every(conn: Connection) -> list[Articulation]:
    """Every articulation, by establishment's id."""
    return [_articulation(row) for row in conn.execute("SELECT * FROM articulation ORDER BY site_id")]


def find(conn: Connection, site_id: str) -> Articulation | None:
    """What is agreed with an establishment, or None."""
    row = conn.execute("SELECT * FROM articulation WHERE site_id = ?", (site_id,)).fetchone()
    return _articulation(row) if row else None


def put(conn: Connection, one: Articulation) -> bool:
    """Add what is agreed (revision 0) or write over the revision that ``one`` holds; False when somebody wrote first."""
    values = (
        one.they_call, one.we_call, one.they_offer, one.they_expect, one.convention,
        one.signed_on.isoformat() if one.signed_on else None, int(one.white_plan), int(one.generator),
    )  # fmt: skip
    return revised.put(conn, "articulation", _COLUMNS, one.site_id, one.revision, values, key="site_id")


def _articulation(row: sqlite3.Row) -> Articulation:
    return Articulation(
        site_id=row["site_id"],
        they_call=row["they_call"],
        we_call=row["we_call"],
        they_offer=row["they_offer"],
        they_expect=row["they_expect"],
        convention=row["convention"],
        signed_on=date.fromisoformat(row["signed_on"]) if row["signed_on"] else None,
        white_plan=bool(row["white_plan"]),
        generator=bool(row["generator"]),
        revision=row["revision"],
    )
