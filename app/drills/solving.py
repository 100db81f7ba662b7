"""Many territories that differ little, solved one after the other: distances and reaches are worked out once for all.

Answers what :class:`app.drills.coverage.Coverage` answers about unmet needs (the priority vector, which is unique), without
its questions. Not shared between threads.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from app.drills.reach import Reach, Roads
from app.network.cover import Cover

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Mapping, Sequence
    from fractions import Fraction

    from app.drills.territory import Need, Provider, Territory
    from app.drills.world import World

Made = TypeVar("Made")


class Solver:
    """Unmet units of territories; what two of them share is computed once."""

    def __init__(self) -> None:
        self._grounds: dict[Hashable, Ground] = {}
        self._found: dict[Hashable, Mapping[str, int]] = {}
        self._made: dict[Hashable, tuple[World, Any]] = {}

    def once(self, world: World, make: Callable[[World], Made]) -> Made:
        """What hangs on a world alone, made when it is first asked for."""
        key = (id(world), make)
        if key not in self._made:
            # The world is kept beside what was made of it, so that its id stays its own.
            self._made[key] = (world, make(world))
        found: Made = self._made[key][1]
        return found

    def unmet(self, territory: Territory) -> Mapping[str, int]:
        """Need id → units that nobody serves, those above nought only; each need served as far as possible by priority."""
        needs = territory.ranked
        up = [one for one in territory.up if one.capacity]
        ground = self.ground(territory, needs, up)
        key = (
            id(ground),
            tuple((one.place, one.capacity, one.skills, one.reach_minutes) for one in up),
            tuple(one.quantity for one in needs),
        )
        if key not in self._found:
            self._found[key] = _unmet(ground, needs, up)
        return self._found[key]

    def ground(self, territory: Territory, needs: Sequence[Need], up: Sequence[Provider]) -> Ground:
        """Distances and reaches of a territory, shared by all that have the same roads and the same needs."""
        minutes = frozenset(one.reach_minutes for one in up)
        key = (territory.places, territory.roads, minutes, tuple((one.id, one.place, one.skill) for one in needs))
        if key not in self._grounds:
            self._grounds[key] = Ground(territory, needs, minutes)
        return self._grounds[key]


class Ground:
    """Where the needs are and how far the roads go."""

    def __init__(self, territory: Territory, needs: Sequence[Need], minutes: frozenset[Fraction]) -> None:
        self._reach = Reach(Roads(territory.places, territory.roads, minutes), needs)
        self._known: dict[Hashable, list[int]] = {}

    def of(self, provider: Provider) -> list[int]:
        """Ranks of the needs within a provider's reach."""
        key = (provider.place, provider.reach_minutes, provider.skills)
        if key not in self._known:
            self._known[key] = self._reach.of(provider)
        return self._known[key]


def _unmet(ground: Ground, needs: Sequence[Need], up: Sequence[Provider]) -> Mapping[str, int]:
    cover = Cover([one.capacity for one in up], [one.quantity for one in needs], [ground.of(one) for one in up])
    return {one.id: lack for one, lack in zip(needs, cover.unmet, strict=True) if lack}
