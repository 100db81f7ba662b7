"""What the hot wash of an exercise says: marks and lines from five answers on; below, how many are missing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.access.permissions import Action, require
from app.core.clock import paris_date
from app.exercise.hot_wash import summed, template_for
from app.services.exercise.the_exercise import held
from app.services.keeping.reference import read_library
from app.store import exercise_people, hot_washes

if TYPE_CHECKING:
    from app.access.actor import Actor
    from app.exercise.exercise import Exercise
    from app.exercise.hot_wash import HotWash, Question
    from app.store.database import Connection, Store


def read_hot_wash(actor: Actor, store: Store, exercise_id: str) -> HotWash:
    """What its participants said at the end, nobody named. Raises NotFound, NotAllowed."""
    require(actor, Action.READ_EXERCISES)
    with store.reading() as conn:
        exercise = held(conn, exercise_id)
        return summed(
            template_for(exercise.kind),
            questions_of(conn, store, exercise),
            len(exercise_people.of_exercise(conn, exercise_id)),
            hot_washes.of_exercise(conn, exercise_id),
        )


def questions_of(conn: Connection, store: Store, exercise: Exercise) -> tuple[Question, ...]:
    """The questions asked of an exercise's participants: those of its kind in force the day it was held (Paris)."""
    day, template = paris_date(exercise.starts_at), template_for(exercise.kind)
    return tuple(one for one in read_library(store, conn).hot_wash_questions if one.is_asked(template, day))
