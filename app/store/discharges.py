"""Discharges to absorb, their lines and who takes them. Rows ↔ ``app.continuity.discharge``: counts, and no patient.

A carer who refused stays, so as not to be asked again: its ``carer`` is then written with a leading « - ».
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.continuity.carer import CarerId
from app.continuity.discharge import Discharge, DischargeId, Line, Taking
from app.core.clock import instant_of, instant_text

if TYPE_CHECKING:
    import sqlite3

    from app.store.database import Connection

REFUSED = "-"


def insert(conn: Connection, one: Discharge) -> None:
    """Add a discharge with its lines and takings."""
    conn.execute(
        "INSERT INTO discharge (id, title, site_id, asked_at, wanted_at, beds, event_id, closed_at, actor_id, revision)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (one.id, one.title, one.site or None, instant_text(one.asked_at), *_changing(one), one.actor_id, one.revision),
    )
    _write_parts(conn, one)


def update(conn: Connection, one: Discharge, actor_id: str) -> bool:
    """Write a discharge whole at its revision over the one before; False when somebody wrote first."""
    done = conn.execute(
        "UPDATE discharge SET title = ?, site_id = ?, wanted_at = ?, beds = ?, event_id = ?, closed_at = ?,"
        " revision = ? WHERE id = ? AND revision = ?",
        (one.title, one.site or None, *_changing(one), one.revision, one.id, one.revision - 1),
    )
    if done.rowcount != 1:
        return False
    conn.execute("DELETE FROM discharge_taking WHERE discharge_id = ?", (one.id,))
    conn.execute("DELETE FROM discharge_line WHERE discharge_id = ?", (one.id,))
    _write_parts(conn, one, actor_id)
    return True


def find(conn: Connection, id: str) -> Discharge | None:
    """The discharge, or None."""
    row = conn.execute("SELECT * FROM discharge WHERE id = ?", (id,)).fetchone()
    return _discharge(conn, row) if row else None


def every(conn: Connection, *, closed: bool = True) -> list[Discharge]:
    """Discharges, the open ones by the hour wanted, then the closed ones."""
    where = "" if closed else "WHERE closed_at IS NULL"
    rows = conn.execute(f"SELECT * FROM discharge {where} ORDER BY closed_at IS NOT NULL, wanted_at, id")
    return [_discharge(conn, row) for row in rows]


def _changing(one: Discharge) -> tuple[object, ...]:
    closed = instant_text(one.closed_at) if one.closed_at else None
    return instant_text(one.wanted_at), one.beds, one.event_id, closed


def _write_parts(conn: Connection, one: Discharge, actor_id: str = "") -> None:
    conn.executemany(
        "INSERT INTO discharge_line VALUES (?, ?, ?, ?)",
        [(one.id, line.category, line.commune, line.patients) for line in one.lines],
    )
    conn.executemany(
        "INSERT INTO discharge_taking VALUES (?, ?, ?, ?, ?, ?, ?)",
        [
            (
                one.id, taking.category, taking.commune, f"{REFUSED if taking.refused else ''}{taking.carer}",
                taking.patients, instant_text(taking.agreed_at) if taking.agreed_at else None, actor_id or one.actor_id,
            )
            for taking in one.takings
        ],
    )  # fmt: skip


def _discharge(conn: Connection, row: sqlite3.Row) -> Discharge:
    lines = conn.execute(
        "SELECT * FROM discharge_line WHERE discharge_id = ? ORDER BY category, commune_insee", (row["id"],)
    )
    takings = conn.execute(
        "SELECT * FROM discharge_taking WHERE discharge_id = ? ORDER BY category, commune_insee, carer", (row["id"],)
    )
    return Discharge(
        id=DischargeId(row["id"]),
        title=row["title"],
        site=row["site_id"] or "",
        asked_at=instant_of(row["asked_at"]),
        wanted_at=instant_of(row["wanted_at"]),
        beds=row["beds"],
        event_id=row["event_id"],
        closed_at=instant_of(row["closed_at"]) if row["closed_at"] else None,
        actor_id=row["actor_id"],
        revision=row["revision"],
        lines=tuple(Line(one["category"], one["commune_insee"], one["patients"]) for one in lines),
        takings=tuple(_taking(one) for one in takings),
    )


def _taking(row: sqlite3.Row) -> Taking:
    carer: str = row["carer"]
    return Taking(
        category=row["category"],
        commune=row["commune_insee"],
        carer=CarerId(carer.removeprefix(REFUSED)),
        patients=row["patients"],
        agreed_at=instant_of(row["agreed_at"]) if row["agreed_at"] else None,
        refused=carer.startswith(REFUSED),
    )
