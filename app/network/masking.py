"""Counts that may be shared: small ones masked, and others with them so that no subtraction gives them back.

Everything that is ever shown of one set of cells (cells, rows, columns, groups, total) goes through one call, so that any two
views of it are covered together. What somebody can deduce is computed exactly: over all tables of counts ≥ 0 that agree with
what is shown, each masked value ranges over an interval (two linear programmes), which must be at least ``threshold`` wide.
Knows no person, no place and no health word.

Sources: primary and complementary suppression, and its audit by linear programming, as in Hundepool et al., *Statistical
Disclosure Control* (Wiley, 2012), ch. 4. Zero is masked like any small count.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from math import ceil, floor, inf
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
from scipy import sparse
from scipy.optimize import linprog

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from numpy.typing import NDArray

Key: TypeAlias = tuple[str, ...]
Keys: TypeAlias = frozenset[Key]
Interval: TypeAlias = tuple[float, float]
_EXACT = 1e-6
_FRUITLESS = 3
"""Searches for several values at once that may bring nothing before each is looked at alone."""
_FEW = 12
"""Values that are looked at alone rather than searched for together."""
_PATIENCE = 8
"""Rounds after which each narrow value takes one more shown value with it, then one more each round."""
_UNBOUNDED = 3
"""scipy.optimize.linprog's status."""


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
    unsaid: Keys = frozenset(),
    zeros: Keys = frozenset(),
) -> Masked:
    """What may be shown of ``cells`` and of the sums ``published`` (the most wanted first), together.

    ``cells`` holds every cell that could exist, zeros included: a cell left out would say that it is empty. ``exact_total``:
    the first sum is shown whatever it is; when it is below the threshold nothing else is. ``same``: sets that everybody
    knows to count the same thing twice (by commune, by practice). ``unsaid``: cells that are not shown
    by themselves unless they are in ``published``; the small ones are covered like the others, the large ones need not be.
    ``zeros``: cells whose nought is said, as it speaks of nobody; whoever finds one of them masked knows that it is not 0.
    Raises ValueError when two of ``same`` differ.
    """
    if not cells:
        return Masked(threshold, {}, {})
    table = _Table(cells, published, same, zeros)
    noughts = {value for value, keys in enumerate(table.values) if keys <= zeros and not table.counts[value]}
    large = {value for value, number in enumerate(table.counts) if number >= threshold}
    asked = set(published)
    silent = {table.rank[one] for key in unsaid if (one := frozenset({key})) not in asked}
    shown = large - silent | noughts
    fixed = frozenset({0}) if exact_total and published else frozenset[int]()
    if fixed and table.counts[0] < threshold:
        return table.masked(threshold, fixed | noughts)
    fixed |= noughts
    _close(table, shown, threshold, fixed, large & silent)
    return table.masked(threshold, shown)


def deducible(
    cells: Mapping[Key, int], shown: Sequence[Keys], wanted: Keys, *, same: Sequence[tuple[Keys, Keys]] = ()
) -> Interval:
    """The least and the most that ``wanted`` can be for whoever knows the sums ``shown`` (inf: no bound)."""
    table = _Table(cells, [*shown, wanted], same)
    attack = _Attack(table, sorted(table.rank[keys] for keys in set(shown)))
    value = table.rank[wanted]
    return attack.least(value)[0], attack.most(value)[0]


def _close(table: _Table, shown: set[int], threshold: int, fixed: frozenset[int], free: set[int]) -> None:
    """Hide values, the least wanted first, until every hidden one ranges widely enough. Hiding only widens the others.

    ``free``: large ones that nobody shows, which may be worked out.
    """
    ranges = _Ranges(table, threshold)
    _close_sums(table, shown, threshold, fixed)
    settled = set(free)
    for turn in count():
        attack = _Attack(table, sorted(shown))
        ranges.explore(attack, shown, settled)
        removed: set[int] = set()
        for value in ranges.narrow(shown, settled):
            if ranges.is_wide(value):
                continue
            most, above = attack.most(value)
            ranges.learn(attack)
            if most == inf or ranges.is_wide(value):
                settled.add(value)
                continue
            least, below = attack.least(value)
            ranges.learn(attack)
            loose = [one for one in above | below if one not in fixed]
            if floor(most + _EXACT) - ceil(least - _EXACT) >= threshold or not loose:
                settled.add(value)
            elif not removed.intersection(loose):
                removed.update(sorted(loose)[-max(1, turn - _PATIENCE) :])
        if not removed:
            return
        shown -= removed


