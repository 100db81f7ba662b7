"""One integer minimisation by HiGHS, through scipy. Knows rows and columns, nothing of seats or people.

HiGHS is asked for a zero gap; its floating answer is rounded to whole columns, its bound to the next whole number, and
whoever calls recomputes the value exactly from the columns.
"""

from __future__ import annotations

import math
import time
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, milp

_A_WEEK = 604_800.0
"""Seconds: what HiGHS is told when there is no limit."""
_INFEASIBLE = 2
_SLACK = 1e-5
"""HiGHS proves bounds to 1e-6; a bound this close under a whole number is that number."""


@dataclass(frozen=True, slots=True)
class Task:
    """Minimise ``cost @ x`` over whole x with ``low <= matrix @ x <= high`` and ``lower <= x <= upper``; whole costs.

    ``attained`` is the cost of a solution at hand: an answer that contradicts it is not believed.
    """

    cost: NDArray[np.float64]
    matrix: sparse.csr_array
    low: NDArray[np.float64]
    high: NDArray[np.float64]
    lower: NDArray[np.float64]
    upper: NDArray[np.float64]
    attained: float
    seconds: float = math.inf

    def within(self, seconds: float) -> Task:
        """The same task with another limit of wall time."""
        return replace(self, seconds=seconds)


@dataclass(frozen=True, slots=True)
class Found:
    """The best columns found, if any, and a whole lower bound of the cost; ``-inf`` when nothing is known."""

    columns: NDArray[np.float64] | None
    bound: float


NOTHING = Found(None, -math.inf)


def minimise(task: Task) -> Found:
    """Solve to a zero gap, or as far as ``seconds`` allow.

    HiGHS's presolve has been seen to call a feasible problem infeasible (scipy 1.17, columns that are whole without being
    declared so). Every column is therefore declared whole, and an answer that contradicts ``attained`` is asked again
    without presolve.
    """
    began = time.monotonic()
    found = _asked(task, task.seconds, presolve=True)
    if found is None or found.bound > task.attained:
        found = _asked(task, task.seconds - (time.monotonic() - began), presolve=False)
    return NOTHING if found is None or found.bound > task.attained else found


def _asked(task: Task, seconds: float, *, presolve: bool) -> Found | None:
    """HiGHS's answer; None when it says that there is no solution. Costs are divided by their common step."""
    if seconds <= 0:
        return NOTHING
    step = int(np.gcd.reduce(np.abs(task.cost).astype(np.int64))) or 1
    result = milp(
        task.cost / step,
        integrality=np.ones(len(task.cost), dtype=np.int8),
        bounds=Bounds(task.lower, task.upper),
        constraints=LinearConstraint(task.matrix, task.low, task.high),
        options={"mip_rel_gap": 0.0, "time_limit": min(seconds, _A_WEEK), "presolve": presolve},
    )
    if result.status == _INFEASIBLE:
        return None
    columns = None if result.x is None else np.rint(result.x)
    bound: float | None = getattr(result, "mip_dual_bound", None)
    if bound is None or not math.isfinite(bound):
        return Found(columns, -math.inf)
    return Found(columns, float(step * math.ceil(bound - _SLACK)))
