"""One slice while effects apply to it: providers, needs and roads as they stand so far, and what each effect did. No rule here."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from app.drills.territory import Need
from app.drills.timeline import is_short
from app.drills.world import Part

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from fractions import Fraction

    from app.drills.cascade import Ties
    from app.drills.shock import Effect
    from app.drills.territory import Provider, Territory
    from app.drills.world import Known, World


@dataclass(frozen=True, slots=True)
class Hit:
    """What one effect did in one slice, before anything is re-routed.

    ``effect``: its place in the effects given. ``providers``: whom it struck, drew, strengthened or brought; ``of``: among
    how many it drew. ``units``: capacity of the slice taken (negative) or given. ``asked``: units of demand added. ``roads``:
    those cut or slowed. ``unknown``: what it names and this world does not have.
    """

    effect: int
    providers: tuple[str, ...] = ()
    of: int = 0
    units: int = 0
    asked: int = 0
    roads: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()


class Stage:
    """The slice ``rank`` of a world, changed effect by effect from ``start``; the world itself stays as it is."""

    def __init__(self, world: World, rank: int, start: Territory, ties: Ties) -> None:
        self.world, self.rank, self.ties = world, rank, ties
        self._start = start
        self.providers: dict[str, Provider] = {one.id: one for one in start.providers}
        self.needs: dict[tuple[str, str], Need] = {(one.place, one.skill): one for one in start.needs}
        self.roads = {one.id: one for one in start.roads}
        self.places = frozenset(one.id for one in start.places)
        self.down: frozenset[str] = start.down
        self.added: dict[str, Known] = {}

    @property
    def is_night(self) -> bool:
        return self.world.slices[self.rank].part is Part.NIGHT

    def fall(self, fallen: Collection[str]) -> None:
        """Providers that are down from now on; things nobody modelled as a provider leave no trace."""
        self.down |= {one for one in fallen if one in self.providers}

    def give(self, capacities: Mapping[str, int]) -> int:
        """New capacities; the difference they make, of those that stand."""
        gained = 0
        for id, capacity in capacities.items():
            before = self.providers[id]
            if capacity != before.capacity:
                gained += 0 if id in self.down else capacity - before.capacity
                self.providers[id] = replace(before, capacity=capacity)
        return gained

    def standing(self, ids: Collection[str]) -> dict[str, int]:
        """Capacities of those that stand among some providers."""
        return {id: self.providers[id].capacity for id in ids if id in self.providers and id not in self.down}

    def bring(self, provider: Provider, known: Known) -> None:
        """One more provider."""
        self.providers[provider.id] = provider
        self.added[provider.id] = known

    def ask(self, place: str, skill: str, quantity: int, weight: int | None = None) -> int:
        """More of a need, which keeps its weight, or a new one; units added (0 in a place that is not there)."""
        if place not in self.places or not quantity:
            return 0
        before = self.needs.get((place, skill))
        if before is None:
            usual = self.world.skills.get(skill)
            before = Need(f"{place}/{skill}", place, skill, 0, weight or (usual.weight if usual else 1))
        self.needs[place, skill] = replace(before, quantity=before.quantity + quantity)
        return quantity

    def lengthen(self, road: str, minutes: Fraction | None) -> None:
        """A road that takes other minutes, or none: nobody passes."""
        if minutes is None:
            del self.roads[road]
        else:
            self.roads[road] = replace(self.roads[road], minutes=minutes)

    def territory(self) -> Territory:
        """The territory as it now stands."""
        return replace(
            self._start,
            roads=tuple(self.roads.values()),
            providers=tuple(self.providers.values()),
            needs=tuple(self.needs.values()),
            down=self.down,
        )

    def of_this_slice(self, effect: Effect, skill: str, quantity: int) -> int:
        """A quantity stated a half-day, in this slice: at night, the part of it that its skill asks at night here."""
        if not self.is_night or is_short(effect):
            return quantity
        asked = [one for one in self.world.ordinary.needs if one.skill == skill]
        usual = sum(one.quantity for one in asked)
        night = sum(self.world.quantities[one.id][self.rank] for one in asked if one.id in self.world.quantities)
        return quantity * night // usual if usual else 0
