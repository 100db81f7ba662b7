"""One integer minimisation by HiGHS, through scipy. Knows rows and columns, nothing of seats or people.

HiGHS is asked for a zero gap; its floating answer is rounded to whole columns, its bound to the next whole number, and
whoever calls recomputes the value exactly from the columns.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, milp

_A_WEEK = 604_800.0
"""Seconds: what HiGHS is told when there is no limit."""
_SLACK = 1e-5
"""HiGHS proves bounds to 1e-6; a bound this close under a whole number is that number."""


@dataclass(frozen=True, slots=True)
class Task:
    """Minimise ``cost @ x`` subject to ``low <= matrix @ x <= high``, ``lower <= x <= upper``; whole costs only."""

    cost: NDArray[np.float64]
    matrix: sparse.csr_array
    low: NDArray[np.float64]
    high: NDArray[np.float64]
    lower: NDArray[np.float64]
    upper: NDArray[np.float64]
    integral: NDArray[np.bool_]
    seconds: float = math.inf

    def within(self, seconds: float) -> Task:
        """The same task with another limit of wall time."""
        return replace(self, seconds=seconds)


@dataclass(frozen=True, slots=True)
class Found:
    """The best columns found, if any, and a whole lower bound of the cost; ``-inf`` when nothing is known."""

    columns: NDArray[np.float64] | None
    bound: float


def minimise(task: Task) -> Found:
    """Solve to a zero gap, or as far as ``seconds`` allow; costs are divided by their common step, bounds multiplied."""
    if task.seconds <= 0:
        return Found(None, -math.inf)
    step = int(np.gcd.reduce(np.abs(task.cost).astype(np.int64))) or 1
    result = milp(
        task.cost / step,
        integrality=task.integral.astype(np.int8),
        bounds=Bounds(task.lower, task.upper),
        constraints=LinearConstraint(task.matrix, task.low, task.high),
        options={"mip_rel_gap": 0.0, "time_limit": min(task.seconds, _A_WEEK)},
    )
    columns = None if result.x is None else np.rint(result.x)
    bound: float | None = getattr(result, "mip_dual_bound", None)
    if bound is None or not math.isfinite(bound):
        return Found(columns, -math.inf)
    return Found(columns, float(step * math.ceil(bound - _SLACK)))
