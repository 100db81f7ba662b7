"""Where minimisations run: one after the other here, or side by side in processes when they are large."""

from __future__ import annotations

import multiprocessing
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack

from app.scheduling.staffing.levels import Budget, Runner
from app.scheduling.staffing.minimise import Found, Task, minimise

WORTH_A_PROCESS = 8_000
"""Columns of the largest part from which starting processes (about a second each) pays off; measured on 2 cores."""


def one_by_one(tasks: Sequence[Task], budget: Budget) -> list[Found]:
    """Each task gets its equal share of what is left, and what the earlier ones did not use."""
    return [minimise(task.within(budget.left / (len(tasks) - index))) for index, task in enumerate(tasks)]


def runner(columns: int, workers: int, stack: ExitStack) -> Runner:
    """How to run tasks of up to ``columns`` columns on ``workers`` cores; processes end with ``stack``."""
    if workers < 2 or columns < WORTH_A_PROCESS:
        return one_by_one
    context = multiprocessing.get_context("spawn")
    pool = stack.enter_context(ProcessPoolExecutor(workers, mp_context=context))

    def side_by_side(tasks: Sequence[Task], budget: Budget) -> list[Found]:
        if len(tasks) < 2:
            return one_by_one(tasks, budget)
        rounds = -(-len(tasks) // workers)
        return list(pool.map(minimise, [task.within(budget.left / rounds) for task in tasks]))

    return side_by_side
