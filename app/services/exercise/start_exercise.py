"""Start an exercise: its event opens, marked EXERCICE, and the fictional clock leaves T0."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from app.access.permissions import Action, require
from app.core.errors import N_, RuleRefusal
from app.exercise.conduct import begun
from app.exercise.exercise import KIND_WORDS, ExerciseState, check_move
from app.exercise.said import spoken_fictional
from app.response.event import EventKind, EventState
from app.services.crisis.open_event import begin_event
from app.services.crisis.write_to_partner import EXERCISE
from app.services.exercise.exercise_log import tell
from app.services.exercise.live_exercise import forget
from app.services.exercise.the_exercise import held, held_at
from app.store import exercises, journal
from app.words import _

if TYPE_CHECKING:
    from app.access.actor import Actor
    from app.exercise.exercise import Exercise
    from app.store.database import Store


def start_exercise(actor: Actor, store: Store, exercise_id: str, revision: int) -> str:
    """Start it; the id of its event. Started already: nothing is written twice, the same id.

    Raises RuleRefusal once it has ended or when it is a real event read again, StaleRevision, NotFound, NotAllowed.
    """
    require(actor, Action.RUN_EXERCISES)
    with store.transaction() as conn:
        present = held(conn, exercise_id)
        if present.is_under_way:
            return present.event_id
        exercise, now = held_at(conn, exercise_id, revision), store.now()
        if not exercise.is_played:
            raise RuleRefusal(N_("Un événement réel ne se joue pas : il se relit dans « Retex »."))
        check_move(exercise.state, ExerciseState.RUNNING)
        event = begin_event(
            conn, store, actor, exercise.title, EventKind.EXERCISE, EventState.WATCH, summary=_summary(exercise)
        )
        started = replace(exercise, state=ExerciseState.RUNNING, event_id=event.id, started_at=now)
        exercises.update(conn, started)
        exercises.mark(conn, exercise.id, begun(now, exercise.speed, actor.id))
        journal.write(
            conn, now, actor.id, "exercise_started", exercise.id, {"event": event.id, "speed": exercise.speed}
        )
        tell(conn, now, actor, started, 0, _("Début de l’exercice. {rules}").format(rules=_rules(exercise)).strip())
    forget(exercise_id)
    return event.id


def _summary(exercise: Exercise) -> str:
    return _("{mark} — {kind}, exercice n° {number}. Heure fictive de départ : {hour}.").format(
        mark=_(EXERCISE), kind=_(KIND_WORDS[exercise.kind]), number=exercise.number, hour=spoken_fictional(exercise.t0, 0)
    )  # fmt: skip


def _rules(exercise: Exercise) -> str:
    """The word that stops everything, when there is one."""
    return _("Mot d’arrêt : « {word} ».").format(word=exercise.stop_word) if exercise.stop_word else ""
