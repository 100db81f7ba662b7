"""Who is on the out-of-hours rota (PDSA) by name: busy times that came from a table of duty."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.core.clock import instant_of, instant_text
from app.core.ids import PersonId
from app.core.intervals import Interval

if TYPE_CHECKING:
    from datetime import datetime

    from app.store.database import Connection


def between(conn: Connection, start: datetime, end: datetime) -> dict[PersonId, list[Interval]]:
    """Duties that touch ``[start, end)``, by person, in time order."""
    rows = conn.execute(
        "SELECT person_id, starts_at, ends_at FROM busy WHERE source = 'pdsa' AND starts_at < ? AND ends_at > ?"
        " ORDER BY person_id, starts_at",
        (instant_text(end), instant_text(start)),
    )
    found: dict[PersonId, list[Interval]] = {}
    for row in rows:
        interval = Interval(instant_of(row["starts_at"]), instant_of(row["ends_at"]))
        found.setdefault(PersonId(row["person_id"]), []).append(interval)
    return found
