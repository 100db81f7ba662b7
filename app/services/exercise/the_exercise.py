"""The exercise a service works on: found or refused, at the revision that was seen, at its fictional minute. One reading of each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.core.errors import N_, NotFound
from app.store import exercises, revisions

if TYPE_CHECKING:
    from datetime import datetime

    from app.exercise.clock import VirtualClock
    from app.exercise.exercise import Exercise
    from app.store.database import Connection

GONE = N_("Cet exercice n’existe plus.")


def held(conn: Connection, exercise_id: str) -> Exercise:
    """The exercise. Raises NotFound when it was removed or never was."""
    found = exercises.find(conn, exercise_id)
    if found is None:
        raise NotFound(GONE)
    return found


def held_at(conn: Connection, exercise_id: str, revision: int) -> Exercise:
    """The exercise at the revision that was seen. Raises NotFound, StaleRevision with who changed it since."""
    found = held(conn, exercise_id)
    if found.revision != revision:
        raise revisions.stale(conn, exercise_id)
    return found


def minutes_now(conn: Connection, exercise: Exercise, now: datetime) -> float:
    """Fictional minutes since T0 at a real instant; where the clock stopped once it has ended."""
    return minutes_by(exercises.clock(conn, exercise.id), exercise, now)


def minutes_by(clock: VirtualClock, exercise: Exercise, now: datetime) -> float:
    """The same by a clock that was read already."""
    until = exercise.finished_at if clock.speed else None
    return clock.minutes_at(min(now, until) if until else now)
