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
from app.scheduling.staffing.minimise import Task, minimise
from app.scheduling.staffing.solve import solve
from tests.bench.shapes import problem


def knapsack() -> Task:
    """Least −(5a + 4b + 3c) with 2a + 3b + c ≤ 3: a and c, −8."""
    matrix = sparse.csr_array(np.array([[2.0, 3.0, 1.0]]))
    bounds = np.zeros(3), np.ones(3)
    cost, high = np.array([-5.0, -4.0, -3.0]), np.array([3.0])
    return Task(cost, matrix, np.array([-np.inf]), high, *bounds, np.ones(3, dtype=bool))


def test_a_task_is_solved_to_a_whole_proven_optimum() -> None:
    found = minimise(knapsack())
    assert found.columns is not None
    assert (found.columns.tolist(), found.bound) == ([1, 0, 1], -8)


def test_without_time_nothing_is_found_and_nothing_is_claimed() -> None:
    assert minimise(knapsack().within(0)).columns is None
    assert minimise(knapsack().within(0)).bound == -np.inf


def test_processes_give_the_plan_that_one_process_gives(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = problem_of(problem("two", 3), "two")
    alone = solve(asked)
    monkeypatch.setattr(runners, "WORTH_A_PROCESS", 1)
    assert replace(solve(asked, workers=2), seconds=0.0) == replace(alone, seconds=0.0)


def test_small_problems_start_no_process() -> None:
    with ExitStack() as stack:
        assert runners.runner(100, 4, stack) is runners.one_by_one
    assert runners.one_by_one([knapsack()] * 2, Budget.of(5))[1].bound == -8
