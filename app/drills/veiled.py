"""A drill as whoever may not run drills reads it: what estimates, taken off its numbers, would leave of a register stays unsaid.

Estimates are told exactly on the map of the same half-days, so a number that holds both kinds tells the register's part.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from app.drills.coverage import DeficientSet
    from app.drills.drill import Drill, Line, LineName
    from app.drills.world import World

FEWEST_CELLS = 2
"""Communes and needs of the register that a number adds up, at the least: one alone would be said by subtraction."""


def noted_needs(world: World) -> frozenset[str]:
    """Ids of needs whose quantity a register says."""
    return frozenset(one.id for one in world.ordinary.needs) - world.estimated


def veiled(drill: Drill, world: World, least: int) -> Drill:
    """The same, every number in steps of ``least`` where the register's part of one is too small to be said."""
    noted = noted_needs(world)
    if not least or not noted or not _is_small(drill, world, noted, least):
        return drill
    falls = drill.waterfall
    return replace(
        drill,
        lines=tuple(_coarse(one, least) for one in drill.lines),
        waterfall=replace(
            falls,
            demand=_step(falls.demand, least), unmet=_step(falls.unmet, least), left=_step(falls.left, least),
            steps=tuple(
                replace(one, demand=_step(one.demand, least), unmet=_step(one.unmet, least), recovered=_step(one.recovered, least))
                for one in falls.steps
            ),
        ),
        outcomes=tuple(
            replace(one, unmet=_step(one.unmet, least), recovered=_step(one.recovered, least)) for one in drill.outcomes
        ),
    )  # fmt: skip


def tells(found: DeficientSet, unmet: Mapping[str, int], noted: Collection[str], least: int) -> bool:
    """Whether the numbers of a deficient set may be said. ``unmet``: need id → units unmet in its slice."""
    held = [one for one in found.needs if one.id in noted]
    parts = (sum(one.quantity for one in held), sum(unmet.get(one.id, 0) for one in held))
    return not least or not held or (len(held) >= FEWEST_CELLS and not any(0 < one < least for one in parts))


def _is_small(drill: Drill, world: World, noted: Collection[str], least: int) -> bool:
    asked = [sum(world.quantities[id][rank] for id in noted) for rank in range(len(world.slices))]
    lacks = {
        line.name: [sum(point.by_need.get(id, 0) for id in noted) for point in line.points] for line in drill.lines
    }
    numbers = [*asked, *_lacks(lacks)]
    return len(noted) < FEWEST_CELLS or any(0 < abs(one) < least for one in numbers)


def _lacks(lacks: Mapping[LineName, list[int]]) -> Iterator[int]:
    """What lacks on each line, and what sets any two lines apart."""
    for first in lacks.values():
        yield from first
        yield from (one - other for second in lacks.values() for one, other in zip(first, second, strict=True))


def _coarse(line: Line, least: int) -> Line:
    return replace(
        line,
        points=tuple(
            replace(one, demand=demand, unmet=unmet, served=max(demand - unmet, 0))
            for one in line.points
            for demand, unmet in [(_step(one.demand, least), _step(one.unmet, least))]
        ),
    )


def _step(units: int, least: int) -> int:
    """The nearest multiple, away from nought at the middle."""
    nearest = (abs(units) + least // 2) // least * least
    return nearest if units >= 0 else -nearest
