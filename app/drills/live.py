"""A territory struck while it is looked at: coverage kept current from one event to the next, each taken back at will.

Of 600 professionals an event costs 2 to 5 ms of CPU (``tests.bench.coverage``). Fifty away at once where much is unmet
already, or a road cut late in a long life, cost up to 20 and are at their limit here: most of it is less pressing needs
that give way to more pressing ones, some hundred re-routings one after another (``app.network.cover_levels``), each of which
may change what the next one finds. Levels looked at anew twice as often, or half as often, take as long; looking first for
those that could give way takes longer, for each that gives way makes others able to.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import lcm
from typing import TYPE_CHECKING, TypeVar

from app.drills.coverage import sets_of
from app.drills.reach import Reach, Roads
from app.drills.territory import Dependents, struck
from app.network.live_cover import Change, LiveCover

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from app.drills.coverage import Coverage, DeficientSet
    from app.drills.territory import Need, Provider, Shock, Territory

Row = TypeVar("Row")
Key = TypeVar("Key")
Cell = tuple[str, str]
"""Place and skill: what a need is, whatever its id."""


@dataclass(frozen=True, slots=True)
class Step:
    """What one step did. ``unmet``: needs whose unmet units changed, in the order they are served: (need, before, after)."""

    demand_before: int
    demand: int
    served_before: int
    served: int
    unmet: tuple[tuple[Need, int, int], ...]


@dataclass(frozen=True, slots=True)
class _State:
    """What stands, and the number that each provider and need has in the cover. Never changed in place."""

    territory: Territory
    roads: Roads
    providers: tuple[Provider, ...]
    needs: tuple[Need, ...]
    provider_at: Mapping[str, int]
    need_at: Mapping[Cell, int]


class Live:
    """A coverage that goes on. Not shared between threads; the coverage it comes from stays as it was.

    After every step each need receives what a coverage of :attr:`territory` built anew would give it.
    """

    def __init__(self, coverage: Coverage) -> None:
        self.cover = LiveCover.of(coverage.cover)
        self._past: list[_State] = []
        self._state = _State(
            coverage.territory,
            coverage.roads,
            coverage.providers,
            coverage.needs,
            {one.id: at for at, one in enumerate(coverage.providers)},
            {(one.place, one.skill): at for at, one in enumerate(coverage.needs)},
        )

    @property
    def territory(self) -> Territory:
        """What stands now."""
        return self._state.territory

    @property
    def demand(self) -> int:
        return sum(self.cover.demands)

    @property
    def served(self) -> int:
        return self.cover.served

    @property
    def missing(self) -> int:
        return self.cover.missing

    @property
    def steps(self) -> int:
        """How many steps may be taken back."""
        return len(self._past)

    @property
    def unmet(self) -> dict[str, int]:
        """Id of each need that stands → units that nobody serves, in the order they are served."""
        at = self._state.need_at
        return {one.id: self.cover.unmet[at[one.place, one.skill]] for one in self.territory.ranked}

    @property
    def deficient_sets(self) -> tuple[DeficientSet, ...]:
        """As :attr:`Coverage.deficient_sets`, now."""
        return sets_of(self.cover, self.cover.short(), self._state.needs, self._state.providers)

    def loss(self, gone: Collection[str]) -> int:
        """Units that would be lost without these providers and all that depends on them. Nothing moves."""
        falling = Dependents(self.territory.up).falling(gone)
        return self.cover.loss(sorted(self._state.provider_at[id] for id in falling if id in self._state.provider_at))

    def inject(self, *shocks: Shock) -> Step:
        """The territory after these shocks, in one step."""
        return self.become(struck(self.territory, shocks))

    def become(self, territory: Territory) -> Step:
        """Whatever changed from the territory that stands, in one step: capacities, quantities, roads, people, needs.

        Raises ValueError when its places are others.
        """
        if territory.places != self.territory.places:
            raise ValueError("the places of a live territory stay as they are")
        demand, served, unmet = self.demand, self.served, self.cover.unmet.copy()
        before, after = self._state, self._next(territory)
        self.cover.change(self._change(before, after))
        self._past.append(before)
        self._state = after
        return Step(demand, self.demand, served, self.served, self._moved(unmet))

    def undo(self) -> None:
        """Take the last step back. Raises IndexError when there is none."""
        self._state = self._past.pop()
        self.cover.undo()

    def _moved(self, before: list[int]) -> tuple[tuple[Need, int, int], ...]:
        before += [0] * (len(self.cover.unmet) - len(before))
        found = [
            (self._state.needs[at], old, new)
            for at, (old, new) in enumerate(zip(before, self.cover.unmet, strict=True))
            if old != new
        ]
        return tuple(sorted(found, key=lambda one: one[0].rank))

    def _next(self, territory: Territory) -> _State:
        """The state of a territory; what it no longer has keeps its number, and who was never up has none."""
        state = self._state
        providers, needs = list(state.providers), list(state.needs)
        provider_at, need_at = dict(state.provider_at), dict(state.need_at)
        for one in territory.providers:
            if one.id in provider_at or one.id not in territory.down:
                _put(providers, provider_at, one.id, one)
        for need in territory.needs:
            _put(needs, need_at, (need.place, need.skill), need)
        return _State(territory, self._roads(territory), tuple(providers), tuple(needs), provider_at, need_at)

    def _roads(self, territory: Territory) -> Roads:
        state = self._state
        scale = lcm(state.roads.scale, *{one.reach_minutes.denominator for one in territory.providers})
        if scale == state.roads.scale and territory.roads == state.territory.roads:
            return state.roads
        return Roads(territory.places, territory.roads, (), scale)

    def _change(self, before: _State, after: _State) -> Change:
        capacities = dict.fromkeys(range(len(after.providers)), 0)
        capacities |= {after.provider_at[one.id]: one.capacity for one in after.territory.up}
        demands = dict.fromkeys(range(len(after.needs)), 0)
        demands |= {after.need_at[one.place, one.skill]: one.quantity for one in after.territory.needs}
        order = sorted(range(len(after.needs)), key=lambda at: after.needs[at].rank)
        ranks = [0] * len(order)
        for rank, at in enumerate(order):
            ranks[at] = rank
        return Change(
            {at: units for at, units in capacities.items() if units != _of(self.cover.capacities, at)},
            {at: units for at, units in demands.items() if units != _of(self.cover.demands, at)},
            self._reach(before, after),
            ranks if ranks != self.cover.ranks else None,
        )

    def _reach(self, before: _State, after: _State) -> dict[int, list[int]]:
        """Providers who may reach other needs than before → those they reach."""
        reach, moves = Reach(after.roads, after.needs), _Moves(before.roads, after.roads)
        fresh = {one.skill for one in after.needs[len(before.needs) :]}
        found = {}
        for at, one in enumerate(after.providers):
            was = before.providers[at] if at < len(before.providers) else None
            if was is None or _goes_elsewhere(was, one) or moves.has(one) or not fresh.isdisjoint(one.skills):
                found[at] = reach.of(one)
        return found


class _Moves:
    """Whether what lies within reach of a provider changed from some roads to others."""

    def __init__(self, before: Roads, after: Roads) -> None:
        self._before, self._after, self._is_same = before, after, before is after
        self._known: dict[tuple[str, int, int], bool] = {}
        """Place, and the reach as a numerator and a denominator."""

    def has(self, one: Provider) -> bool:
        if self._is_same:
            return False
        key = (one.place, one.reach_minutes.numerator, one.reach_minutes.denominator)
        found = self._known.get(key)
        if found is None:
            was, most = self._before.within(one.reach_minutes), self._after.within(one.reach_minutes)
            row = self._after.row(one.place)
            found = self._known[key] = bool(((self._before.far[row] <= was) != (self._after.far[row] <= most)).any())
        return found


def _put(rows: list[Row], at: dict[Key, int], key: Key, row: Row) -> None:
    """In its place, or at the end when it is new."""
    rank = at.get(key)
    if rank is None:
        at[key] = len(rows)
        rows.append(row)
    else:
        rows[rank] = row


def _of(values: list[int], at: int) -> int:
    return values[at] if at < len(values) else 0


def _goes_elsewhere(was: Provider, one: Provider) -> bool:
    if was is one:
        return False
    return (was.place, was.skills, was.reach_minutes) != (one.place, one.skills, one.reach_minutes)
