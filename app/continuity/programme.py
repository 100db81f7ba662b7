"""The linear programme of an assignment, solved by HiGHS: rows served once, loads, one carer for one patient. Numbers only."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, milp

from app.continuity.matching import UNSERVED

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping, Sequence

RANK_COST = 1000.0
SPLIT_COST = 400.0
"""For each carer that goes to a patient with several needs: one carer costs it once."""
LOAD_COST = 10.0
"""For a carer that fills up; its units cost more and more, so that loads even out before one is full."""
GAP = 1e-6
MOST_NODES = 500
"""Branches after which the best found is taken: a bound in work, not in time, so that the same input answers the same."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A carer (index) one row may go to, how far down the preferences (0 best), and minutes of travel."""

    carer: int
    rank: int
    minutes: float

    @property
    def cost(self) -> float:
        return RANK_COST * self.rank + self.minutes


class Programme:
    """Variables in blocks: one per choice, one per unit of load of a carer, one per carer of a patient with several rows.

    ``anchors``: the carer each patient should keep to, which takes the last block's place; whole by itself then, as any
    flow is.
    """

    def __init__(
        self,
        rows: Sequence[Sequence[Choice]],
        capacities: Sequence[int],
        patients: Sequence[Hashable],
        anchors: Mapping[Hashable, int] | None = None,
    ) -> None:
        self.choices = [(row, choice) for row, choices in enumerate(rows) for choice in choices]
        self.costs = [choice.cost for _row, choice in self.choices]
        self.whole = [0] * len(self.choices)
        self._entries: list[tuple[int, int, float]] = []
        self._low: list[float] = []
        self._high: list[float] = []
        self._each_row_once(len(rows))
        self._load(capacities)
        if anchors is None:
            self._one_carer(patients)
        else:
            self._draw(patients, anchors)

    def _draw(self, patients: Sequence[Hashable], anchors: Mapping[Hashable, int]) -> None:
        for variable, (row, choice) in enumerate(self.choices):
            if anchors.get(patients[row]) == choice.carer:
                self.costs[variable] -= SPLIT_COST

    def _row(self, low: float, high: float) -> int:
        self._low.append(low)
        self._high.append(high)
        return len(self._low) - 1

    def _variable(self, cost: float, whole: int = 0) -> int:
        self.costs.append(cost)
        self.whole.append(whole)
        return len(self.costs) - 1

    def _each_row_once(self, rows: int) -> None:
        for _ in range(rows):
            self._row(1, 1)
        self._entries += [(row, variable, 1.0) for variable, (row, _choice) in enumerate(self.choices)]

    def _load(self, capacities: Sequence[int]) -> None:
        asking: dict[int, list[int]] = defaultdict(list)
        for variable, (_row, choice) in enumerate(self.choices):
            asking[choice.carer].append(variable)
        for carer, variables in asking.items():
            line = self._row(0, 0)
            self._entries += [(line, variable, 1.0) for variable in variables]
            for unit in range(min(capacities[carer], len(variables))):
                cost = LOAD_COST * (2 * unit + 1) / capacities[carer]
                self._entries.append((line, self._variable(cost), -1.0))

    def _one_carer(self, patients: Sequence[Hashable]) -> None:
        """Only carers that could take several rows of the patient matter; theirs must be whole."""
        several: dict[tuple[Hashable, int], list[int]] = defaultdict(list)
        rows_of: dict[Hashable, set[int]] = defaultdict(set)
        for variable, (row, choice) in enumerate(self.choices):
            several[patients[row], choice.carer].append(variable)
            rows_of[patients[row]].add(row)
        for (patient, _carer), variables in several.items():
            if len(rows_of[patient]) < 2:
                continue
            goes = self._variable(SPLIT_COST, 1)
            for variable in variables:
                self.whole[variable] = 1
                line = self._row(-np.inf, 0)
                self._entries += [(line, variable, 1.0), (line, goes, -1.0)]

    def solve(self) -> list[int] | None:
        """The carer of each row; None when the solver has nothing to offer."""
        lines, columns, values = zip(*self._entries, strict=True)
        matrix = sparse.csr_array((values, (lines, columns)), shape=(len(self._low), len(self.costs)))
        found = milp(
            np.array(self.costs),
            integrality=np.array(self.whole),
            bounds=Bounds(0, 1),
            constraints=LinearConstraint(matrix, np.array(self._low), np.array(self._high)),
            options={"mip_rel_gap": GAP, "node_limit": MOST_NODES},
        )
        if found.x is None:
            return None
        best: dict[int, tuple[float, int]] = {}
        for (row, choice), share in zip(self.choices, found.x, strict=False):
            best[row] = max(best.get(row, (0.0, UNSERVED)), (float(share), choice.carer))
        return [best[row][1] for row in sorted(best)]
