"""Counts that may be shared: small ones masked, and others with them so that no subtraction gives them back.

Everything that is ever shown of one set of cells (cells, rows, columns, groups, total) goes through one call, so that any two
views of it are covered together. What somebody can deduce is computed exactly: over all tables of counts ≥ 0 that agree with
what is shown, each masked value ranges over an interval (two linear programmes), which must be at least ``threshold`` wide.
Knows no person, no place and no health word.

Sources: primary and complementary suppression, and its audit by linear programming, as in Hundepool et al., *Statistical
Disclosure Control* (Wiley, 2012), ch. 4. Zero is masked like any small count.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil, floor, inf
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
from scipy import sparse
from scipy.optimize import linprog

if TYPE_CHECKING:
    from numpy.typing import NDArray

Key: TypeAlias = tuple[str, ...]
Keys: TypeAlias = frozenset[Key]
Interval: TypeAlias = tuple[float, float]
_EXACT = 1e-6


@dataclass(frozen=True, slots=True)
class Masked:
    """What may be shown, and nothing else: hidden counts are not in here. ``sums`` are in the order they were asked for."""

    threshold: int
    cells: Mapping[Key, int]
    sums: Mapping[Keys, int]

    def cell(self, key: Key) -> int | None:
        """The count of one cell; None when it is masked."""
        return self.cells.get(key)

    def sum(self, keys: Keys) -> int | None:
        """The count of a set of cells that was asked for; None when it is masked or was not asked for."""
        return self.cells.get(next(iter(keys))) if len(keys) == 1 else self.sums.get(keys)


def mask(
    cells: Mapping[Key, int],
    published: Sequence[Keys],
    threshold: int,
    exact_total: bool = False,
    *,
    same: Sequence[tuple[Keys, Keys]] = (),
) -> Masked:
    """What may be shown of ``cells`` and of the sums ``published`` (the most wanted first), together.

    ``cells`` holds every cell that could exist, zeros included: a cell left out would say that it is empty. ``exact_total``:
    the first sum is shown whatever it is; when it is below the threshold nothing else is. ``same``: sets that everybody
    knows to count the same thing twice (by commune, by practice). Raises ValueError when they differ.
    """
    table = _Table(cells, published, same)
    shown = {value for value, count in enumerate(table.counts) if count >= threshold}
    fixed = frozenset({0}) if exact_total and published else frozenset[int]()
    if fixed and table.counts[0] < threshold:
        return table.masked(threshold, set(fixed))
    _close(table, shown, threshold, fixed)
    return table.masked(threshold, shown)


def deducible(
    cells: Mapping[Key, int], shown: Sequence[Keys], wanted: Keys, *, same: Sequence[tuple[Keys, Keys]] = ()
) -> Interval:
    """The least and the most that ``wanted`` can be for whoever knows the sums ``shown`` (inf: no bound)."""
    table = _Table(cells, [*shown, wanted], same)
    attack = _Attack(table, sorted(table.rank[keys] for keys in set(shown)))
    least, most, _pins = attack.interval(table.rank[wanted])
    return least, most


def _close(table: _Table, shown: set[int], threshold: int, fixed: frozenset[int]) -> None:
    """Hide values, the least wanted first, until every hidden one ranges widely enough. Hiding only widens the others."""
    attack = _Attack(table, sorted(shown))
    hidden = deque(value for value in range(len(table.counts)) if value not in shown)
    least, most = np.array(table.counts, dtype=float), np.array(table.counts, dtype=float)
    while hidden:
        value = hidden[0]
        if most[value] - least[value] >= threshold - _EXACT:
            hidden.popleft()
            continue
        low, high, pins = attack.interval(value)
        attack.widen(least, most)
        loose = [one for one in pins if one not in fixed]
        if floor(high + _EXACT) - ceil(low - _EXACT) >= threshold or not loose:
            hidden.popleft()
            continue
        shown.remove(max(loose))
        hidden.append(max(loose))
        attack = _Attack(table, sorted(shown))


class _Table:
    """Values by rank (sums in the order wanted, then cells, the largest first), with the cells that each adds up."""

    def __init__(self, cells: Mapping[Key, int], sums: Sequence[Keys], same: Sequence[tuple[Keys, Keys]]) -> None:
        self.keys = sorted(cells)
        column = {key: place for place, key in enumerate(self.keys)}
        singles = sorted(self.keys, key=lambda key: (-cells[key], key))
        wanted = [*(one for one in sums if one), *(frozenset({key}) for key in singles)]
        self.values: list[Keys] = list(dict.fromkeys(wanted))
        self.rank = {keys: place for place, keys in enumerate(self.values)}
        self.counts = [sum(cells[key] for key in keys) for keys in self.values]
        self.members = np.zeros((len(self.values), len(self.keys)), dtype=bool)
        for row, keys in enumerate(self.values):
            self.members[row, [column[key] for key in keys]] = True
        self.links = np.zeros((len(same), len(self.keys)), dtype=np.int8)
        for row, (one, other) in enumerate(same):
            self.links[row, [column[key] for key in one]] += 1
            self.links[row, [column[key] for key in other]] -= 1
            if sum(cells[key] for key in one) != sum(cells[key] for key in other):
                raise ValueError("two sets said to count the same thing do not")

    def masked(self, threshold: int, shown: set[int]) -> Masked:
        cells = {next(iter(self.values[one])): self.counts[one] for one in shown if len(self.values[one]) == 1}
        sums = {self.values[one]: self.counts[one] for one in sorted(shown)}
        return Masked(threshold, dict(sorted(cells.items())), sums)


class _Attack:
    """All tables that agree with what is shown. Cells that stand in the same sums are one class: only its sum matters."""

    def __init__(self, table: _Table, shown: Sequence[int]) -> None:
        self._table, self._shown = table, shown
        rows = np.vstack([table.members[list(shown)].astype(np.int8), table.links])
        columns, first, self._class_of = np.unique(rows, axis=1, return_index=True, return_inverse=True)
        del first
        self._class_of = self._class_of.reshape(-1)
        self._sizes = np.bincount(self._class_of, minlength=columns.shape[1])
        self._rows = sparse.csr_array(columns.astype(float))
        self._known = np.array([table.counts[one] for one in shown] + [0] * len(table.links), dtype=float)
        self._points: list[NDArray[np.float64]] = []

    def interval(self, value: int) -> tuple[float, float, list[int]]:
        """Least, most, and the shown values that this rests on, for a value by rank."""
        inside = np.bincount(self._class_of[self._table.members[value]], minlength=len(self._sizes))
        low, pins_low = self._bound((inside == self._sizes).astype(float))
        high, pins_high = self._bound(-(inside > 0).astype(float))
        return low, -high, sorted(pins_low | pins_high)

    def _bound(self, objective: NDArray[np.float64]) -> tuple[float, set[int]]:
        if not objective.any():
            return 0.0, set()
        if not len(self._known):
            return (-inf if objective.min() < 0 else 0.0), set()
        answer = linprog(objective, A_eq=self._rows, b_eq=self._known, bounds=(0, None), method="highs")
        if answer.status == 3:
            return -inf, set()
        if answer.x is None:
            raise ArithmeticError(answer.message)
        self._points.append(answer.x)
        weights = answer.eqlin.marginals[: len(self._shown)]
        return float(answer.fun), {
            one for one, weight in zip(self._shown, weights, strict=True) if abs(weight) > _EXACT
        }

    def widen(self, least: NDArray[np.float64], most: NDArray[np.float64]) -> None:
        """Carry what the last tables found say of every value into its known range."""
        by_class = sparse.csr_array(
            (np.ones(len(self._class_of)), (np.arange(len(self._class_of)), self._class_of)),
            shape=(len(self._class_of), len(self._sizes)),
        )
        inside = self._table.members.astype(np.float64) @ by_class
        full, touched = inside == self._sizes, inside > 0
        for point in self._points:
            np.minimum(least, np.ceil(full @ point - _EXACT), out=least)
            np.maximum(most, np.floor(touched @ point + _EXACT), out=most)
        self._points.clear()
