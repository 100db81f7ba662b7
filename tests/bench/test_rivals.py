"""What the engine is compared with keeps the rules itself, and is counted as the engine is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from app.scheduling.staffing.check import check
from app.scheduling.staffing.contract import problem_of
from app.scheduling.staffing.plan import Assignment, Plan
from app.scheduling.staffing.solve import solve
from tests.bench.oracle import cp_sat, disagreements
from tests.bench.rivals import faults, first_come, scarcest_first, values
from tests.bench.shapes import problem

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.bench.rivals import Seat
    from tests.bench.shapes import Document


UNCOUNTED = {"levels", "missing", "structural", "due_to_rules"}
"""What the product's check says of a plan that has seats only."""


def _broken(document: Document, seats: list[Seat]) -> list[str]:
    """Faults of the seats themselves, by the product's check."""
    found = check(problem_of(document, "rival"), Plan(tuple(Assignment(*seat) for seat in seats), ()))
    return [fault.fault for fault in found if fault.fault not in UNCOUNTED]


@pytest.mark.parametrize(
    "made", [lambda document: first_come(document, 3), scarcest_first], ids=["sign-up", "scarcest"]
)
@pytest.mark.parametrize("shape", ["tiny", "two"])
def test_a_plan_made_without_a_solver_keeps_every_rule_and_is_not_better_than_the_proven_one(
    shape: str, made: Callable[[Document], list[Seat]]
) -> None:
    document = problem(shape, 2)
    seats = made(document)
    assert seats
    assert _broken(document, seats) == []
    assert faults(document, seats) == 0
    levels = {str(level.name): level.value for level in solve(problem_of(document, shape)).levels}
    theirs = values(document, seats)
    assert [theirs[name] for name in levels] >= list(levels.values())


def test_the_engines_plan_is_counted_as_it_counts_itself() -> None:
    document = problem("two", 1)
    plan = solve(problem_of(document, "two"))
    seats = [(seat.person, seat.session, seat.role) for seat in plan.assignments]
    counted = values(document, seats)
    assert faults(document, seats) == 0
    assert {name: counted[name] for name in ("coverage", "preference", "fairness")} == {
        str(level.name): level.value for level in plan.levels
    }


def test_a_seat_held_twice_or_never_offered_is_a_fault() -> None:
    document = problem("tiny", 2)
    seats = scarcest_first(document)
    silent = {row["id"] for row in document["persons"]} - {row["person"] for row in document["answers"]}
    stranger = (min(silent), seats[0][1], seats[0][2])
    assert faults(document, [*seats, seats[0], stranger]) == 2


@pytest.mark.oracle
def test_one_variable_a_place_has_the_same_optimum_as_one_a_need() -> None:
    document = problem("tiny", 1)
    plan = solve(problem_of(document, "tiny"))
    answer = cp_sat(document, 30, places=True)
    assert answer["proven"]
    assert disagreements({str(level.name): level.value for level in plan.levels}, answer) == 0
    assert disagreements({str(level.name): level.value + 1 for level in plan.levels}, answer) == 3
