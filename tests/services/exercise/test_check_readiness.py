"""Whether an exercise is ready on the roster of its T0, and its chronogramme played dry: nothing is written."""

from __future__ import annotations

from pathlib import Path

from app.drills.scenario_draft import changed
from app.drills.shock import RoadCut
from app.exercise.readiness import Weight
from app.services.exercise.check_readiness import DryStep, check_readiness, dry_run
from app.services.exercise.prepare_exercise import change_copy
from app.services.exercise.start_exercise import start_exercise
from app.store import exercises, world_mark
from tests.builders import COORDINATOR, a_store
from tests.services.a_conducted_exercise import EXERCISE, a_conducted_exercise
from tests.services.a_prepared_exercise import a_prepared_exercise, with_people


def test_an_exercise_says_what_it_lacks(tmp_path: Path) -> None:
    """Without a territory nothing is computed, and that is said."""
    store = a_store(tmp_path)
    id = a_prepared_exercise(store)
    bare = check_readiness(COORDINATOR, store, id)
    assert (bare.injects, bare.participants) == (12, 0)
    with_people(store, id)
    ready = check_readiness(COORDINATOR, store, id)
    found = {one.code for one in ready.points}
    assert not [one for one in ready.points if one.weight is Weight.MUST]
    assert {"no_territory", "few_evaluators", "no_contact", "to_nobody"} <= found
    assert "no_observer" not in found
    assert dry_run(COORDINATOR, store, id).steps == ()


def test_effects_that_strike_nothing_here_are_found_only_when_looked_for(tmp_path: Path) -> None:
    """A road that this territory does not have; the flu of the exercise strikes."""
    played = a_conducted_exercise(tmp_path)
    scenario = played.exercise.scenario
    road = RoadCut(roads=("35236-44185",))
    change_copy(COORDINATOR, played.store, EXERCISE, changed(scenario, effects=(*scenario.effects, road)), 1)
    quick = check_readiness(COORDINATOR, played.store, EXERCISE, with_effects=False)
    whole = check_readiness(COORDINATOR, played.store, EXERCISE)
    idle = [one.said for one in whole.points if one.code == "idle"]
    assert "idle" not in {one.code for one in quick.points}
    assert len(idle) == 1
    assert "Route" in idle[0]


def test_the_dry_run_writes_nothing_and_says_what_each_inject_does(tmp_path: Path) -> None:
    """T0, then every inject in order; shocks leave more without care than ordinary times, the plan fewer."""
    played = a_conducted_exercise(tmp_path)
    with played.store.reading() as conn:
        before = (conn.total_changes, world_mark.mark_of(conn), exercises.find(conn, EXERCISE))
    run = dry_run(COORDINATOR, played.store, EXERCISE)
    with played.store.reading() as conn:
        assert (conn.total_changes, world_mark.mark_of(conn), exercises.find(conn, EXERCISE)) == before
    assert [one.number for one in run.steps] == [0, 1, 2, 3, 4]
    assert run.assumptions
    struck = [one for one in run.steps if one.changed > 0]
    assert struck
    assert all(
        isinstance(one, DryStep) and one.unmet >= one.ordinary and one.with_plan <= one.unmet for one in run.steps
    )
    assert run == dry_run(COORDINATOR, played.store, EXERCISE)


def test_it_may_be_looked_at_while_it_runs(tmp_path: Path) -> None:
    played = a_conducted_exercise(tmp_path)
    start_exercise(COORDINATOR, played.store, EXERCISE, 1)
    assert check_readiness(COORDINATOR, played.store, EXERCISE).injects == 4
