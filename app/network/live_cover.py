"""A cover that goes on while things strike one after another: each step keeps the priorities, and is taken back whole.

After every step what each need receives is what a flow built anew would give it; who serves whom may differ.
"""

from __future__ import annotations

from bisect import insort
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from app.network.cover import Cover
from app.network.cover_levels import give_way


@dataclass(frozen=True, slots=True)
class Change:
    """One step. Numbers beyond those known make new providers or needs, which start at nought.

    ``ranks``: every need's place in the order they are served, when it changes; without it a new need comes last.
    """

    capacities: Mapping[int, int] = field(default_factory=dict)
    demands: Mapping[int, int] = field(default_factory=dict)
    reach: Mapping[int, Sequence[int]] = field(default_factory=dict)
    ranks: Sequence[int] | None = None


@dataclass(slots=True)
class _Before:
    """What a step changed, as it was."""

    providers: int
    needs: int
    ranks: list[int]
    loads: dict[int, tuple[int, dict[int, int]]] = field(default_factory=dict)
    capacities: dict[int, int] = field(default_factory=dict)
    demands: dict[int, int] = field(default_factory=dict)
    reach: dict[int, list[int]] = field(default_factory=dict)
    givers: dict[int, list[int]] = field(default_factory=dict)


class LiveCover(Cover):
    """A cover, its steps so far, and the way back. ``ranks``: the place of each need in the order they are served."""

    def __init__(self, capacities: Sequence[int], demands: Sequence[int], reach: Sequence[Sequence[int]]) -> None:
        super().__init__(capacities, demands, reach)
        self.ranks = list(range(len(self.demands)))
        self._steps: list[_Before] = []

    @classmethod
    def of(cls, cover: Cover) -> LiveCover:
        """A copy of a cover as it stands, which stays as it is."""
        copy = cls((), (), ())
        copy.room, copy.unmet = cover.room.copy(), cover.unmet.copy()
        copy.capacities, copy.demands = cover.capacities.copy(), cover.demands.copy()
        copy.reach = [one.copy() for one in cover.reach]
        copy.givers = [one.copy() for one in cover.givers]
        copy.load = [one.copy() for one in cover.load]
        copy.ranks = list(cover.ranks if isinstance(cover, LiveCover) else range(len(cover.demands)))
        return copy

    @property
    def steps(self) -> int:
        """How many steps may be taken back."""
        return len(self._steps)

    def change(self, change: Change) -> None:
        """One step, after which every need has what its priority gives it."""
        before = _Before(len(self.capacities), len(self.demands), self.ranks)
        if self._kept is not None:
            raise RuntimeError("a question is being asked")
        self._kept = before.loads
        try:
            self._grow(change)
            self._rejoin(change.reach, before)
            self._resize(change.capacities, before)
            self._reask(change.demands, before)
            self._settle()
        finally:
            self._kept = None
            self._steps.append(before)

    def undo(self) -> None:
        """Take the last step back, to the order of its entries. Raises IndexError when there is none."""
        before = self._steps.pop()
        self._put_back(before.loads)
        for need, demand in before.demands.items():
            self.unmet[need] += demand - self.demands[need]
            self.demands[need] = demand
        for provider, capacity in before.capacities.items():
            self.capacities[provider] = capacity
        for provider, needs in before.reach.items():
            self.reach[provider] = needs
        for need, providers in before.givers.items():
            self.givers[need] = providers
        for rows in (self.capacities, self.room, self.reach, self.load):
            del rows[before.providers :]
        for columns in (self.demands, self.unmet, self.givers):
            del columns[before.needs :]
        self.ranks = before.ranks

    def _grow(self, change: Change) -> None:
        providers = max((*change.capacities, *change.reach, len(self.capacities) - 1)) + 1
        for _new in range(len(self.capacities), providers):
            self.capacities.append(0)
            self.room.append(0)
            self.reach.append([])
            self.load.append({})
        farthest = (max(needs, default=-1) for needs in change.reach.values())
        needs = max((*change.demands, *farthest, len(self.demands) - 1, len(change.ranks or ()) - 1)) + 1
        for _new in range(len(self.demands), needs):
            self.demands.append(0)
            self.unmet.append(0)
            self.givers.append([])
        if change.ranks is not None:
            self.ranks = list(change.ranks)
        elif needs > len(self.ranks):
            last = max(self.ranks, default=-1) + 1
            self.ranks = self.ranks + list(range(last, last + needs - len(self.ranks)))

    def _keep(self, provider: int) -> None:
        if self._kept is not None and provider not in self._kept:
            self._kept[provider] = (self.room[provider], self.load[provider].copy())

    def _rejoin(self, reach: Mapping[int, Sequence[int]], before: _Before) -> None:
        """Providers reach other needs than before."""
        for provider, needs in reach.items():
            old, new = set(self.reach[provider]), set(needs)
            if old == new:
                continue
            before.reach[provider] = self.reach[provider]
            self.reach[provider] = sorted(new)
            for need in sorted(old ^ new):
                if need not in before.givers:
                    before.givers[need] = self.givers[need].copy()
                if need in new:
                    insort(self.givers[need], provider)
                    continue
                self.givers[need].remove(provider)
                units = self.load[provider].get(need, 0)
                if units:
                    self._move(provider, need, -units)

    def _resize(self, capacities: Mapping[int, int], before: _Before) -> None:
        """Providers can give more or less: what the least pressing needs have goes first."""
        for provider, capacity in capacities.items():
            if capacity == self.capacities[provider]:
                continue
            before.capacities[provider] = self.capacities[provider]
            self._keep(provider)
            self.room[provider] += capacity - self.capacities[provider]
            self.capacities[provider] = capacity
            self._free(((provider, need) for need in self._least_first(self.load[provider])), self.room, provider)

    def _reask(self, demands: Mapping[int, int], before: _Before) -> None:
        """Needs ask for more or less; what is no longer asked for is room again."""
        for need, demand in demands.items():
            if demand == self.demands[need]:
                continue
            before.demands[need] = self.demands[need]
            self.unmet[need] += demand - self.demands[need]
            self.demands[need] = demand
            self._free(((provider, need) for provider in self.givers[need]), self.unmet, need)

    def _free(self, arcs: Iterable[tuple[int, int]], left: Sequence[int], at: int) -> None:
        """Take units off these arcs until ``left[at]`` is no longer negative."""
        for provider, need in arcs:
            if left[at] >= 0:
                break
            units = min(-left[at], self.load[provider].get(need, 0))
            if units:
                self._move(provider, need, -units)

    def _least_first(self, needs: Iterable[int]) -> list[int]:
        return sorted(needs, key=self.ranks.__getitem__, reverse=True)

    def _settle(self) -> None:
        """Every need has what its priority gives it: room is given straight, then by re-routing, then units of the least
        pressing needs to more pressing ones. No room is left that could be used, so giving way changes no total.
        """
        short = sorted((need for need, lack in enumerate(self.unmet) if lack), key=self.ranks.__getitem__)
        for need in short:
            free = (provider for provider in self.givers[need] if self.room[provider])
            self._serve_straight(need, sorted(free, key=lambda one: len(self.reach[one])))
        if any(map(self.unmet.__getitem__, short)):
            give_way(self, self.ranks)
