"""Side by side or one after the other: the same answers."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import replace

import numpy as np
import pytest
from scipy import sparse

from app.scheduling.staffing import runners
from app.scheduling.staffing.contract import problem_of
from app.scheduling.staffing.levels import Budget
from app.scheduling.staffing.minimise import NOTHING, Task, minimise
from app.scheduling.staffing.solve import solve
from tests.bench.shapes import problem


def knapsack() -> Task:
    """Least −(5a + 4b + 3c) with 2a + 3b + c ≤ 3: a and c, −8."""
    matrix = sparse.csr_array(np.array([[2.0, 3.0, 1.0]]))
    bounds = np.zeros(3), np.ones(3)
    cost, high = np.array([-5.0, -4.0, -3.0]), np.array([3.0])
    return Task(cost, matrix, np.array([-np.inf]), high, *bounds, 0.0)


def test_a_task_is_solved_to_a_whole_proven_optimum() -> None:
    found = minimise(knapsack())
    assert found.columns is not None
    assert (found.columns.tolist(), found.bound) == ([1, 0, 1], -8)


def test_without_time_nothing_is_found_and_nothing_is_claimed() -> None:
    assert minimise(knapsack().within(0)).columns is None
    assert minimise(knapsack().within(0)).bound == -np.inf


def test_an_answer_that_contradicts_a_plan_at_hand_is_not_believed() -> None:
    """A solution that costs −9 is said to be at hand, so neither −8 as a bound nor « infeasible » can be right."""
    assert minimise(replace(knapsack(), attained=-9.0)) == NOTHING
    assert minimise(replace(knapsack(), high=np.array([-1.0]))) == NOTHING


def test_what_presolve_wrongly_calls_infeasible_is_solved_all_the_same() -> None:
    """The very rows of a week with two sessions, found by random search; scipy 1.17 with undeclared whole columns failed."""
    matrix = np.zeros((10, 12))
    for row, columns in enumerate(((1, 3, 6), (7,), (2, 4, 8), (0, 5, 9), (1, 2), (3, 4, 5), (8,), (9,))):
        matrix[row, list(columns)] = 1
    matrix[6, 10] = matrix[7, 11] = 2
    matrix[8, 10:] = -1
    matrix[9, 6:10] = 2, 1, 1, 3
    low = np.array([1, 1, 2, 2, *[-np.inf] * 6])
    high = np.array([1.0, 1, 2, 2, 1, 1, 2, 2, -1, 3])
    cost = np.array([-1.0, 0, -1, 0, 0, -1, *[0] * 6])
    upper = np.array([*[1.0] * 8, 2, 2, 1, 1])
    task = Task(cost, sparse.csr_array(matrix), low, high, np.zeros(12), upper, 0.0)
    assert minimise(task).bound == -2


def test_processes_give_the_plan_that_one_process_gives(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = problem_of(problem("two", 3), "two")
    alone = solve(asked)
    monkeypatch.setattr(runners, "WORTH_A_PROCESS", 1)
    assert replace(solve(asked, workers=2), seconds=0.0) == replace(alone, seconds=0.0)


def test_small_problems_start_no_process() -> None:
    with ExitStack() as stack:
        assert runners.runner(100, 4, stack) is runners.one_by_one
    assert runners.one_by_one([knapsack()] * 2, Budget.of(5))[1].bound == -8
