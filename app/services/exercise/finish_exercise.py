"""Finish an exercise: the clock stops, nothing more leaves, its event is stood down, and the drill is frozen as it was played."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from app.access.permissions import Action, require
from app.core.errors import N_, ReleveError, RuleRefusal
from app.drills.drill import run
from app.drills.drill_report import DrillReport, report_of
from app.drills.drill_words import DrillNaming
from app.drills.spoken_report import in_each_language
from app.exercise.clock import ClockMark
from app.exercise.exercise import ExerciseState, check_move
from app.exercise.played import planned, played_effects, strokes
from app.response.event import EventState
from app.services.crisis.move_event import bring_event
from app.services.exercise.arm_exercise import put_to_rest
from app.services.exercise.exercise_log import tell
from app.services.exercise.live_exercise import days_of, world_of
from app.services.exercise.the_exercise import held, held_at, minutes_now
from app.services.keeping.reference import read_library
from app.services.laboratory.run_drill import communes_of
from app.store import events, exercise_injects, exercises, journal
from app.words import _

if TYPE_CHECKING:
    from datetime import datetime

    from app.access.actor import Actor
    from app.drills.world import World
    from app.exercise.exercise import Exercise
    from app.store.database import Connection, Store


def finish_exercise(actor: Actor, store: Store, exercise_id: str, revision: int) -> None:
    """End it, its four lines frozen in its ``result``. Ended already: nothing more happens.

    Raises RuleRefusal before it began, StaleRevision, NotFound, NotAllowed.
    """
    require(actor, Action.RUN_EXERCISES)
    with store.transaction() as conn:
        if held(conn, exercise_id).is_ended:
            return
        exercise = held_at(conn, exercise_id, revision)
        check_move(exercise.state, ExerciseState.FINISHED)
        end(conn, store, actor, exercise, _("Fin de l’exercice."))
        journal.write(conn, store.now(), actor.id, "exercise_finished", exercise.id, _counts(conn, exercise))
    # Apart, and after: four lines take a second or two, during which nobody should wait to see that it is over.
    freeze_result(actor, store, exercise_id)


def freeze_result(actor: Actor, store: Store, exercise_id: str) -> bool:
    """Compute the four lines of an exercise that has ended, unless they are frozen, and say them in each language.

    False where no territory can be read.

    Raises RuleRefusal before its end, NotFound, NotAllowed.
    """
    require(actor, Action.RUN_EXERCISES)
    with store.reading() as conn:
        exercise = held(conn, exercise_id)
        if exercise.result:
            return True
        if not exercise.is_ended or not exercise.is_played:
            raise RuleRefusal(N_("Les courbes se calculent une fois l’exercice terminé."))
        try:
            report = in_each_language(lambda: report_of_played(conn, store, exercise))
        except ReleveError:
            return False
    if report is None:
        return False
    with store.transaction() as conn:
        present = held(conn, exercise_id)
        if not present.result:
            exercises.update(conn, replace(present, result=report.model_dump_json()))
            journal.write(conn, store.now(), actor.id, "exercise_result_kept", exercise_id, {})
    return True


def report_of_played(conn: Connection, store: Store, exercise: Exercise) -> DrillReport | None:
    """The four lines: ordinary times, the chronogramme as written without and with the plan, and as it was played.

    None where no territory is chosen. Needs are estimates alone, so that nothing of it has to be masked.
    """
    world = world_of(conn, store, exercise)
    if world is None:
        return None
    world = _until(world, exercise.t0 + timedelta(days=days_of(exercise)))
    injects = exercise_injects.of_exercise(conn, exercise.id)
    shocks, answers = planned(exercise.scenario, injects)
    played = played_effects(strokes(exercise.scenario, injects, exercise_injects.decisions(conn, exercise.id)))
    drill = run(world, shocks, answers, played, t0=exercise.t0)
    library = read_library(store, conn)
    professions = {one.slug: one.label() for one in library.professions}
    naming = DrillNaming.of(world, professions, communes=communes_of(library), added=drill.added)
    return report_of(drill, world, naming, exercise.t0)


def end(conn: Connection, store: Store, actor: Actor, exercise: Exercise, said: str) -> Exercise:
    """Stop the clock, cancel what has not left, stand the event down; within the caller's transaction, which checked the move."""
    now = store.now()
    minutes = minutes_now(conn, exercise, now)
    exercises.mark(conn, exercise.id, _stopped(minutes, now, actor))
    tell(conn, now, actor, exercise, minutes, said)
    put_to_rest(conn, store, actor, exercise, now)
    event = events.find(conn, exercise.event_id) if exercise.event_id else None
    if event is not None and event.is_open:
        bring_event(conn, store, actor, event, EventState.STOOD_DOWN)
    # Read again: what disarms it may have written it.
    present = held(conn, exercise.id)
    ended = replace(present, state=ExerciseState.FINISHED, finished_at=now, armed_at=None)
    exercises.update(conn, ended)
    return ended


def _stopped(minutes: float, now: datetime, actor: Actor) -> ClockMark:
    return ClockMark(now, minutes, 0, actor.id)


def _counts(conn: Connection, exercise: Exercise) -> dict[str, object]:
    injects = exercise_injects.of_exercise(conn, exercise.id)
    return {
        "sent": sum(one.sent_at is not None for one in injects),
        "injects": len(injects),
        "responses": len(exercise_injects.responses(conn, exercise.id)),
    }


def _until(world: World, limit: datetime) -> World:
    """The half-days that begin before an instant."""
    kept = max(1, sum(one.starts_at < limit for one in world.slices))
    return replace(
        world,
        slices=world.slices[:kept],
        capacities={id: given[:kept] for id, given in world.capacities.items()},
        quantities={id: asked[:kept] for id, asked in world.quantities.items()},
    )
