"""« FIN D’EXERCICE — SITUATION RÉELLE »: everything played stops at once and a real event opens. Nothing of it can be refused as stale."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from app.access.permissions import Action, require
from app.core.errors import N_, RuleRefusal
from app.exercise.exercise import ExerciseState
from app.response.event import EventKind, EventState
from app.services.crisis.open_event import begin_event, checked_title
from app.services.exercise.finish_exercise import end
from app.services.exercise.the_exercise import held
from app.store import exercises, journal
from app.words import _

if TYPE_CHECKING:
    from app.access.actor import Actor
    from app.store.database import Store


def stop_for_real(actor: Actor, store: Store, exercise_id: str, title: str) -> str:
    """Stop the exercise and open a real event under that title; its id. Pressed again: the same event, nothing twice.

    No revision is asked: whatever others are writing, this goes first. Raises InvalidInput without a title, RuleRefusal
    unless it is under way, NotFound, NotAllowed.
    """
    require(actor, Action.RUN_EXERCISES)
    require(actor, Action.RUN_EVENT)
    named = checked_title(title)
    with store.transaction() as conn:
        exercise = held(conn, exercise_id)
        if exercise.real_event_id and exercise.stopped_for_real_at is not None:
            return exercise.real_event_id
        if not exercise.is_under_way:
            raise RuleRefusal(N_("Cet exercice n’est pas en cours : ouvrez l’événement réel depuis « Événement »."))
        now = store.now()
        ended = end(
            conn, store, actor, exercise, _("FIN D’EXERCICE — SITUATION RÉELLE. Tout ce qui se jouait s’arrête.")
        )
        event = begin_event(conn, store, actor, named, EventKind.REAL, EventState.WATCH)
        stopped = replace(
            held(conn, exercise_id), state=ExerciseState.FINISHED, stopped_for_real_at=now, real_event_id=event.id
        )
        exercises.update(conn, stopped)
        journal.write(conn, now, actor.id, "exercise_stopped_for_real", ended.id, {"event": event.id})
    return event.id
