"""Needs of one patient brought to one carer, by moves and exchanges that each lower the cost: where exactness costs minutes."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from app.continuity.programme import LOAD_COST, SPLIT_COST

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping, Sequence

    from app.continuity.programme import Choice

PASSES = 6
LEAST_GAIN = 1e-6


class Gathering:
    """Who has which row, and what changes would cost. Every row keeps a carer among its choices; no carer overfills."""

    def __init__(
        self,
        rows: Sequence[Sequence[Choice]],
        chosen: Sequence[int],
        capacities: Sequence[int],
        patients: Sequence[Hashable],
    ) -> None:
        self.chosen = list(chosen)
        self._costs = [{choice.carer: choice.cost for choice in choices} for choices in rows]
        self._capacities, self._patients = capacities, patients
        self._rows_of: dict[Hashable, list[int]] = defaultdict(list)
        self._holds: dict[int, set[int]] = defaultdict(set)
        for row, carer in enumerate(self.chosen):
            self._rows_of[patients[row]].append(row)
            self._holds[carer].add(row)

    def run(self) -> list[int]:
        """Pass after pass over patients whose needs are split, until nothing gets better."""
        for _pass in range(PASSES):
            if not sum(self._better(rows) for rows in self._rows_of.values() if self._carers(rows, {}) > 1):
                break
        return self.chosen

    def _better(self, rows: Sequence[int]) -> bool:
        """Make the best change for one patient; False when none lowers the cost."""
        targets = sorted({carer for row in rows for carer in self._costs[row]})
        changes = [change for target in targets if (change := self._towards(target, rows))]
        best = min(((self._gain(change), rank) for rank, change in enumerate(changes)), default=(0.0, 0))
        if best[0] > -LEAST_GAIN:
            return False
        for row, carer in changes[best[1]].items():
            self._holds[self.chosen[row]].discard(row)
            self._holds[carer].add(row)
            self.chosen[row] = carer
        return True

    def _towards(self, target: int, rows: Sequence[int]) -> Mapping[int, int] | None:
        """All rows that may go to a carer go there; rows of others leave in exchange when it lacks room."""
        group = [row for row in rows if self.chosen[row] != target and target in self._costs[row]]
        change = dict.fromkeys(group, target)
        lacking = len(group) - (self._capacities[target] - len(self._holds[target]))
        for row in group:
            if lacking <= 0:
                break
            left = self.chosen[row]
            others = [
                other for other in self._holds[target]
                if other not in change and other not in rows and left in self._costs[other]
            ]  # fmt: skip
            if others:
                change[min(others, key=lambda other: (self._gain({other: left}), other))] = left
                lacking -= 1
        return change if lacking <= 0 else None

    def _gain(self, change: Mapping[int, int]) -> float:
        """The cost it adds; negative is better."""
        ways = sum(self._costs[row][carer] - self._costs[row][self.chosen[row]] for row, carer in change.items())
        patients = dict.fromkeys(self._patients[row] for row in change)
        split = 0
        for patient in patients:
            rows = self._rows_of[patient]
            split += self._carers(rows, change) - self._carers(rows, {})
        return ways + SPLIT_COST * split + self._load(change)

    def _carers(self, rows: Sequence[int], change: Mapping[int, int]) -> int:
        return len({change.get(row, self.chosen[row]) for row in rows})

    def _load(self, change: Mapping[int, int]) -> float:
        more: dict[int, int] = defaultdict(int)
        for row, carer in change.items():
            more[carer] += 1
            more[self.chosen[row]] -= 1
        return sum(
            LOAD_COST
            * ((len(self._holds[carer]) + extra) ** 2 - len(self._holds[carer]) ** 2)
            / self._capacities[carer]
            for carer, extra in more.items()
        )
