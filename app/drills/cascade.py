"""What falls with what, round by round, along « depends on »: nobody falls before its autonomy is spent.

The fixpoint is reached on periods of time, not instants: who has batteries for four hours stands through a cut of three, and
starts anew after each return. Then, at one instant, rounds say who fell because of whom. Values only.
"""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

from app.drills.timeline import covers, delayed, joined

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from app.drills.timeline import Period
    from app.drills.world import World


class Ties:
    """Who depends on what in a world, and for how long each goes on without."""

    def __init__(self, world: World) -> None:
        self._world = world
        self.needs = {one.id: one.depends_on for one in world.ordinary.providers if one.depends_on}
        self._held: dict[str, list[str]] = {}
        for id, others in sorted(self.needs.items()):
            for other in others:
                self._held.setdefault(other, []).append(id)

    def dependents(self, of: str) -> tuple[str, ...]:
        """Who depends directly on something, in order of id."""
        return tuple(self._held.get(of, ()))

    def autonomy(self, provider: str, of: str) -> int:
        """Hours that a provider goes on without one of the things it depends on."""
        known = self._world.known.get(provider)
        return known.autonomy_hours.get(of, 0) if known else 0

    def falling(self, struck: Iterable[str]) -> frozenset[str]:
        """The struck and all that depends on one of them at any remove, autonomies spent."""
        found = set(struck)
        open_ = deque(found)
        while open_:
            fresh = [one for one in self.dependents(open_.popleft()) if one not in found]
            found.update(fresh)
            open_.extend(fresh)
        return frozenset(found)


class Cascade:
    """Who is down when, and because of whom. ``struck``: provider or thing → the periods it is struck in by itself."""

    def __init__(self, ties: Ties, struck: Mapping[str, Iterable[Period]]) -> None:
        self._ties = ties
        self._struck = {id: joined(periods) for id, periods in struck.items()}
        self._down = self._fixpoint()

    def rounds(self, hours: float) -> tuple[frozenset[str], ...]:
        """Round 0: what is struck itself at that instant; each next round: what falls because of the one before."""
        found = [frozenset(id for id, periods in self._struck.items() if covers(periods, hours))]
        seen = set(found[0])
        while found[-1]:
            found.append(frozenset(self._fallen_by(found[-1], hours) - seen))
            seen |= found[-1]
        return tuple(found[:-1])

    def _fallen_by(self, fallen: Iterable[str], hours: float) -> set[str]:
        return {
            one
            for other in fallen
            for one in self._ties.dependents(other)
            if covers(delayed(self._down[other], self._ties.autonomy(one, other)), hours)
        }

    def _fixpoint(self) -> dict[str, tuple[Period, ...]]:
        """Periods only grow, so that it ends even where things depend on each other in a ring."""
        down = dict(self._struck)
        open_ = deque(sorted(down))
        while open_:
            for one in self._ties.dependents(open_.popleft()):
                now = joined(self._periods_of(one, down))
                if now != down.get(one, ()):
                    down[one] = now
                    open_.append(one)
        return down

    def _periods_of(self, provider: str, down: Mapping[str, tuple[Period, ...]]) -> Iterable[Period]:
        yield from self._struck.get(provider, ())
        for other in self._ties.needs.get(provider, ()):
            yield from delayed(down.get(other, ()), self._ties.autonomy(provider, other))
