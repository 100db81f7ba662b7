"""The exercise that a service of its conduct acts on: under way, with its event and the minute its clock shows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.core.errors import N_, NotFound, RuleRefusal
from app.exercise.exercise import STATE_WORDS, Exercise, ExerciseState
from app.services.exercise.the_exercise import held, minutes_now
from app.store import exercise_injects, revisions

if TYPE_CHECKING:
    from datetime import datetime

    from app.exercise.chronogramme import PlayedInject
    from app.store.database import Connection, Store

NO_INJECT = N_("Cet inject n’existe plus. Rechargez la page.")


@dataclass(frozen=True, slots=True)
class Now:
    """``at``: the real instant (UTC); ``minutes``: fictional, since T0."""

    exercise: Exercise
    at: datetime
    minutes: float


def under_way(conn: Connection, store: Store, exercise_id: str) -> Now:
    """The exercise and its hour. Raises RuleRefusal unless it has begun and not ended, NotFound."""
    exercise, at = held(conn, exercise_id), store.now()
    check_under_way(exercise)
    return Now(exercise, at, minutes_now(conn, exercise, at))


def check_under_way(exercise: Exercise) -> None:
    """Pass while it is played, in pause or not; raises RuleRefusal otherwise."""
    if not exercise.is_under_way:
        raise RuleRefusal(
            N_("Cet exercice est « {state} » : cela ne se fait que pendant qu’il se joue."), state=STATE_WORDS[exercise.state]
        )  # fmt: skip


def check_running(exercise: Exercise) -> None:
    """Pass while its clock runs; raises RuleRefusal in pause."""
    check_under_way(exercise)
    if exercise.state is ExerciseState.PAUSED:
        raise RuleRefusal(N_("L’exercice est en pause : reprenez d’abord, puis envoyez."))


def the_inject(conn: Connection, inject_id: str) -> PlayedInject:
    """The inject. Raises NotFound."""
    found = exercise_injects.find(conn, inject_id)
    if found is None:
        raise NotFound(NO_INJECT)
    return found


def inject_at(conn: Connection, one: PlayedInject, revision: int) -> PlayedInject:
    """The inject when it still stands at the revision that was seen; raises StaleRevision otherwise."""
    if one.revision != revision:
        raise revisions.stale(conn, one.id, one.exercise_id)
    return one
