"""What a reader who may not run drills could work out by subtraction: estimates are told, the register's part must stay hidden."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from app.access.actor import Actor, Role
from app.drills.composition import Composition
from app.drills.shock import NewNeed
from app.drills.world import World
from app.services.coverage.coverage_stage import Asked, Moment
from app.services.coverage.coverage_view import CoverageView
from app.services.coverage.read_bad_days import read_bad_days
from app.services.coverage.read_coverage import read_coverage
from app.services.coverage.read_reinforcements import CentreQuestion, read_best_places, read_reinforcements
from app.services.laboratory.save_run import rename_run
from app.store import laboratory_runs
from app.store.laboratory_runs import LaboratoryRun
from tests.builders import COORDINATOR
from tests.drills.a_world import T0, a_world
from tests.services.a_coverage import CUT, FLU, a_coverage, a_scenario

READER = Actor("lecture", "Lecture", Role.READING)
OBSERVER = Actor("obs", "Observateur", Role.OBSERVER)
MORNING = Asked("2026-11-26-morning")
NURSE_AT_C = "C/nursing"


def a_mixed_world(quantity: int, *noted: str) -> World:
    """Everything is estimated but ``noted`` (ids of needs), of which the register holds so many units each."""
    world = a_world()
    ids = {f"{one.place}/{one.skill}": one.id for one in world.ordinary.needs}
    held = {ids[one] for one in noted}
    return replace(
        world,
        estimated=frozenset(ids.values()) - held,
        quantities={**world.quantities, **dict.fromkeys(held, (quantity,) * 3)},
    )


def registers_part(view: CoverageView) -> list[int]:
    """What a reader gets by taking the estimates off every number that they are told."""
    told = {key: one for key, one in view.cells.items() if one.asked is not None and one.unmet is not None}
    found = []
    if view.totals.asked is not None and view.totals.unmet is not None:
        found.append(view.totals.asked - sum(one.asked or 0 for one in told.values()))
        found.append(view.totals.unmet - sum(one.unmet or 0 for one in told.values()))
        found.append(view.totals.unmet - sum(one.shortage or 0 for one in view.sets))
    for one in view.sets:
        keys = {(place, skill) for place in one.places for skill in one.skills if (place, skill) in view.cells}
        found.append((one.shortage or 0) - sum(told[key].unmet or 0 for key in keys if key in told))
    return found


@pytest.mark.parametrize("actor", [READER, OBSERVER])
@pytest.mark.parametrize("quantity", [1, 4, 30])
@pytest.mark.parametrize("moment", [Moment.BEFORE, Moment.AFTER, Moment.PLAN])
def test_one_cell_of_the_register_is_not_given_back_by_the_estimates(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, actor: Actor, quantity: int, moment: Moment
) -> None:
    """Whole less estimates, set less estimates, whole less sets: none leaves what one commune's register holds of one care."""
    store = a_coverage(tmp_path, monkeypatch, a_mixed_world(quantity, NURSE_AT_C))
    for skill in ("", "nursing", "dispensing", "vaccination"):
        view = read_coverage(actor, store, Asked(MORNING.slice, FLU, moment), skill)
        assert view.cells["C", "nursing"].asked is None
        assert set(registers_part(view)) <= {0}
    assert read_coverage(COORDINATOR, store, MORNING).totals.asked is not None


def test_a_need_chosen_on_the_map_does_not_tell_the_totals(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two sets, one too small to be told: looking at the other one's care alone says no more than the whole map."""
    world = a_mixed_world(3, "B/dispensing")
    world = replace(world, capacities={**world.capacities, "site:pharmacy": (0, 0, 0)})
    store = a_coverage(tmp_path, monkeypatch, world)
    after = Asked(MORNING.slice, FLU, Moment.AFTER)
    views = [read_coverage(READER, store, after, skill) for skill in ("", "nursing")]
    assert [one.totals.unmet for one in views] == [None, None]
    assert {one.before.unmet for one in views} == {None}


def test_what_a_shock_adds_to_the_register_is_no_small_number(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Large before and after, and two apart: the difference of two views would say two."""
    more = NewNeed(commune="C", skill="nursing", quantity=2)
    store = a_coverage(
        tmp_path, monkeypatch, a_mixed_world(40, "A/nursing", "B/nursing", "C/nursing"), a_scenario(more)
    )
    before, after = (
        read_coverage(READER, store, Asked(MORNING.slice, FLU, moment)) for moment in (Moment.BEFORE, Moment.AFTER)
    )
    assert before.totals.asked is not None
    assert (after.totals.asked, [one.shortage for one in after.sets]) == (None, [])
    assert after.before == before.totals


def test_what_is_left_after_reinforcements_is_hidden_with_the_totals(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The map hides the whole; the list of whom to call does not give it back."""
    store = a_coverage(tmp_path, monkeypatch, a_mixed_world(30, NURSE_AT_C))
    found = read_reinforcements(READER, store, MORNING)
    assert found.missing is None
    assert {one.missing for one in found.calls} == {None}
    assert read_reinforcements(COORDINATOR, store, MORNING).missing == 14


def test_a_centre_tried_near_and_far_does_not_tell_one_commune_s_register(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A centre that reaches nobody else would gain what its own commune lacks: it has no number for who reads."""
    store = a_coverage(tmp_path, monkeypatch, a_mixed_world(30, NURSE_AT_C))
    near = CentreQuestion(("nursing",), 500, 0)
    gains = [one.gain for one in read_best_places(READER, store, MORNING, near)]
    assert any(one.gain for one in read_best_places(COORDINATOR, store, MORNING, near))
    assert not any(gains)
    assert None in gains


def test_days_without_absence_do_not_tell_the_exact_share(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody away: the curve would be the half-day's own share, which the map rounds."""
    store = a_coverage(tmp_path, monkeypatch, a_mixed_world(2, "B/dispensing"))
    whole, seen = (read_bad_days(actor, store, MORNING, absence=0).days for actor in (COORDINATOR, READER))
    assert whole.demand == 62
    assert (seen.demand % 5, {one % 5 for one in seen.served}) == (0, {0})


def test_a_run_renamed_or_removed_is_offered_as_it_is_now(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The map's list of shocks is that of the moment, though nothing that coverage is reckoned on has moved."""
    store = a_coverage(tmp_path, monkeypatch)
    assert [one.title for one in read_coverage(READER, store, MORNING).choices] == ["Grippe"]
    composed = Composition(starts_at=T0, shocks=(CUT,)).model_dump_json()
    run = LaboratoryRun(
        id="pont", title="Pont", scenario="", composition=composed, result="{}", mark="", run_at=T0, actor_id="x"
    )
    with store.transaction() as conn:
        laboratory_runs.add(conn, run)
    assert [one.title for one in read_coverage(READER, store, MORNING).choices] == ["Grippe", "Pont"]
    rename_run(COORDINATOR, store, "pont", "Passerelle", 1)
    assert [one.title for one in read_coverage(READER, store, MORNING).choices] == ["Grippe", "Passerelle"]
