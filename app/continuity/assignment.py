"""Who takes what: as many as can be taken, the most urgent first, then the least cost among all ways to take those.

Cost: whoever already has it, the practice itself, the relays named in advance, paired practices, anybody else; then one
carer for one patient, a short way, a load spread. One mixed linear programme (HiGHS), on whole units.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, milp

from app.continuity.matching import UNSERVED, served

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

RANK_COST = 1000.0
SPLIT_COST = 400.0
"""For each carer more than one who goes to the same patient."""
LOAD_COST = 10.0
"""For a carer that fills up; its units cost more and more, so that loads even out before one is full."""
GAP = 1e-6
MOST_NODES = 2000
"""Branches after which the best found is taken: a bound in work, not in time, so that the same input answers the same."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A carer (index) one row may go to, how far down the preferences (0 best), and minutes of travel."""

    carer: int
    rank: int
    minutes: float


def assign(rows: Sequence[Sequence[Choice]], capacities: Sequence[int], patients: Sequence[Hashable]) -> list[int]:
    """Carer of each row, UNSERVED for those nobody can take. ``rows`` come most urgent first; ``patients``: whose each is.

    The rows served are those of :func:`app.continuity.matching.served`, whoever serves them.
    """
    first = served([[choice.carer for choice in row] for row in rows], capacities)
    kept = [index for index, carer in enumerate(first) if carer != UNSERVED]
    if not kept:
        return first
    best = _cheapest([rows[index] for index in kept], capacities, [patients[index] for index in kept])
    if best is not None:
        for index, carer in zip(kept, best, strict=True):
            first[index] = carer
    return first


class _Programme:
    """Variables in blocks: one per choice, one per unit of load of a carer, one per carer of a patient with several rows."""

    def __init__(
        self, rows: Sequence[Sequence[Choice]], capacities: Sequence[int], patients: Sequence[Hashable]
    ) -> None:
        self.choices = [(row, choice) for row, choices in enumerate(rows) for choice in choices]
        self.costs = [RANK_COST * choice.rank + choice.minutes for _row, choice in self.choices]
        self.whole = [0] * len(self.choices)
        self._entries: list[tuple[int, int, float]] = []
        self._low: list[float] = []
        self._high: list[float] = []
        self._each_row_once(len(rows))
        self._load(capacities)
        self._one_carer(patients)

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


def _cheapest(
    rows: Sequence[Sequence[Choice]], capacities: Sequence[int], patients: Sequence[Hashable]
) -> list[int] | None:
    """The least costly way to serve all ``rows``; None if it can't be had, or would overfill somebody by rounding."""
    found = _Programme(rows, capacities, patients).solve()
    if found is None or any(found.count(carer) > capacities[carer] for carer in set(found)):
        return None
    return found
