"""What practices say of their care. Rows ↔ values of ``app.continuity.practice_care``; and what helpers say of a site's room."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.continuity.practice_care import NewPatients, PracticeCare
from app.core.clock import instant_text
from app.core.ids import PracticeId
from app.store import revised
from app.store.nullable import day_or_none, day_or_null

if TYPE_CHECKING:
    import sqlite3
    from datetime import datetime

    from app.store.database import Connection

_COLUMNS = (
    "weekly_patients", "daily_visits", "absorbable_percent", "radius_minutes", "paired_practice_id", "agreed_on",
    "new_patients", "new_patients_on", "software", "needs_network", "changed_at",
)  # fmt: skip


def every(conn: Connection) -> dict[PracticeId, PracticeCare]:
    """What each practice said, by id; those that said nothing are not there."""
    rows = conn.execute("SELECT * FROM practice_care ORDER BY practice_id")
    return {PracticeId(row["practice_id"]): _care(row) for row in rows}


def find(conn: Connection, practice: PracticeId) -> PracticeCare:
    """What one practice said; at revision 0 when it said nothing."""
    row = conn.execute("SELECT * FROM practice_care WHERE practice_id = ?", (practice,)).fetchone()
    return _care(row) if row else PracticeCare(practice=practice)


def put(conn: Connection, care: PracticeCare, at: datetime) -> bool:
    """Add (revision 0) or write over the revision that ``care`` holds; False when somebody wrote first."""
    values = (
        care.weekly_patients, care.daily_visits, care.absorbable_percent, care.radius_minutes, care.paired,
        day_or_null(care.agreed_on), care.new_patients.value, day_or_null(care.new_patients_on), care.software.strip(),
        int(care.needs_network), instant_text(at),
    )  # fmt: skip
    return revised.put(conn, "practice_care", _COLUMNS, care.practice, care.revision, values, key="practice_id")


def helped_sites(conn: Connection) -> dict[str, int]:
    """Site id → patients its helpers said they can take on (SSIAD and the like), where they said so."""
    rows = conn.execute(
        "SELECT site_id, sum(capacity) AS room FROM helper WHERE site_id IS NOT NULL AND removed_at IS NULL"
        " AND capacity > 0 GROUP BY site_id ORDER BY site_id"
    )
    return {row["site_id"]: row["room"] for row in rows}


def _care(row: sqlite3.Row) -> PracticeCare:
    return PracticeCare(
        practice=PracticeId(row["practice_id"]),
        weekly_patients=row["weekly_patients"],
        daily_visits=row["daily_visits"],
        absorbable_percent=row["absorbable_percent"],
        radius_minutes=row["radius_minutes"],
        paired=PracticeId(row["paired_practice_id"]) if row["paired_practice_id"] else None,
        agreed_on=day_or_none(row["agreed_on"]),
        new_patients=NewPatients(row["new_patients"]),
        new_patients_on=day_or_none(row["new_patients_on"]),
        software=row["software"],
        needs_network=bool(row["needs_network"]),
        revision=row["revision"],
    )
