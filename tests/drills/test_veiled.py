"""The report that everybody reads: what a register holds of one care in one commune is not in it, nor given back by it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from pydantic import ValidationError

from app.drills.drill import LineName, run
from app.drills.drill_report import DrillReport, SetRow, report_of
from app.drills.drill_words import DrillNaming
from app.drills.shock import Absence, CallVolunteers
from app.drills.world import World
from tests.drills.a_world import T0, a_world

FLU = Absence(professions=("infirmier",), share=50)


def a_mixed_world(quantity: int) -> World:
    """Only dispensing at B is noted, so many units; the pharmacy is shut."""
    world = a_world()
    [noted] = [one.id for one in world.ordinary.needs if one.skill == "dispensing"]
    return replace(
        world,
        estimated=frozenset(one.id for one in world.ordinary.needs) - {noted},
        quantities={**world.quantities, noted: (quantity,) * 3},
        capacities={**world.capacities, "site:pharmacy": (0, 0, 0)},
    )


def reports(world: World) -> tuple[DrillReport, DrillReport]:
    drill = run(world, (FLU,), (), t0=T0)
    naming = DrillNaming.of(world, {"infirmier": "infirmière"})
    return report_of(drill, world, naming, T0), report_of(drill, world, replace(naming, hidden_below=5), T0)


def short_of(report: DrillReport) -> tuple[SetRow, ...]:
    """The deficient sets of the shock alone, in the worst slice."""
    return next(one.sets for one in report.deficient if one.line is LineName.SHOCK)


@pytest.mark.parametrize("quantity", [1, 3, 7])
def test_a_set_of_one_commune_s_register_has_no_number(quantity: int) -> None:
    """Whoever runs drills reads how many; the others read where, and that somebody is missing."""
    exact, shared = reports(a_mixed_world(quantity))
    [told], [hidden] = ([row for row in short_of(one) if row.skills == ("dispensing",)] for one in (exact, shared))
    assert (told.demand, told.shortage) == (quantity, quantity)
    assert (hidden.demand, hidden.reachable, hidden.shortage) == (0, 0, 0)
    assert not any(letter.isdigit() for letter in hidden.sentence)


@pytest.mark.parametrize("quantity", [1, 3, 7])
def test_the_whole_less_the_estimates_does_not_give_it_back(quantity: int) -> None:
    """Every total of every half-day, of every line and step, is a multiple of the threshold."""
    exact, shared = reports(a_mixed_world(quantity))
    points = [point for line in shared.lines for point in line.points]
    falls = shared.waterfall
    numbers = [n for point in points for n in (point.demand, point.unmet, point.served)]
    numbers += [falls.demand, falls.unmet, falls.left, falls.after_shocks]
    numbers += [n for step in falls.steps for n in (step.demand, step.unmet, step.recovered)]
    assert {n % 5 for n in numbers} == {0}
    assert any(point.demand % 5 for line in exact.lines for point in line.points)


def test_estimates_are_told_exactly() -> None:
    """Nothing of a register in it: totals and sets are those of the whole report."""
    world = a_mixed_world(7)
    exact, shared = reports(replace(world, estimated=frozenset(one.id for one in world.ordinary.needs)))
    assert [[(p.demand, p.unmet) for p in line.points] for line in shared.lines] == [
        [(p.demand, p.unmet) for p in line.points] for line in exact.lines
    ]
    assert short_of(shared) == short_of(exact)


def test_volunteers_are_no_more_than_a_territory_has() -> None:
    """A hundred thousand of them is a minute of computation a question, for whoever opens the map."""
    assert CallVolunteers(profession="infirmier", count=1_000)
    with pytest.raises(ValidationError):
        CallVolunteers(profession="infirmier", count=1_001)