def _close_sums(table: _Table, shown: set[int], threshold: int, fixed: frozenset[int]) -> None:
    """The plain subtractions first: what is left of a sum without the sums shown within it is 0 or large enough."""
    for value in range(len(table.counts)):
        while value in shown:
            left, parts = table.remainder(value, shown)
            loose = [one for one in (value, *parts) if one not in fixed]
            if left is None or left >= threshold or not loose:
                break
            shown.remove(max(loose))


class _Ranges:
    """The least and the most that each value is known to be able to take, from the tables found so far."""

    def __init__(self, table: _Table, threshold: int) -> None:
        self._table, self._threshold = table, threshold
        self._least = table.free.copy()
        self._most = self._least.copy()

    def is_wide(self, value: int) -> bool:
        return bool(self._most[value] - self._least[value] >= self._threshold)

    def narrow(self, shown: set[int], settled: set[int]) -> list[int]:
        """Hidden values not known to range widely enough, in order."""
        small = np.flatnonzero(self._most - self._least < self._threshold)
        return [one for one in small.tolist() if one not in shown and one not in settled]

    def explore(self, attack: _Attack, shown: set[int], settled: set[int]) -> None:
        """Look for tables that are far apart in many hidden values at once, as long as each brings something."""
        left, chance, fruitless = self.narrow(shown, settled), np.random.default_rng(len(shown)), 0
        while len(left) > _FEW and fruitless < _FRUITLESS:
            attack.stretch(left, self._threshold, chance)
            self.learn(attack)
            before, left = len(left), self.narrow(shown, settled)
            fruitless = fruitless + 1 if len(left) >= before else 0

    def learn(self, attack: _Attack) -> None:
        for low, high in attack.found():
            np.minimum(self._least, low, out=self._least)
            np.maximum(self._most, high, out=self._most)


class _Table:
    """Values by rank (sums in the order wanted, then cells, the largest first), with the cells that each adds up."""

    def __init__(
        self,
        cells: Mapping[Key, int],
        sums: Sequence[Keys],
        same: Sequence[tuple[Keys, Keys]],
        zeros: Keys = frozenset(),
    ) -> None:
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
        # One need is known of each cell that would have said nought: what may vary is the rest.
        certain = np.array([float(key in zeros and cells[key] > 0) for key in self.keys])
        self.free = np.array(self.counts, dtype=float) - self.members @ certain
        self.sparse = sparse.csr_array(self.members.astype(float))
        self.links = np.zeros((len(same), len(self.keys)), dtype=np.int8)
        for row, (one, other) in enumerate(same):
            self.links[row, [column[key] for key in one]] += 1
            self.links[row, [column[key] for key in other]] -= 1
            if sum(cells[key] for key in one) != sum(cells[key] for key in other):
                raise ValueError("two sets said to count the same thing do not")
        self.balance = -(self.links @ certain)

    def remainder(self, value: int, shown: set[int]) -> tuple[int | None, list[int]]:
        """What is left of a shown sum without the shown sums within it, largest first; None when they cover it."""
        free = self.members[value].copy()
        left, parts = self.counts[value], []
        for one in self._within(value):
            if one in shown and free[self.members[one]].all():
                free &= ~self.members[one]
                left -= self.counts[one]
                parts.append(one)
        return (left if free.any() else None), parts

    def _within(self, value: int) -> list[int]:
        sizes = self.members.sum(axis=1)
        inside = (self.members @ self.members[value].astype(np.int32)) == sizes
        found = [one for one in np.flatnonzero(inside).tolist() if one != value]
        return sorted(found, key=lambda one: (-sizes[one], one))

    def masked(self, threshold: int, shown: AbstractSet[int]) -> Masked:
        cells = {next(iter(self.values[one])): self.counts[one] for one in shown if len(self.values[one]) == 1}
        sums = {self.values[one]: self.counts[one] for one in sorted(shown)}
        return Masked(threshold, dict(sorted(cells.items())), sums)


