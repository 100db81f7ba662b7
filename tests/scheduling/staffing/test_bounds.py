"""Cheap bounds against exhaustion: never above any plan, and exact where they claim to be."""

from __future__ import annotations

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from app.scheduling.staffing.board import Board
from app.scheduling.staffing.bounds import least_missing_weight, least_squares
from app.scheduling.staffing.problem import Need, Problem
from tests.scheduling.staffing.brute import Exhaustive
from tests.scheduling.staffing.small import a_session, held, nurse, staffing
from tests.scheduling.staffing.strategies import problems


@settings(max_examples=80, deadline=None)
@given(problems())
def test_the_weight_missing_is_exactly_the_least_without_rest_overlap_and_centre_rules(problem: Problem) -> None:
    relaxed = Exhaustive(problem, relaxed=True)
    weights = [need.weight for need in problem.needs]
    counts = [need.count for need in problem.needs]
    least = min(
        sum(w * (c - filled) for w, c, filled in zip(weights, counts, state, strict=True)) for state in relaxed.states
    )
    assert least_missing_weight(Board(problem)) == least


@settings(max_examples=60, deadline=None)
@given(problems(), st.integers(0, 5))
def test_no_plan_with_that_many_seats_has_a_smaller_sum_of_squares(problem: Problem, seats: int) -> None:
    plans = [sums[2] for state, sums in Exhaustive(problem).states.items() if sum(state) >= seats]
    assume(plans)
    assert least_squares(Board(problem), seats) <= min(plans)


def test_seats_are_spread_above_the_pins() -> None:
    """A pin and a cap of 2 for Anne, nothing for Bob: four seats are 2² + 2²."""
    sessions = [a_session(f"S{day}", day=day) for day in range(4)]
    needs = [Need(session.id, "injector", 1, 1) for session in sessions]
    pin = held("Anne", "S0", "injector", pinned=True)
    problem = staffing([nurse("Anne", max_sessions_per_week=2), nurse("Bob")], sessions, needs, previous=(pin,))
    assert least_squares(Board(problem), 4) == 8
