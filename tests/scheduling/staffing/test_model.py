"""Rows and columns: parts that are really apart, and heavy weights decided before light ones without changing the optimum."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from app.scheduling.staffing.board import Board
from app.scheduling.staffing.model import Model
from app.scheduling.staffing.plan import LevelName
from app.scheduling.staffing.problem import Need
from tests.scheduling.staffing.small import a_session, nurse, staffing


def model_of(*needs: tuple[int, int]) -> Model:
    """One session a need, given as (count, weight)."""
    sessions = [a_session(f"S{index}", day=index) for index in range(len(needs))]
    rows = [Need(f"S{index}", "injector", count, weight) for index, (count, weight) in enumerate(needs)]
    return Model(Board(staffing([nurse("Anne")], sessions, rows)))


def stages(*needs: tuple[int, int]) -> list[list[int]]:
    """The weights of each stage, need by need."""
    model = model_of(*needs)
    return [stage[model.seats : model.seats + model.needs].tolist() for stage in model.stages(LevelName.COVERAGE)]


def test_weights_are_cut_only_where_all_the_light_ones_together_weigh_less_than_a_step() -> None:
    assert stages((1, 4), (1, 3), (1, 1)) == [[4, 3, 1]]
    assert stages((1, 1000), (2, 1), (1, 2)) == [[1000, 0, 0], [0, 1, 2]]
    assert stages((1, 1000), (1000, 1)) == [[1000, 1]]
    assert stages((1, 1000), (999, 1)) == [[1000, 0], [0, 1]]
    assert stages((1, 1004), (1, 1000), (1, 4)) == [[1004, 1000, 4]]
    assert stages((1, 10**9), (1, 1000), (1, 1)) == [[10**9, 0, 0], [0, 1000, 0], [0, 0, 1]]


weights = st.lists(st.tuples(st.integers(1, 3), st.sampled_from([1, 2, 5, 7, 40, 90, 1000])), min_size=1, max_size=4)


@given(weights, st.data())
def test_stage_by_stage_ranks_plans_as_the_sum_does(needs: list[tuple[int, int]], data: st.DataObject) -> None:
    cut = stages(*needs)
    assert np.sum(cut, axis=0).tolist() == [weight for _, weight in needs]
    one, other = (np.array([data.draw(st.integers(0, count)) for count, _ in needs]) for _ in range(2))
    by_stage = [[int(np.dot(stage, missing)) for stage in cut] for missing in (one, other)]
    by_sum = [sum(values) for values in by_stage]
    assert (by_stage[0] < by_stage[1]) == (by_sum[0] < by_sum[1])


def test_people_and_weeks_that_nothing_joins_are_apart() -> None:
    """Two centres with their own nurse in two weeks are four parts; a nurse who may go to both makes them two."""
    sessions = [a_session(f"{centre}{week}", day=7 * week, centre=centre) for centre in "AR" for week in (0, 1)]
    needs = [Need(session.id, "injector", 1, 1) for session in sessions]
    people = [nurse("Anne", travel_minutes={"A": 1}), nurse("Rose", travel_minutes={"R": 1})]
    assert len(Model(Board(staffing(people, sessions, needs))).parts) == 4
    assert len(Model(Board(staffing([*people, nurse("Both")], sessions, needs))).parts) == 2
