"""A territory over time: what each provider can give and what each need asks, slice by slice, and how everything is called.

A slice is a half-day (morning, afternoon) or a night, in Europe/Paris. The territory of one slice is what the kernel takes
(:class:`app.drills.territory.Territory`): capacities and quantities are those of the slice. Values only: a service builds
one from what is live (:mod:`app.services.world.read_world`), :mod:`app.drills.striking` strikes it.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from app.drills.territory import Territory


class Part(StrEnum):
    """The part of the day a slice covers."""

    MORNING = "morning"
    AFTERNOON = "afternoon"
    NIGHT = "night"


@dataclass(frozen=True, slots=True)
class Slice:
    """One step of the time axis. Aware instants (UTC); ``part`` is that of the Paris day in which it starts."""

    starts_at: datetime
    ends_at: datetime
    part: Part


@dataclass(frozen=True, slots=True)
class Skill:
    """One kind of care (``data/coverage_skills.csv``): its code, its word in the reader's language, its weight (1 to 5)."""

    code: str
    word: str
    weight: int


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a provider beyond the kernel's row: how it is called, by whom it may be named, where it belongs.

    ``role``: what it is, in words (« infirmière », « pharmacie »), shown where names are not. ``commune``: INSEE code.
    ``autonomy_hours``: how long it goes on without each thing it depends on (dependence id → hours).
    """

    name: str
    role: str
    commune: str
    profession: str = ""
    practice: str = ""
    site_kind: str = ""
    is_volunteer: bool = False
    autonomy_hours: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class World:
    """``ordinary``: the territory at its usual capacity of one half-day. ``capacities``, ``quantities``: id → one figure a slice.

    Places of ``ordinary`` are communes (INSEE code, name). A provider of capacity 0 and kind site may be a thing others depend
    on: « power:<INSEE> », « it:<service> », « supplier:<name> ». ``estimated``: needs whose quantity is a rate × population,
    not a register's. ``absorbable``: practice → percent more that it can give. ``pairs``: practices that relieve each other.
    ``cut_roads``: road → slices in which it is cut already. ``assumptions``: sentences of what was assumed, as the reader sees
    them.
    """

    ordinary: Territory
    slices: tuple[Slice, ...]
    capacities: Mapping[str, tuple[int, ...]]
    quantities: Mapping[str, tuple[int, ...]]
    skills: Mapping[str, Skill]
    known: Mapping[str, Known]
    populations: Mapping[str, int] = field(default_factory=dict)
    estimated: frozenset[str] = frozenset()
    absorbable: Mapping[str, int] = field(default_factory=dict)
    pairs: tuple[tuple[str, str], ...] = ()
    assumptions: tuple[str, ...] = ()
    cut_roads: Mapping[str, frozenset[int]] = field(default_factory=dict)

    def at(self, rank: int) -> Territory:
        """The territory of one slice, before anything strikes."""
        return replace(
            self.ordinary,
            roads=tuple(one for one in self.ordinary.roads if rank not in self.cut_roads.get(one.id, ())),
            providers=tuple(
                replace(one, capacity=self.capacities[one.id][rank]) if one.id in self.capacities else one
                for one in self.ordinary.providers
            ),
            needs=tuple(
                replace(one, quantity=self.quantities[one.id][rank]) if one.id in self.quantities else one
                for one in self.ordinary.needs
            ),
        )

    def rank_of(self, at: datetime) -> int:
        """The slice an instant falls in; the first before them all, the last after."""
        for rank, one in enumerate(self.slices):
            if at < one.ends_at:
                return rank
        return len(self.slices) - 1
