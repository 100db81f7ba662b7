"""The levels that are sums over seats, one after the other, each fixed before the next: opening to preference.

Each part keeps the best plan found for it (at first the greedy one), so that running out of time costs proofs, never a
plan. Once a level of a part is not proven, its later bounds are only those that hold for every plan of the problem.
"""

from __future__ import annotations

import time
from collections import defaultdict
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
        self.settled: list[tuple[Ints, int]] = []
        self.values: dict[LevelName, int] = defaultdict(int)
        self.bounds: dict[LevelName, int] = defaultdict(int)
        self.proven = True

    @cached_property
    def rows(self) -> Rows:
        """The part's own rows over its own columns."""
        rows = self.model.rows
        matrix = rows.matrix[self.part.rows][:, self.columns]
        return Rows(matrix, rows.low[self.part.rows], rows.high[self.part.rows])

    def value(self, cost: Ints, chosen: Ints) -> int:
        """What these candidates cost in this part, exactly; ``cost`` is over all columns of the model."""
        return int(cost[self.columns] @ self.model.full(chosen)[self.columns])

    def task(self, stage: Ints) -> Task | None:
        """What is left to solve for this stage, or None when the plan at hand already reaches the plain bound."""
        cost, attained = stage[self.columns].astype(float), self.value(stage, self.chosen)
        if attained == _plain_bound(cost, self.lower, self.upper):
            return None
        extra = sparse.csr_array(np.array([row for row, _ in self.fixing]).reshape(-1, len(cost)))
        return Task(
            cost,
            sparse.vstack([self.rows.matrix, extra]).tocsr(),
            np.concatenate([self.rows.low, np.full(len(self.fixing), -np.inf)]),
            np.concatenate([self.rows.high, [most for _, most in self.fixing]]),
            self.lower,
            self.upper,
            float(attained),
        )

    def absorb(self, level: LevelName, stage: Ints, found: Found | None) -> None:
        """Take the better of the plan at hand and the one found, note value and bound, and fix the stage."""
        if found is not None and found.columns is not None:
            self._adopt(stage, self.columns[np.flatnonzero(found.columns > 0.5)])
        cost, value = stage[self.columns].astype(float), self.value(stage, self.chosen)
        bound = _plain_bound(cost, np.zeros(len(cost)), self.free_upper)
        if self.proven:
            bound = max(bound, _plain_bound(cost, self.lower, self.upper), -np.inf if found is None else found.bound)
        self.values[level] += value
        self.bounds[level] += min(value, int(bound))
        self.proven = self.proven and value == bound
        self.settled.append((stage, value))
        self._fix(cost, value)

    def _adopt(self, stage: Ints, columns: Ints) -> None:
        chosen = columns[columns < self.model.seats]
        if self.keeps(chosen) and self.value(stage, chosen) < self.value(stage, self.chosen):
            self.chosen = chosen

    def keeps(self, chosen: Ints) -> bool:
        """Whether these candidates obey the rules and are nowhere worse than what is settled."""
        return self.obeys(chosen) and all(self.value(stage, chosen) <= most for stage, most in self.settled)

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
            step = int(np.gcd.reduce(np.abs(cost).astype(np.int64)))
            self.fixing.append((cost / step, float(value // step)))


def climb(
    model: Model, parts: Sequence[Progress], run: Runner, budget: Budget,
    tell: Callable[[int, int], None] = lambda _done, _of: None,
) -> None:  # fmt: skip
    """Take every part through the levels, level by level, so that an early level never waits for a late one.

    ``tell`` hears, before each stage, how many are done, out of how many; fairness, which comes after, counts for one.
    """
    climbed = [one for one in model.level_names if one is not LevelName.FAIRNESS]
    stages = [(level, stage) for level in climbed for stage in model.stages(level)]
    for done, (level, stage) in enumerate(stages):
        tell(done, len(stages) + 1)
        tasks = {index: task for index, part in enumerate(parts) if (task := part.task(stage)) is not None}
        found = dict(zip(tasks, run(list(tasks.values()), budget), strict=True))
        for index, part in enumerate(parts):
            part.absorb(level, stage, found.get(index))
    tell(len(stages), len(stages) + 1)


def _plain_bound(cost: Floats, lower: Floats, upper: Floats) -> float:
    """The least that ``cost`` can be within the columns' bounds alone."""
    return float(np.where(cost > 0, cost * lower, cost * upper).sum())
