"""Who looked at whose data within the hour: what keeps the journal from saying the same reading at every rerun.

Only the last hour is kept here; the readings themselves are entries of the journal.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from app.core.clock import instant_text

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from app.store.database import Connection

ONCE_EVERY = timedelta(hours=1)
"""A reading of the same data by the same person is journaled once an hour."""


def unseen(conn: Connection, actor_id: str, what: str, subject_ids: Iterable[str], at: datetime) -> list[str]:
    """Those of the subjects that the actor has not looked at within the hour, in order, each once."""
    rows = conn.execute(
        "SELECT subject_id FROM reading WHERE actor_id = ? AND what = ? AND at > ?",
        (actor_id, what, instant_text(at - ONCE_EVERY)),
    )
    seen = {row["subject_id"] for row in rows}
    return sorted(set(subject_ids) - seen)


def keep(conn: Connection, actor_id: str, what: str, subject_ids: Iterable[str], at: datetime) -> None:
    """Remember these readings for an hour; older ones are forgotten."""
    conn.execute("DELETE FROM reading WHERE at <= ?", (instant_text(at - ONCE_EVERY),))
    conn.executemany(
        "INSERT INTO reading (actor_id, subject_id, what, at) VALUES (?, ?, ?, ?)"
        " ON CONFLICT (actor_id, subject_id, what) DO UPDATE SET at = excluded.at",
        [(actor_id, subject_id, what, instant_text(at)) for subject_id in subject_ids],
    )