class _Attack:
    """All tables that agree with what is shown. Cells that stand in the same sums are one class: only its sum matters."""

    def __init__(self, table: _Table, shown: Sequence[int]) -> None:
        self._table, self._shown = table, shown
        rows = np.vstack([table.members[list(shown)].astype(np.int8), table.links])
        numbers: dict[bytes, int] = {}
        signatures = np.ascontiguousarray(rows.T)
        self._class_of = np.array([numbers.setdefault(one.tobytes(), len(numbers)) for one in signatures])
        first = np.unique(self._class_of, return_index=True)[1]
        self._rows = sparse.csr_array(rows[:, first].astype(float))
        self._known = np.concatenate([table.free[list(shown)], table.balance])
        self._sizes = np.bincount(self._class_of, minlength=len(numbers))
        counts = table.free[[table.rank[frozenset({key})] for key in table.keys]]
        self._counts = np.bincount(self._class_of, weights=counts, minlength=len(numbers))
        cells = np.arange(len(self._class_of))
        by_class = sparse.csr_array((np.ones(len(cells)), (cells, self._class_of)), shape=(len(cells), len(numbers)))
        inside = sparse.csr_array(table.sparse @ by_class)
        self._touched = inside.copy()
        self._touched.data[:] = 1.0
        self._full = inside.copy()
        self._full.data = (inside.data == self._sizes[inside.indices]).astype(float)
        self._points: list[NDArray[np.float64]] = []

    def least(self, value: int) -> tuple[float, set[int]]:
        """The least that a value (by rank) can be, and the shown values that this rests on."""
        return self._bound(self._full[[value]].toarray().ravel())

    def most(self, value: int) -> tuple[float, set[int]]:
        """The most that a value (by rank) can be, and the shown values that this rests on."""
        low, pins = self._bound(-self._touched[[value]].toarray().ravel())
        return -low, pins

    def stretch(self, values: Sequence[int], threshold: int, chance: np.random.Generator) -> None:
        """Find a table in which many of these values are as large as the threshold asks."""
        aimed = np.asarray(self._touched[list(values)].sum(axis=0)).ravel() > 0
        upper = np.where(aimed, np.maximum(self._counts, threshold), inf)
        self._bound(-(aimed * chance.uniform(1.0, 2.0, len(aimed))), upper)

    def found(self) -> list[tuple[NDArray[np.float64], NDArray[np.float64]]]:
        """What each table found since the last call says of every value: how small, how large it can be."""
        points, self._points = self._points, []
        return [(np.ceil(self._full @ one - _EXACT), np.floor(self._touched @ one + _EXACT)) for one in points]

    def _bound(
        self, objective: NDArray[np.float64], upper: NDArray[np.float64] | None = None
    ) -> tuple[float, set[int]]:
        if not objective.any():
            return 0.0, set()
        if not len(self._known):
            return (-inf if objective.min() < 0 else 0.0), set()
        least = np.zeros(len(objective))
        bounds = np.column_stack([least, least + inf if upper is None else upper])
        answer = linprog(  # type: ignore[call-overload]  # scipy-stubs know no sparse array here
            objective, A_eq=self._rows, b_eq=self._known, bounds=bounds, method="highs"
        )
        if answer.status == _UNBOUNDED:
            return -inf, set()
        if answer.x is None:
            raise ArithmeticError(answer.message)
        self._points.append(answer.x)
        weights = answer.eqlin.marginals[: len(self._shown)]
        return float(answer.fun), {
            one for one, weight in zip(self._shown, weights, strict=True) if abs(weight) > _EXACT
        }
