"""Every exercise and reviewed event that somebody may see, the latest first: what Préparation, Conduite and Retex choose from."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from app.access.permissions import Action, may, require
from app.exercise.chronogramme import InjectState
from app.store import exercise_injects, exercise_people, exercises

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from app.access.actor import Actor
    from app.exercise.exercise import Exercise
    from app.store.database import Connection, Store


@dataclass(frozen=True, slots=True)
class ExerciseCounts:
    """What an exercise holds, counted."""

    participants: int = 0
    injects: int = 0
    sent: int = 0


@dataclass(frozen=True, slots=True)
class ExerciseShelf:
    """Exercises by id, the latest to be held first. ``may_run``: whether this role prepares and plays them; ``now``: UTC."""

    exercises: Mapping[str, Exercise]
    now: datetime
    counts: Mapping[str, ExerciseCounts] = field(default_factory=dict)
    may_run: bool = False


def read_exercises(actor: Actor, store: Store) -> ExerciseShelf:
    """Those of the folder. Raises NotAllowed.

    A confidential one stays with whoever runs exercises and its own participants, until it has ended.
    """
    require(actor, Action.READ_EXERCISES)
    may_run = may(actor, Action.RUN_EXERCISES)
    with store.reading() as conn:
        held = [one for one in exercises.every(conn) if may_run or is_open_to(conn, one, actor)]
        seen = {one.id: one if may_run or one.is_ended else veiled(one) for one in held}
        counts = {id: _counts(conn, id) for id in seen}
    return ExerciseShelf(seen, store.now(), counts, may_run)


def is_open_to(conn: Connection, exercise: Exercise, actor: Actor) -> bool:
    """Whether somebody who does not run exercises may see that this one exists."""
    if not exercise.is_confidential or exercise.is_ended:
        return True
    return exercise_people.of_account(conn, exercise.id, actor.id) is not None


def veiled(exercise: Exercise) -> Exercise:
    """The exercise without what is to come: neither messages, nor what strikes, nor what the plan answers."""
    untold = {"injects": (), "effects": (), "plan": (), "watch": (), "story": "–––", "sources": ()}
    return replace(exercise, scenario=exercise.scenario.model_copy(update=untold))


def _counts(conn: Connection, exercise_id: str) -> ExerciseCounts:
    injects = exercise_injects.of_exercise(conn, exercise_id)
    sent = sum(one.state is InjectState.SENT for one in injects)
    return ExerciseCounts(len(exercise_people.of_exercise(conn, exercise_id)), len(injects), sent)
