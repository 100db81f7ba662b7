"""One state of everything staffing looks at, read in one transaction. A read side: nothing is written."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from app.scheduling.horizon import Horizon
from app.store import answers, centres, community, people, seats, sessions

if TYPE_CHECKING:
    from app.store.database import Connection, Store

PAST = timedelta(days=7)
"""Sessions begun this long ago still count: the week's caps and the rest between two days reach back."""

FOREVER = datetime(9999, 1, 1, tzinfo=UTC)


def read_horizon(store: Store, conn: Connection) -> Horizon:
    """Everything from a week ago on."""
    now = store.now()
    start = now - PAST
    return Horizon(
        now=now,
        centres={centre.id: centre for centre in centres.every(conn)},
        sessions=tuple(sessions.between(conn, start, FOREVER)),
        needs=tuple(sessions.needs_between(conn, start, FOREVER)),
        seats=tuple(seats.between(conn, start, FOREVER)),
        draft=tuple(seats.draft(conn)),
        people=tuple(people.every(conn)),
        competences=tuple(people.competences(conn)),
        answers=answers.between(conn, start, FOREVER),
        busy=answers.busy_between(conn, start, FOREVER),
        min_rest_hours=community.read(conn).min_rest_hours,
    )
