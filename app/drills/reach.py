"""How far the road is between every two places, and which needs each provider reaches. Exact: minutes are scaled to integers."""

from __future__ import annotations

from collections import defaultdict
from heapq import heappop, heappush
from math import lcm
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.sparse.csgraph import dijkstra

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from fractions import Fraction

    from app.drills.territory import Need, Place, Provider, Road


Distances = NDArray[np.float64]
"""Whole numbers, or Python's own (dtype object) where a float would round them."""
_FLOAT_HOLDS = 2**53
_NEVER = 10**4000
"""Stands for « no road leads there » among Python's own numbers: beyond any minutes that a file may hold."""


class Roads:
    """Shortest roads between places, whole or without one road. Distances are whole numbers of ``1/scale`` minutes."""

    def __init__(
        self, places: Sequence[Place], roads: Sequence[Road], reaches: Iterable[Fraction] = (), scale: int = 1
    ) -> None:
        """``scale``: a multiple to keep, so that distances compare with those of other roads."""
        self._at = {one.id: rank for rank, one in enumerate(places)}
        self.scale = lcm(*(one.minutes.denominator for one in roads), *(one.denominator for one in reaches), scale)
        self._lengths = {one.id: int(one.minutes * self.scale) for one in roads}
        self._ends = {one.id: (self._at[one.start], self._at[one.end]) for one in roads}
        # No shortest path is longer than all roads together.
        self._longest = sum(self._lengths.values())
        self._is_float = self._longest < _FLOAT_HOLDS
        self.far = self._distances(None, None)

    def row(self, place: str) -> int:
        """The row of a place in the distances."""
        return self._at[place]

    def within(self, minutes: Fraction) -> int:
        """A reach in the unit of the distances; no more than the longest of them, which is as good."""
        return min(minutes.numerator * self.scale // minutes.denominator, self._longest)

    def without(self, road: str) -> tuple[NDArray[np.int64], Distances]:
        """Rows whose distances may grow without the road, and these rows anew; none when the road shortens nothing."""
        start, end = self._ends[road]
        length = self._lengths[road]
        through = (self.far[:, start, None] + length + self.far[None, end]) == self.far
        through |= (self.far[:, end, None] + length + self.far[None, start]) == self.far
        through &= self.far < (np.inf if self._is_float else _NEVER)
        rows = np.flatnonzero(through.any(axis=1)) if start != end else np.array([], dtype=np.int64)
        return rows, self._distances(road, rows) if len(rows) else np.empty((0, len(self._at)))

    def _distances(self, left_out: str | None, rows: NDArray[np.int64] | None) -> Distances:
        shortest: dict[tuple[int, int], int] = {}
        for id, (start, end) in self._ends.items():
            if id != left_out and start != end:
                for pair in ((start, end), (end, start)):
                    shortest[pair] = min(self._lengths[id], shortest.get(pair, self._lengths[id]))
        size = len(self._at)
        if not self._is_float:
            return _exact_distances(shortest, size, range(size) if rows is None else rows.tolist())
        # A road of no minutes is still a road: csgraph reads a stored nought as an arc when the graph is sparse.
        tails, heads = [pair[0] for pair in shortest], [pair[1] for pair in shortest]
        graph = sparse.csr_array((np.array(list(shortest.values()), dtype=float), (tails, heads)), shape=(size, size))
        found: Distances = dijkstra(graph, indices=rows)
        return found


def _exact_distances(lengths: Mapping[tuple[int, int], int], size: int, rows: Iterable[int]) -> Distances:
    """Dijkstra on Python's own whole numbers: slower, and exact at any length."""
    beside: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for (start, end), length in lengths.items():
        beside[start].append((end, length))
    found = []
    for row in rows:
        far = [_NEVER] * size
        far[row] = 0
        queue = [(0, row)]
        while queue:
            reached, place = heappop(queue)
            if reached == far[place]:
                for other, length in beside[place]:
                    if reached + length < far[other]:
                        far[other] = reached + length
                        heappush(queue, (far[other], other))
        found.append(far)
    return np.array(found, dtype=object).reshape(-1, size)


class Reach:
    """The needs of each provider, as ranks in ``needs``."""

    def __init__(self, roads: Roads, needs: Sequence[Need]) -> None:
        self._roads = roads
        self._at: dict[tuple[int, str], int] = {(roads.row(n.place), n.skill): rank for rank, n in enumerate(needs)}
        self._skilled: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for (row, skill), rank in self._at.items():
            self._skilled[skill].append((row, rank))
        self._known: dict[tuple[int, int, str], list[int]] = {}

    def of(self, provider: Provider) -> list[int]:
        """Every need it can serve, in order."""
        row, most = self._roads.row(provider.place), self._roads.within(provider.reach_minutes)
        return sorted(rank for skill in provider.skills for rank in self._near(row, most, skill))

    def _near(self, row: int, most: int, skill: str) -> list[int]:
        found = self._known.get((row, most, skill))
        if found is None:
            far = self._roads.far[row]
            found = [rank for place, rank in self._skilled.get(skill, ()) if far[place] <= most]
            self._known[row, most, skill] = found
        return found

    def lost(self, provider: Provider, far: Distances) -> list[int]:
        """Needs beyond its reach with the distances ``far`` of its place instead."""
        most = self._roads.within(provider.reach_minutes)
        return self.at(self.beyond(self._roads.row(provider.place), most, far), provider)

    def beyond(self, row: int, most: int, far: Distances) -> list[int]:
        """Rows of the places that were within ``most`` of this one and no longer are with the distances ``far``."""
        found: list[int] = np.flatnonzero((self._roads.far[row] <= most) & (far > most)).tolist()
        return found

    def at(self, rows: Iterable[int], provider: Provider) -> list[int]:
        """Needs of the provider's skills at these places."""
        at = self._at
        return [at[row, skill] for row in rows for skill in provider.skills if (row, skill) in at]
