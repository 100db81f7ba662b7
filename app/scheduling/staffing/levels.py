"""The levels that are sums over seats, one after the other, each fixed before the next: opening to preference.

Each part keeps the best plan found for it (at first the greedy one), so that running out of time costs proofs, never a
plan. Once a level of a part is not proven, its later bounds are only those that hold for every plan of the problem.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from scipy import sparse

from app.scheduling.staffing.board import Ints
from app.scheduling.staffing.minimise import Found, Task
from app.scheduling.staffing.model import Floats, Model, Part, Rows
from app.scheduling.staffing.plan import LevelName

Runner = Callable[[Sequence[Task], "Budget"], list[Found]]
"""Solves independent tasks within what is left of a budget, in their order."""


@dataclass(frozen=True, slots=True)
class Budget:
    """Wall time until ``ends`` on the monotonic clock."""

    ends: float

    @classmethod
    def of(cls, seconds: float) -> Budget:
        return cls(time.monotonic() + seconds)

    @property
    def left(self) -> float:
        """Seconds left, never negative."""
        return max(0.0, self.ends - time.monotonic())


class Progress:
    """One part on its way through the levels."""

    def __init__(self, model: Model, part: Part, chosen: Ints) -> None:
        self.model, self.part, self.chosen = model, part, chosen
        self.columns = model.columns_of(part)
        self.free_upper = model.upper[self.columns]
        self.lower, self.upper = np.zeros(len(self.columns)), self.free_upper.copy()
        self.fixing: list[tuple[Floats, float]] = []
        self.values: dict[LevelName, int] = {}
        self.bounds: dict[LevelName, int] = {}
        self.proven = True

    @cached_property
    def rows(self) -> Rows:
        """The part's own rows over its own columns."""
        rows = self.model.rows
        matrix = rows.matrix[self.part.rows][:, self.columns]
        return Rows(matrix, rows.low[self.part.rows], rows.high[self.part.rows])

    def cost(self, level: LevelName) -> Floats:
        return self.model.costs[level][self.columns].astype(float)

    def value(self, level: LevelName, chosen: Ints) -> int:
        """The level's exact value in this part for these candidates."""
        return int(self.model.costs[level][self.columns] @ self.model.full(chosen)[self.columns])

    def task(self, level: LevelName) -> Task | None:
        """What is left to solve for this level, or None when the plan at hand already reaches the plain bound."""
        cost = self.cost(level)
        if self.value(level, self.chosen) == _plain_bound(cost, self.lower, self.upper):
            return None
        extra = sparse.csr_array(np.array([row for row, _ in self.fixing]).reshape(-1, len(cost)))
        return Task(
            cost,
            sparse.vstack([self.rows.matrix, extra]).tocsr(),
            np.concatenate([self.rows.low, np.full(len(self.fixing), -np.inf)]),
            np.concatenate([self.rows.high, [most for _, most in self.fixing]]),
            self.lower,
            self.upper,
            float(self.value(level, self.chosen)),
        )

    def absorb(self, level: LevelName, found: Found | None) -> None:
        """Take the better of the plan at hand and the one found, note value and bound, and fix the level."""
        cost = self.cost(level)
        if found is not None and found.columns is not None:
            self._adopt(level, self.columns[np.flatnonzero(found.columns > 0.5)])
        value = self.value(level, self.chosen)
        bound = _plain_bound(cost, self.lower, self.upper) if self.proven else -np.inf
        bound = max(bound, _plain_bound(cost, np.zeros(len(cost)), self.free_upper))
        if found is not None and self.proven:
            bound = max(bound, found.bound)
        self.values[level], self.bounds[level] = value, min(value, int(bound))
        self.proven = self.proven and value == bound
        self._fix(cost, value)

    def _adopt(self, level: LevelName, columns: Ints) -> None:
        chosen = columns[columns < self.model.seats]
        earlier = all(self.value(name, chosen) <= most for name, most in self.values.items())
        if earlier and self.obeys(chosen) and self.value(level, chosen) < self.value(level, self.chosen):
            self.chosen = chosen

    def obeys(self, chosen: Ints) -> bool:
        """Whether these candidates keep within every row of the part, exactly."""
        columns = self.model.full(chosen)[self.columns]
        sums = self.rows.matrix @ columns
        within = (sums <= self.rows.high + 0.5) & (sums >= self.rows.low - 0.5)
        return bool((columns >= 0).all() and within.all())

    def _fix(self, cost: Floats, value: int) -> None:
        """Never worse than ``value`` again: by bounds where each column must take its best value, else by a row."""
        if value == _plain_bound(cost, self.lower, self.upper):
            self.upper = np.where(cost > 0, self.lower, self.upper)
            self.lower = np.where(cost < 0, self.upper, self.lower)
        else:
            self.fixing.append((cost, float(value)))


def climb(model: Model, parts: Sequence[Progress], run: Runner, budget: Budget) -> None:
    """Take every part through the levels, level by level, so that an early level never waits for a late one."""
    for level in model.level_names:
        if level is LevelName.FAIRNESS:
            return
        tasks = {index: task for index, part in enumerate(parts) if (task := part.task(level)) is not None}
        found = dict(zip(tasks, run(list(tasks.values()), budget), strict=True))
        for index, part in enumerate(parts):
            part.absorb(level, found.get(index))


def _plain_bound(cost: Floats, lower: Floats, upper: Floats) -> float:
    """The least that ``cost`` can be within the columns' bounds alone."""
    return float(np.where(cost > 0, cost * lower, cost * upper).sum())
