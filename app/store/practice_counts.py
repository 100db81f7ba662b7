"""How many needs a practice says it serves, by category, where only totals are kept. Row ↔ value."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from app.core.errors import N_, StaleRevision
from app.core.ids import PracticeId

if TYPE_CHECKING:
    from app.store.database import Connection


@dataclass(frozen=True, slots=True)
class PracticeCount:
    """``needs`` of one category, as the practice counted them on a day. ``revision``: 0 before anything was said."""

    needs: int
    counted_on: date
    revision: int


Counts = dict[str, PracticeCount]
"""Category → its count."""


def every(conn: Connection) -> dict[PracticeId, Counts]:
    """What each practice said, in order of practice then category."""
    found: dict[PracticeId, Counts] = {}
    for row in conn.execute("SELECT * FROM practice_count ORDER BY practice_id, category"):
        count = PracticeCount(row["needs"], date.fromisoformat(row["counted_on"]), row["revision"])
        found.setdefault(PracticeId(row["practice_id"]), {})[row["category"]] = count
    return found


def of_practice(conn: Connection, practice: PracticeId) -> Counts:
    """What one practice said."""
    return every(conn).get(practice, {})


def put(conn: Connection, practice: PracticeId, category: str, needs: int, day: date, revision: int) -> None:
    """Write a count read at ``revision`` (0: none was there). Raises StaleRevision saying what stands."""
    held = of_practice(conn, practice).get(category)
    if (held.revision if held else 0) != revision:
        raise StaleRevision(
            N_("Ce nombre a changé entre-temps (compté le {day}). Rien n’a été écrit : relisez-le."),
            day=held.counted_on if held else day,
        )
    conn.execute(
        "INSERT INTO practice_count (practice_id, category, needs, counted_on) VALUES (?, ?, ?, ?) ON CONFLICT"
        " (practice_id, category) DO UPDATE SET needs = excluded.needs, counted_on = excluded.counted_on,"
        " revision = revision + 1",
        (practice, category, needs, day.isoformat()),
    )
