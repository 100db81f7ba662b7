"""An exercise prepared, changed, removed, kept as a scenario; copied whole, and refused where it must."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from app.core.errors import InvalidInput, NotAllowed, NotFound, RuleRefusal, StaleRevision
from app.core.ids import new_id
from app.drills.composition import Composition
from app.drills.scenario_draft import changed
from app.drills.shock import Absence
from app.exercise.exercise import Exercise, ExerciseKind, ExerciseState
from app.services.exercise.invite_participants import send_invitations
from app.services.exercise.prepare_exercise import (
    ExerciseDraft,
    ExerciseFrame,
    change_copy,
    change_exercise,
    frame_of,
    prepare,
    remove_exercise,
    save_as_scenario,
)
from app.services.laboratory.read_scenarios import find_scenario
from app.services.laboratory.write_scenario import remove_scenario, write_scenario
from app.store import exercise_injects, exercise_people, exercises, journal, partner_letters
from app.store.database import Store
from tests.builders import COORDINATOR, READER, a_store
from tests.drills.a_scenario import a_scenario
from tests.services.a_prepared_exercise import ENDS, STARTS, T0, a_prepared_exercise, injects, with_people

FRAME = ExerciseFrame(title="Essai", kind=ExerciseKind.TABLETOP, starts_at=STARTS, ends_at=ENDS, t0=T0)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return a_store(tmp_path)


def held(store: Store, id: str) -> Exercise:
    with store.reading() as conn:
        found = exercises.find(conn, id)
    assert found is not None
    return found


def test_an_exercise_holds_its_own_copy(store: Store) -> None:
    """The scenario may leave the library: nothing of the exercise moves. Numbers count on, the journal holds counts alone."""
    code = write_scenario(COORDINATOR, store, a_scenario())
    first = prepare(COORDINATOR, store, ExerciseDraft(id=new_id(), frame=FRAME, scenario=code))
    remove_scenario(COORDINATOR, store, code, 1)
    one = held(store, first)
    assert (one.number, one.state, one.actor_id, one.revision) == (1, ExerciseState.PREPARED, COORDINATOR.id, 1)
    assert one.scenario == a_scenario()
    assert [(each.number, each.minutes, each.planned_minutes) for each in injects(store, first)] == [
        (1, 0, 0),
        (2, 90, 90),
    ]
    with store.reading() as conn:
        (entry,) = journal.recent(conn, 1 + 1)[1:]
    assert (entry.type, entry.payload) == ("exercise_prepared", {"injects": 2, "objectives": 1})
    assert held(store, a_prepared_exercise(store)).number == 2


def test_pressing_twice_prepares_once(store: Store) -> None:
    draft = ExerciseDraft(id=new_id(), frame=FRAME, scenario="autocar_rn165")
    assert prepare(COORDINATOR, store, draft) == prepare(COORDINATOR, store, draft) == draft.id
    with store.reading() as conn:
        assert len(exercises.every(conn)) == 1
        assert len(exercise_injects.of_exercise(conn, draft.id)) == 12


def test_what_was_composed_in_the_laboratory_is_played(store: Store) -> None:
    composition = Composition(starts_at=T0, days=2, shocks=(Absence(professions=("infirmier",), share=50),))
    id = prepare(COORDINATOR, store, ExerciseDraft(id=new_id(), frame=FRAME, composition=composition))
    one = held(store, id)
    assert (one.scenario.title, one.scenario.effects, one.scenario.hours) == ("Essai", composition.shocks, 48)
    assert injects(store, id) == []


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"title": " "}, "titre"), ({"ends_at": STARTS}, "après le début"), ({"speed": 0}, "vitesse"),
        ({"speed": 3601}, "vitesse"), ({"kind": ExerciseKind.REAL_EVENT}, "se relit"), ({"place": "x" * 161}, "trop long"),
        ({"partners": tuple(map(str, range(41)))}, "partenaires"), ({"instructions": "x" * 2001}, "trop longues"),
    ],
)  # fmt: skip
def test_a_frame_that_does_not_hold_is_refused(store: Store, wrong: dict[str, Any], said: str) -> None:
    with pytest.raises(InvalidInput, match=said):
        prepare(COORDINATOR, store, ExerciseDraft(id=new_id(), frame=replace(FRAME, **wrong), scenario="autocar_rn165"))
    with store.reading() as conn:
        assert exercises.every(conn) == []


def test_who_may_not_and_what_does_not_exist_are_refused(store: Store) -> None:
    with pytest.raises(NotAllowed):
        prepare(READER, store, ExerciseDraft(id="a", frame=FRAME, scenario="autocar_rn165"))
    with pytest.raises(NotFound):
        prepare(COORDINATOR, store, ExerciseDraft(id="a", frame=FRAME, scenario="jamais"))


def test_the_frame_is_changed_at_its_revision(store: Store) -> None:
    """Texts trimmed, a partner said twice kept once; the second of two writers is refused."""
    id = a_prepared_exercise(store)
    wanted = replace(frame_of(held(store, id)), title="  Autre   titre ", partners=("CHBA", " CHBA ", ""), speed=60)
    change_exercise(COORDINATOR, store, id, wanted, 1)
    one = held(store, id)
    assert (one.title, one.partners, one.speed, one.revision) == ("Autre titre", ("CHBA",), 60, 2)
    with pytest.raises(StaleRevision):
        change_exercise(COORDINATOR, store, id, wanted, 1)


def test_once_begun_what_was_played_stays(store: Store) -> None:
    """Its T0, kind, beginning and speed; the place may still be put right. Nothing is removed while it runs."""
    id = a_prepared_exercise(store)
    with store.transaction() as conn:
        exercises.update(conn, replace(held(store, id), state=ExerciseState.RUNNING))
    frame = frame_of(held(store, id))
    for moved in ({"t0": T0 + timedelta(hours=1)}, {"kind": ExerciseKind.FIELD}, {"speed": 9}):
        with pytest.raises(RuleRefusal, match="a commencé"):
            change_exercise(COORDINATOR, store, id, replace(frame, **moved), 2)
    change_exercise(COORDINATOR, store, id, replace(frame, place="Ailleurs"), 2)
    assert held(store, id).place == "Ailleurs"
    with pytest.raises(RuleRefusal, match="en cours"):
        remove_exercise(COORDINATOR, store, id, 3)


def test_the_copy_is_changed_and_an_objective_taken_out_leaves_its_injects(store: Store) -> None:
    """The library stays as it was; what leads nowhere is refused."""
    id = a_prepared_exercise(store)
    scenario = held(store, id).scenario
    assert any("O1" in one.objectives for one in injects(store, id))
    change_copy(COORDINATOR, store, id, changed(scenario, objectives=scenario.objectives[1:]), 1)
    assert not any("O1" in one.objectives for one in injects(store, id))
    with store.reading() as conn:
        assert find_scenario(conn, store, "autocar_rn165") == scenario
    lost = changed(scenario, effects=(Absence(professions=("sorcier",)),))
    with pytest.raises(InvalidInput, match="sorcier"):
        change_copy(COORDINATOR, store, id, lost, 2)
    with pytest.raises(StaleRevision):
        change_copy(COORDINATOR, store, id, scenario, 1)


def test_a_removed_exercise_takes_the_addresses_of_its_guests_along(store: Store) -> None:
    id = a_prepared_exercise(store)
    with_people(store, id)
    remove_exercise(COORDINATOR, store, id, 1)
    with store.reading() as conn:
        assert exercises.find(conn, id) is None
        assert exercise_people.of_exercise(conn, id) == []
        assert conn.execute("SELECT count(*) FROM exercise_contact").fetchone()[0] == 0


def test_its_chronogramme_is_kept_as_a_scenario(store: Store) -> None:
    id = a_prepared_exercise(store)
    code = save_as_scenario(COORDINATOR, store, id, "Autocar, notre version")
    with store.reading() as conn:
        kept = find_scenario(conn, store, code)
    assert (kept.title, kept.kind.value, len(kept.injects)) == ("Autocar, notre version", "own", 12)
    assert kept.injects == held(store, id).scenario.injects
    with pytest.raises(NotFound):
        save_as_scenario(COORDINATOR, store, "jamais", "Titre")


def test_removing_an_exercise_withdraws_the_invitations_that_wait(store: Store) -> None:
    """Nobody is invited any more to what is not there."""
    id = a_prepared_exercise(store)
    with_people(store, id)
    with store.reading() as conn:
        people = [one.id for one in exercise_people.of_exercise(conn, id)]
    assert send_invitations(COORDINATOR, store, id, people) == 4
    remove_exercise(COORDINATOR, store, id, 1)
    with store.reading() as conn:
        assert partner_letters.in_states(conn) == []


def test_the_plan_that_is_played_does_not_move_under_its_decisions(store: Store) -> None:
    """A decision says its action by its rank in the plan; objectives may still be reworded."""
    id = a_prepared_exercise(store)
    with store.transaction() as conn:
        exercises.update(conn, replace(held(store, id), state=ExerciseState.RUNNING))
    one = held(store, id)
    assert one.scenario.plan
    with pytest.raises(RuleRefusal, match="commencé"):
        change_copy(COORDINATOR, store, id, changed(one.scenario, plan=one.scenario.plan[1:]), one.revision)
    change_copy(COORDINATOR, store, id, changed(one.scenario, story="Autre récit."), one.revision)
    assert held(store, id).scenario.story == "Autre récit."
