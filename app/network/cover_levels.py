"""How far each provider and each need of a cover stands from what is unmet: many re-routings for one look at the whole.

A level is never more than the steps that a unit must take: from a provider to a need that it can serve, from a need to a
provider who serves it. Flow only moves down level by level, and what leads nowhere any more rises; so levels only grow while
needs are served, and are good for one step after another (Ahuja and Orlin, « distance-directed augmenting
paths », 1991), until too many have risen one by one and all are looked at anew. Who gives, and in what order, is the caller's affair.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.network.cover import Cover

MOST_RISEN = 60
"""So many levels risen one by one, all are looked at anew: it costs little more, and finds at once what leads nowhere."""
_NOWHERE = 1 << 60
"""The level of what no path leads on from."""


def give_way(cover: Cover, ranks: Sequence[int]) -> None:
    """Every need gets what its place in ``ranks`` gives it: room goes where it may still go, by re-routing, then units of the
    least pressing needs to more pressing ones. No room is left that could be used, so giving way changes no total.
    """
    levels = Levels(cover, ranks)
    for provider, room in enumerate(cover.room):
        if room and levels.leads_on(provider):
            while cover.room[provider] and levels.from_room(provider):
                pass
    first = min((ranks[need] for need, lack in enumerate(cover.unmet) if lack), default=len(ranks))
    behind = [need for need, rank in enumerate(ranks) if rank > first]
    for need in sorted(behind, key=ranks.__getitem__, reverse=True):
        while cover.unmet[need] < cover.demands[need] and levels.from_need(need):
            pass


class Levels:
    """Levels above the unmet needs of a cover, good as long as nothing else moves it and no other need goes unmet meanwhile.

    A need whose own units are handed on may go unmet, provided that it no longer counts (``before``) from then on.
    """

    def __init__(self, cover: Cover, ranks: Sequence[int]) -> None:
        self._cover, self._ranks = cover, ranks
        self._look(_NOWHERE)

    def _look(self, before: int) -> None:
        """Levels from the unmet needs that come before, exactly."""
        cover = self._cover
        self._needs = needs = [_NOWHERE] * len(cover.unmet)
        self._providers = providers = [_NOWHERE] * len(cover.room)
        self._need_at, self._provider_at = [0] * len(needs), [0] * len(providers)
        self._risen, level = 0, 0
        load, room, ranks = cover.load, cover.room, self._ranks
        here = {need for need, lack in enumerate(cover.unmet) if lack and ranks[need] < before}
        asked, serving = set(here), set[int]()
        while here:
            for need in here:
                needs[need] = level
            fresh = set[int]().union(*map(cover.givers.__getitem__, here)) - serving
            serving |= fresh
            for provider in fresh:
                if load[provider] or room[provider]:
                    providers[provider] = level + 1
            here = set[int]().union(*map(load.__getitem__, fresh)) - asked
            asked |= here
            level += 2

    def leads_on(self, provider: int) -> bool:
        """Whether room of this provider may still reach an unmet need."""
        return self._providers[provider] < _NOWHERE

    def from_room(self, provider: int) -> int:
        """Room of a provider to an unmet need, by one path; units moved, 0 when there is none."""
        trail = [-1, provider]
        if not self._find(trail, _NOWHERE):
            return 0
        return self._along(trail, self._cover.room[provider])

    def from_need(self, need: int) -> int:
        """Units of a need to an unmet one that comes before it, by one path; units moved, 0 when there is none."""
        trail = [need]
        if not self._find(trail, self._ranks[need]):
            return 0
        return self._along(trail, self._cover.demands[need])

    def _find(self, trail: list[int], before: int) -> bool:
        """Make the trail (need, provider, need…; -1 before the first provider) end at an unmet need that comes before."""
        first, start = len(trail), trail[-1]
        levels = self._needs if first % 2 else self._providers
        while levels[start] < _NOWHERE:
            here = trail[-1]
            if len(trail) % 2:
                if not self._needs[here] and self._cover.unmet[here] and self._ranks[here] < before:
                    return True
                below = self._serving(here)
            else:
                below = self._served(here)
            if below >= 0:
                trail.append(below)
            elif self._risen > MOST_RISEN:
                self._look(before)
                levels = self._needs if first % 2 else self._providers
                del trail[first:]
            elif len(trail) > first:
                trail.pop()
        return False

    def _serving(self, need: int) -> int:
        """Who serves a need, one level below; -1 when nobody does, the need having risen."""
        ways, load, levels = self._cover.givers[need], self._cover.load, self._providers
        below = self._needs[need] - 1
        for at in range(self._need_at[need], len(ways)):
            if levels[ways[at]] == below and need in load[ways[at]]:
                self._need_at[need] = at
                return ways[at]
        self._need_at[need] = 0
        above = 1 + min((levels[one] for one in ways if need in load[one]), default=_NOWHERE)
        self._needs[need] = above
        self._risen += 1
        return -1

    def _served(self, provider: int) -> int:
        """A need that a provider can serve, one level below; -1 when there is none, the provider having risen."""
        ways, levels = self._cover.reach[provider], self._needs
        below = self._providers[provider] - 1
        for at in range(self._provider_at[provider], len(ways)):
            if levels[ways[at]] == below:
                self._provider_at[provider] = at
                return ways[at]
        self._provider_at[provider] = 0
        above = 1 + min(map(levels.__getitem__, ways), default=_NOWHERE)
        self._providers[provider] = above
        self._risen += 1
        return -1

    def _along(self, trail: list[int], most: int) -> int:
        """Move as much as goes down a trail, ``most`` at best."""
        cover = self._cover
        steps = list(zip(trail[::2], trail[1::2], trail[2::2], strict=False))
        units = min(most, cover.unmet[trail[-1]])
        for need, provider, _other in steps:
            if need >= 0:
                units = min(units, cover.load[provider][need])
        for need, provider, other in steps:
            if need >= 0:
                cover._move(provider, need, -units)
            cover._move(provider, other, units)
        return units
