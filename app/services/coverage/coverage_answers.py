"""What the map says of one half-day, computed once: served, short together, hanging on one, need by need. Pure values, unmasked."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from app.drills.choosing import is_thing
from app.drills.coverage import Coverage
from app.drills.fragile import fragile_needs

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from app.drills.coverage import DeficientSet
    from app.drills.fragile import Fragile
    from app.drills.territory import Need, Territory


class Standing(StrEnum):
    """How a need, or a commune, stands; the worst last."""

    NOTHING = "nothing"
    """Nothing is asked there at that time."""
    COVERED = "covered"
    FRAGILE = "fragile"
    """Served, and left without enough if one provider alone failed."""
    SHORT = "short"
    """In a set that asks for more than all who can serve it can give."""


WORST = tuple(Standing)
"""In order: the worst last."""


def worst(standings: Iterable[Standing]) -> Standing:
    """The worst of several; NOTHING of none."""
    return max(standings, key=WORST.index, default=Standing.NOTHING)


@dataclass(frozen=True, slots=True)
class Cell:
    """One need of one place. ``unmet`` by the declared priority: unique, whoever serves whom.

    ``asked`` and ``unmet`` count what nobody can serve for want of doses.
    """

    need: Need
    asked: int
    unmet: int
    standing: Standing


@dataclass(frozen=True, slots=True)
class Answers:
    """The coverage of one half-day. ``sets``: largest shortage first; ``cells``: (place, skill) → its need.

    ``withheld``: units that nobody can serve for want of doses, whoever is there; they are in ``demand``, in no set.
    """

    territory: Territory
    demand: int
    served: int
    sets: tuple[DeficientSet, ...]
    cells: Mapping[tuple[str, str], Cell]
    fragile: tuple[Fragile, ...]
    withheld: int = 0

    @property
    def unmet(self) -> int:
        return self.demand - self.served

    @property
    def share(self) -> float:
        """Served over asked; 1 when nothing is asked."""
        return self.served / self.demand if self.demand else 1.0

    def of_place(self, place: str, skill: str = "") -> tuple[Cell, ...]:
        """The needs of a place, or the one of that skill."""
        return tuple(
            cell for (where, what), cell in self.cells.items() if where == place and (not skill or what == skill)
        )


def answers_of(territory: Territory, withheld: Mapping[str, int] | None = None) -> Answers:
    """Solve the half-day once. ``withheld``: need id → units left out of it for want of doses."""
    coverage, lacking = Coverage(_without_things(territory)), withheld or {}
    sets = coverage.deficient_sets
    short = {need.id for one in sets for need in one.needs} | {id for id, units in lacking.items() if units}
    fragile = fragile_needs(coverage)
    lone = {one.need.id for one in fragile}
    cells = {}
    for rank, need in enumerate(coverage.needs):
        more = lacking.get(need.id, 0)
        standing = Standing.SHORT if need.id in short else Standing.FRAGILE if need.id in lone else Standing.COVERED
        cells[need.place, need.skill] = Cell(
            need, need.quantity + more, coverage.cover.unmet[rank] + more,
            standing if need.quantity + more else Standing.NOTHING,
        )  # fmt: skip
    more = sum(lacking.values())
    return Answers(territory, coverage.demand + more, coverage.cover.served, sets, cells, fragile, more)


def _without_things(territory: Territory) -> Territory:
    """Without electricity, networks and suppliers: all hang on them, which says nothing of a need. What they cost is a loss."""
    return replace(
        territory,
        providers=tuple(
            replace(one, depends_on=tuple(id for id in one.depends_on if not is_thing(id)))
            for one in territory.providers
            if not is_thing(one.id)
        ),
    )


def by_place(answers: Answers, skill: str = "") -> dict[str, Standing]:
    """Place → the worst of its needs, or how it stands for one skill; every place of the territory."""
    found: dict[str, list[Standing]] = defaultdict(list)
    for (place, what), cell in answers.cells.items():
        if not skill or what == skill:
            found[place].append(cell.standing)
    return {one.id: worst(found[one.id]) for one in answers.territory.places}
