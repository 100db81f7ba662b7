"""Tests of app/services/exercise/live_exercise.py: coverage kept in memory is that of the rows, whatever became of the process."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from app.drills.striking import Strikes
from app.drills.waterfall import lack_of
from app.exercise.coverage_said import Standing
from app.exercise.played import START, played_effects, strokes
from app.services.exercise.decide_in_exercise import DecisionDraft, cancel_decision, decide
from app.services.exercise.live_exercise import LiveCoverage, world_of
from app.services.exercise.send_injects import send_inject, undo_send
from app.store import exercise_injects
from tests.builders import COORDINATOR, MovingClock, a_person, a_store, some_people
from tests.services.a_conducted_exercise import (
    AWAY,
    EXERCISE,
    MORE,
    SCENARIO,
    Played,
    a_conducted_exercise,
    put_exercise,
)


def figures(played: Played) -> LiveCoverage:
    found = played.cockpit.coverage
    assert found is not None
    return found


def anew(played: Played) -> Standing:
    """The half-day of now as a drill built from nothing gives it."""
    with played.store.reading() as conn:
        exercise, world = played.exercise, world_of(conn, played.store, played.exercise)
        tape = strokes(
            exercise.scenario, exercise_injects.of_exercise(conn, EXERCISE), exercise_injects.decisions(conn, EXERCISE)
        )
    assert world is not None
    at = exercise.t0 + timedelta(minutes=figures(played).minutes)
    strikes = Strikes(world, played_effects(tape), t0=exercise.t0, now=at)
    demand, unmet = lack_of(strikes, world.rank_of(at))
    return Standing(demand, sum(unmet.values()))


def test_the_figures_are_those_of_the_rows_at_each_step_and_after_a_restart(tmp_path: Path) -> None:
    """Sent, decided, taken back, cancelled, half-days gone by: memory, rows read anew and a drill from nothing agree."""
    played = a_conducted_exercise(tmp_path)
    played.start()
    steps = (
        lambda: send_inject(COORDINATOR, played.store, "inject-2", 1),
        lambda: played.forward(20),
        lambda: send_inject(COORDINATOR, played.store, "inject-3", 1),
        lambda: decide(COORDINATOR, played.store, EXERCISE, DecisionDraft(id="d1", plan_rank=1)),
        lambda: undo_send(COORDINATOR, played.store, "inject-3", 2),
        lambda: decide(COORDINATOR, played.store, EXERCISE, DecisionDraft(id="d2", plan_rank=0)),
        lambda: played.forward(6 * 60),
        lambda: send_inject(COORDINATOR, played.store, "inject-3", 3),
        lambda: cancel_decision(COORDINATOR, played.store, EXERCISE, "d1", 1),
        lambda: played.forward(9 * 60),
    )
    seen = []
    for step in steps:
        step()
        kept = figures(played)
        assert kept.played == anew(played)
        played.again()
        assert figures(played) == kept
        seen.append(kept.played)
    assert len(set(seen)) > 5


def test_what_the_scenario_supposes_strikes_from_t0_and_is_told(tmp_path: Path) -> None:
    struck = SCENARIO.model_copy(update={"effects": (AWAY, MORE)})
    played = a_conducted_exercise(tmp_path, scenario=struck)
    played.start()
    found = figures(played)
    assert found.start == found.impacts[START]
    assert found.played.unmet > found.ordinary.unmet
    assert found.played == anew(played)
    assert found.sets


def test_needs_are_rates_and_nobody_s(tmp_path: Path) -> None:
    played = a_conducted_exercise(tmp_path)
    with played.store.reading() as conn:
        world = world_of(conn, played.store, played.exercise)
    assert world is not None
    assert world.estimated == frozenset(one.id for one in world.ordinary.needs)


def test_it_is_played_on_the_roster_of_the_day_it_starts(tmp_path: Path) -> None:
    """Looked at while it was prepared, then somebody joined."""
    played = a_conducted_exercise(tmp_path)
    before = figures(played).ordinary
    some_people(played.store, *(a_person(f"Nolwenn{n}") for n in range(3)))
    assert figures(played).ordinary == before
    played.start()
    assert figures(played).ordinary != before


def test_without_a_territory_an_exercise_is_played_all_the_same(tmp_path: Path) -> None:
    store = a_store(tmp_path)
    put_exercise(store)
    played = Played(store, MovingClock())
    played.start()
    send_inject(COORDINATOR, store, "inject-2", 1)
    found = played.cockpit
    assert (found.coverage, found.moments, len(found.sent)) == (None, (), 1)
