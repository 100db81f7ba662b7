"""The fictional clock of an exercise: pause, resume, speed, jump, and the rest of the chronogramme moved with it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from app.access.permissions import Action, require
from app.core.errors import N_, InvalidInput, RuleRefusal
from app.exercise import conduct
from app.exercise.clock import ClockMark
from app.exercise.exercise import ExerciseState, check_move
from app.exercise.said import spoken_delay
from app.services.crisis.under_way import check_under_way
from app.services.exercise.exercise_log import tell
from app.services.exercise.the_exercise import held_at
from app.store import exercise_injects, exercises, journal
from app.words import _

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.access.actor import Actor
    from app.exercise.clock import VirtualClock
    from app.exercise.exercise import Exercise
    from app.store.database import Connection, Store


def pause(actor: Actor, store: Store, exercise_id: str, revision: int) -> None:
    """The clock stops where it stands. Raises RuleRefusal unless it runs, StaleRevision, NotFound, NotAllowed."""
    require(actor, Action.RUN_EXERCISES)
    _turned(actor, store, exercise_id, revision, ExerciseState.PAUSED, "exercise_paused")


def resume(actor: Actor, store: Store, exercise_id: str, revision: int) -> None:
    """The clock goes on from where it stands, at the speed it had. Raises RuleRefusal unless in pause, StaleRevision, NotFound."""
    require(actor, Action.RUN_EXERCISES)
    _turned(actor, store, exercise_id, revision, ExerciseState.RUNNING, "exercise_resumed")


def set_speed(actor: Actor, store: Store, exercise_id: str, revision: int, speed: int) -> None:
    """So many fictional minutes a real one from now on; in pause, from the moment it is resumed.

    Raises InvalidInput out of range, RuleRefusal once ended, StaleRevision, NotFound, NotAllowed.
    """
    require(actor, Action.RUN_EXERCISES)
    with store.transaction() as conn:
        conduct.check_speed(speed)
        exercise, now = held_at(conn, exercise_id, revision), store.now()
        if exercise.is_ended:
            check_under_way(exercise)
        if exercise.state is ExerciseState.RUNNING:
            exercises.mark(conn, exercise.id, conduct.resumed(exercises.clock(conn, exercise.id), now, speed, actor.id))
        exercises.update(conn, replace(exercise, speed=speed))
        journal.write(conn, now, actor.id, "exercise_clock_moved", exercise.id, {"speed": speed})


def jump_to(actor: Actor, store: Store, exercise_id: str, revision: int, minutes: float) -> None:
    """The clock stands at that fictional minute, going or stopped as before; nothing is sent by it.

    Raises InvalidInput out of range, RuleRefusal before what was played already, StaleRevision, NotFound, NotAllowed.
    """
    require(actor, Action.RUN_EXERCISES)
    with store.transaction() as conn:
        _jumped(conn, store, actor, held_at(conn, exercise_id, revision), lambda _clock: minutes)


def jump_to_next(actor: Actor, store: Store, exercise_id: str, revision: int) -> None:
    """The clock stands at the hour of the next inject, which is not sent by it. Raises RuleRefusal when there is none to come."""
    require(actor, Action.RUN_EXERCISES)
    with store.transaction() as conn:
        exercise = held_at(conn, exercise_id, revision)
        following = conduct.next_of(exercise_injects.of_exercise(conn, exercise_id))
        if following is None:
            raise RuleRefusal(N_("Il ne reste aucun inject à envoyer."))
        at = float(following.minutes)
        _jumped(conn, store, actor, exercise, lambda clock: max(at, clock.minutes_at(store.now())))


def shift_rest(actor: Actor, store: Store, exercise_id: str, revision: int, minutes: int) -> int:
    """What has not left moves by so many minutes, later or earlier (below nought); how many moved. Those it brings
    before the present minute are late.

    Raises InvalidInput for nought or too much, RuleRefusal unless under way, StaleRevision, NotFound, NotAllowed.
    """
    require(actor, Action.RUN_EXERCISES)
    with store.transaction() as conn:
        if not 0 < abs(minutes) <= conduct.LONGEST_MINUTES:
            raise InvalidInput(N_("Dites de combien de minutes décaler la suite, en plus ou en moins."))
        exercise, now = held_at(conn, exercise_id, revision), store.now()
        check_under_way(exercise)
        # From the very beginning: what is late moves with the rest, or it would stay late behind what follows it.
        moved = exercise_injects.shift(conn, exercise.id, minutes)
        exercises.update(conn, exercise)
        journal.write(conn, now, actor.id, "exercise_shifted", exercise.id, {"minutes": minutes, "injects": moved})
    return moved


def _turned(
    actor: Actor, store: Store, exercise_id: str, revision: int, wanted: ExerciseState, type: str
) -> None:  # fmt: skip
    with store.transaction() as conn:
        exercise, now = held_at(conn, exercise_id, revision), store.now()
        check_under_way(exercise)
        check_move(exercise.state, wanted)
        clock = exercises.clock(conn, exercise.id)
        mark = (
            conduct.paused(clock, now, actor.id)
            if wanted is ExerciseState.PAUSED
            else conduct.resumed(clock, now, exercise.speed, actor.id)
        )
        exercises.mark(conn, exercise.id, mark)
        exercises.update(conn, replace(exercise, state=wanted))
        journal.write(conn, now, actor.id, type, exercise.id, {"minutes": int(mark.minutes)})
        said = _("Exercice en pause.") if wanted is ExerciseState.PAUSED else _("L’exercice reprend.")
        tell(conn, now, actor, exercise, mark.minutes, said)


def _jumped(
    conn: Connection, store: Store, actor: Actor, exercise: Exercise, where: Callable[[VirtualClock], float]
) -> None:
    check_under_way(exercise)
    now, clock = store.now(), exercises.clock(conn, exercise.id)
    before = clock.minutes_at(now)
    earliest = conduct.last_played(
        (one.sent_minutes for one in exercise_injects.of_exercise(conn, exercise.id)),
        (one.minutes for one in exercise_injects.decisions(conn, exercise.id)),
    )
    mark: ClockMark = conduct.jumped(clock, now, where(clock), earliest, actor.id)
    exercises.mark(conn, exercise.id, mark)
    exercises.update(conn, exercise)
    journal.write(
        conn, now, actor.id, "exercise_clock_moved", exercise.id, {"from": int(before), "to": int(mark.minutes)}
    )
    said = _("L’horloge saute : {delay}.") if mark.minutes >= before else _("L’horloge revient en arrière de {delay}.")
    tell(conn, now, actor, exercise, mark.minutes, said.format(delay=spoken_delay(abs(mark.minutes - before))))
