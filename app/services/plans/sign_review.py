"""Sign the review of an exercise or of a real event, or open it again: once signed, nothing of it is changed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from app.access.permissions import Action, require
from app.core.errors import N_, RuleRefusal
from app.exercise.exercise import ExerciseState, check_move
from app.response.event import EventState, Step
from app.services.crisis.event_words import step_words
from app.services.crisis.write_log import note_in_log
from app.services.exercise.the_exercise import held_at
from app.store import events, exercises, journal
from app.store.log import LogKind

if TYPE_CHECKING:
    from datetime import datetime

    from app.access.actor import Actor
    from app.exercise.exercise import Exercise
    from app.store.database import Connection, Store


def sign_review(actor: Actor, store: Store, exercise_id: str, revision: int) -> None:
    """The review is done; its event, stood down, becomes « retour d’expérience fait ».

    Raises RuleRefusal before the end or when it is signed already, StaleRevision, NotFound, NotAllowed.
    """
    require(actor, Action.RUN_EXERCISES)
    with store.transaction() as conn:
        exercise, now = held_at(conn, exercise_id, revision), store.now()
        check_move(exercise.state, ExerciseState.REVIEWED)
        exercises.update(conn, replace(exercise, state=ExerciseState.REVIEWED, reviewed_at=now))
        journal.write(conn, now, actor.id, "review_signed", exercise_id, {})
        _close_event(conn, actor, exercise, now)


def reopen_review(actor: Actor, store: Store, exercise_id: str, revision: int) -> None:
    """Signed too early: it can be changed again. Its event stays as it is. Raises RuleRefusal, StaleRevision, NotFound, NotAllowed."""
    require(actor, Action.RUN_EXERCISES)
    with store.transaction() as conn:
        exercise, now = held_at(conn, exercise_id, revision), store.now()
        if exercise.state is not ExerciseState.REVIEWED:
            raise RuleRefusal(N_("Ce retour d’expérience n’est pas signé."))
        exercises.update(conn, replace(exercise, state=ExerciseState.FINISHED, reviewed_at=None))
        journal.write(conn, now, actor.id, "review_reopened", exercise_id, {})


def _close_event(conn: Connection, actor: Actor, exercise: Exercise, now: datetime) -> None:
    event = events.find(conn, exercise.event_id) if exercise.event_id else None
    if event is None or event.state is not EventState.STOOD_DOWN:
        return
    events.update(conn, replace(event, state=EventState.REVIEWED))
    events.add_step(conn, event.id, Step(state=EventState.REVIEWED, at=now, actor_id=actor.id))
    journal.write(conn, now, actor.id, "event_moved", event.id, {"state": EventState.REVIEWED.value})
    note_in_log(
        conn, now, actor, step_words(EventState.REVIEWED, "", "", ""), kind=LogKind.DECISION, happened_at=now,
        event_id=event.id,
    )  # fmt: skip
