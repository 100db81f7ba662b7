"""A territory as coverage sees it: places, roads, providers with what they depend on, needs; and what strikes it.

Values only, in the order they were given; :mod:`app.drills.contract` reads them from a file, services build them from what
is live. Minutes are exact (``Fraction``): a sum of decimals must not miss a reach by a rounding.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable


BOAT = "bateau"
"""Column ``mode`` of a road table for what goes by sea."""


class ProviderKind(StrEnum):
    """Someone, or a place where care is given."""

    PROFESSIONAL = "professional"
    SITE = "site"


@dataclass(frozen=True, slots=True)
class Place:
    """A commune, or whatever stands at one point of the road graph."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Road:
    """Undirected; two may join the same places."""

    id: str
    start: str
    end: str
    minutes: Fraction


@dataclass(frozen=True, slots=True)
class Provider:
    """``capacity`` units of its ``skills`` within ``reach_minutes`` of its place, while all that it depends on is up."""

    id: str
    kind: ProviderKind
    place: str
    capacity: int
    skills: frozenset[str]
    reach_minutes: Fraction
    depends_on: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Need:
    """``quantity`` units of a skill at a place; a heavier one comes first."""

    id: str
    place: str
    skill: str
    quantity: int
    weight: int

    @property
    def rank(self) -> tuple[int, str]:
        """Heaviest first, then by id."""
        return (-self.weight, self.id)


@dataclass(frozen=True, slots=True)
class Territory:
    """Everything that stands. ``down``: providers absent or closed, with all that depends on them."""

    places: tuple[Place, ...]
    roads: tuple[Road, ...]
    providers: tuple[Provider, ...]
    needs: tuple[Need, ...]
    down: frozenset[str] = frozenset()

    @property
    def up(self) -> tuple[Provider, ...]:
        """Providers that still stand, in the order given."""
        return tuple(one for one in self.providers if one.id not in self.down)

    @property
    def ranked(self) -> tuple[Need, ...]:
        """Needs in the order they are served."""
        return tuple(sorted(self.needs, key=lambda one: one.rank))


class Dependents:
    """Who falls with whom: the closure of « depends on », backwards."""

    def __init__(self, providers: Iterable[Provider]) -> None:
        self._held: dict[str, list[str]] = defaultdict(list)
        for one in providers:
            for other in one.depends_on:
                self._held[other].append(one.id)

    def falling(self, struck: Collection[str]) -> frozenset[str]:
        """The struck and all that depends on one of them, at any remove."""
        found, open_ = set(struck), list(struck)
        while open_:
            for one in self._held.get(open_.pop(), ()):
                if one not in found:
                    found.add(one)
                    open_.append(one)
        return frozenset(found)


@dataclass(frozen=True, slots=True)
class Fall:
    """Providers absent or closed."""

    providers: frozenset[str]


@dataclass(frozen=True, slots=True)
class RoadCut:
    """Roads that nobody passes."""

    roads: frozenset[str]


@dataclass(frozen=True, slots=True)
class Demand:
    """More of a skill at a place; ``weight`` counts where there was no such need."""

    place: str
    skill: str
    quantity: int
    weight: int = 1


Shock = Fall | RoadCut | Demand


def struck(territory: Territory, shocks: Iterable[Shock]) -> Territory:
    """The territory after the shocks, in their order."""
    dependents = Dependents(territory.providers)
    for shock in shocks:
        if isinstance(shock, Fall):
            territory = replace(territory, down=territory.down | dependents.falling(shock.providers))
        elif isinstance(shock, RoadCut):
            territory = replace(territory, roads=tuple(one for one in territory.roads if one.id not in shock.roads))
        else:
            territory = replace(territory, needs=tuple(_with_more(territory.needs, shock)))
    return territory


def _with_more(needs: Iterable[Need], shock: Demand) -> Iterable[Need]:
    met = False
    for need in needs:
        here = (need.place, need.skill) == (shock.place, shock.skill)
        met |= here
        yield replace(need, quantity=need.quantity + shock.quantity) if here else need
    if not met:
        yield Need(f"{shock.place}/{shock.skill}", shock.place, shock.skill, shock.quantity, shock.weight)


def road_id(start: str, end: str, mode: str = "route") -> str:
    """« 56168-56234 »: the two INSEE codes in ascending order, « -bateau » behind a boat."""
    both = "-".join(sorted((start, end)))
    return f"{both}-{mode}" if mode == BOAT else both
