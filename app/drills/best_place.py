"""Where to open a centre, or two: what would be served more, and how many residents would have one near.

Every place, and every two places, are tried: at the size of a territory nothing need be guessed.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations
from typing import TYPE_CHECKING

from app.drills.reinforcement import Sites
from app.network.gain import Gain

if TYPE_CHECKING:
    from collections.abc import Mapping
    from fractions import Fraction

    from app.drills.coverage import Coverage

MOST_CENTRES = 2


class Aim(StrEnum):
    """What counts first; the other settles ties."""

    COVERAGE = "coverage"
    RESIDENTS = "residents"


@dataclass(frozen=True, slots=True)
class Centre:
    """What would be opened: ``capacity`` units of its skills within ``reach_minutes``."""

    capacity: int
    skills: frozenset[str]
    reach_minutes: Fraction


@dataclass(frozen=True, slots=True)
class Siting:
    """A centre at each of these places: ``gain`` units served more, ``residents`` within the asked minutes of one of them."""

    places: tuple[str, ...]
    gain: int
    residents: int


def best_places(
    coverage: Coverage, centre: Centre, residents: Mapping[str, int], minutes: Fraction,
    *, count: int = 1, aim: Aim = Aim.COVERAGE, most: int = 10,
) -> tuple[Siting, ...]:  # fmt: skip
    """The ``most`` best choices of ``count`` places (1 or 2), the best first; further ties by the order of the territory.

    ``residents``: place → population. ``minutes``: what « near » means. Raises ValueError for another count.
    """
    if not 1 <= count <= MOST_CENTRES:
        raise ValueError(f"1 to {MOST_CENTRES} centres can be placed, not {count}")
    chosen = _Choice(coverage, centre, residents, minutes)
    # A pair adds at most what its two places add alone: past the last one kept, a bound spares the solving.
    bounded = sorted(
        combinations(chosen.places, count), key=lambda places: chosen.key(places, chosen.bound(places), aim)
    )
    kept: list[tuple[tuple[int, int], int, Siting]] = []
    for places in bounded:
        if len(kept) >= most and chosen.key(places, chosen.bound(places), aim) > kept[-1][0]:
            break
        siting = Siting(places, chosen.gain(places), chosen.residents(places))
        kept.append((chosen.key(places, siting.gain, aim), chosen.order(places), siting))
        kept = sorted(kept, key=lambda one: one[:2])[:most]
    return tuple(siting for _key, _order, siting in kept)


class _Choice:
    """Places one by one, and what any two of them give together."""

    def __init__(self, coverage: Coverage, centre: Centre, residents: Mapping[str, int], minutes: Fraction) -> None:
        sites = Sites(coverage, [centre.reach_minutes, minutes])
        self.places = sites.places
        self._cover, self._room = coverage.cover, centre.capacity
        self._gain = Gain(coverage.cover)
        self._after: dict[str, Gain] = {}
        """First place → what stands once a centre is there."""
        self._residents = residents
        self._rank = {place: rank for rank, place in enumerate(self.places)}
        self._reach = {place: sites.needs(place, centre.skills, centre.reach_minutes) for place in self.places}
        self._near = {place: sites.near(place, minutes) for place in self.places}
        self._alone = {place: self._gain.of(self._room, self._reach[place]) for place in self.places}

    def bound(self, places: tuple[str, ...]) -> int:
        return min(sum(self._alone[place] for place in places), self._gain.missing)

    def gain(self, places: tuple[str, ...]) -> int:
        if len(places) == 1:
            return self._alone[places[0]]
        first, second = places
        if first not in self._after:
            self._after[first] = Gain(self._cover)
            self._after[first].keep(self._room, self._reach[first])
        return self._alone[first] + self._after[first].of(self._room, self._reach[second])

    def residents(self, places: tuple[str, ...]) -> int:
        near = frozenset().union(*(self._near[place] for place in places))
        return sum(self._residents.get(place, 0) for place in near)

    def key(self, places: tuple[str, ...], gain: int, aim: Aim) -> tuple[int, int]:
        """Smaller is better."""
        residents = self.residents(places)
        return (-gain, -residents) if aim is Aim.COVERAGE else (-residents, -gain)

    def order(self, places: tuple[str, ...]) -> int:
        first, *others = (self._rank[place] for place in places)
        return first * len(self.places) + (others[0] if others else 0)
