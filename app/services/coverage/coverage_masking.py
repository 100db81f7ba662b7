"""How much of a half-day's numbers a reader is told: nothing from which a few people's needs of the register could be worked out.

Cells that are estimates are told exactly, so whatever holds both kinds gives the register's part back by subtraction: it is
that part that must be large enough, in every set, in what the told sets leave, and in what a shock moves.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.access.permissions import Action, may

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from app.access.actor import Actor
    from app.drills.coverage import DeficientSet
    from app.services.coverage.coverage_answers import Answers, Cell
    from app.services.coverage.coverage_stage import Stage

FEWEST_CELLS = 2
"""Communes and needs that the register's part of a number adds up, at the least: design choice; fewer would say whose it is."""


@dataclass(frozen=True, slots=True)
class Rights:
    """``named``: reads who; ``exact``: reads every number; else nothing of the register below ``threshold``."""

    named: bool
    exact: bool
    threshold: int


def rights_of(stage: Stage, actor: Actor) -> Rights:
    """Names and exact numbers for who runs drills; exact numbers for all where nobody real is counted."""
    runs = may(actor, Action.RUN_DRILLS)
    return Rights(runs, runs or _is_nobodys(stage), stage.threshold)


def _is_nobodys(stage: Stage) -> bool:
    """Whether every quantity is an estimate, or a demonstration's."""
    return stage.community.demonstration or all(one.id in stage.world.estimated for one in stage.world.ordinary.needs)


def shared_rights(stage: Stage) -> Rights:
    """What may leave the screen, whoever sends it: nobody named, the register's small numbers masked."""
    return Rights(named=False, exact=_is_nobodys(stage), threshold=stage.threshold)


def few(number: int, rights: Rights) -> bool:
    """Whether a number is not to be said to who reads."""
    return not rights.exact and number < rights.threshold


@dataclass(frozen=True, slots=True)
class Veil:
    """What of one answer may be said in numbers. ``untold``: ids of needs whose sets are not; ``tells_all``: totals may be."""

    untold: frozenset[str]
    tells_all: bool

    @classmethod
    def of(cls, stage: Stage, rights: Rights, answers: Answers) -> Veil:
        """For who reads with these rights."""
        if rights.exact:
            return cls(frozenset(), True)
        estimated, least = stage.world.estimated, rights.threshold
        cells = {one.need.id: one for one in answers.cells.values()}
        moved = [
            abs(now - then)
            for now, then in zip(
                _noted(cells.values(), estimated), _noted(stage.before.cells.values(), estimated), strict=True
            )
        ]
        steady = not any(0 < one < least for one in moved)
        untold: set[str] = set()
        for one in answers.sets:
            ids = {need.id for need in one.needs}
            if not ids <= estimated and not (
                steady
                and min(one.demand, one.shortage) >= least
                and _is_told([cells[id] for id in ids], estimated, least)
            ):
                untold |= ids
        short = {need.id for one in answers.sets for need in one.needs}
        left = [one for id, one in cells.items() if id in untold or id not in short]
        withheld = 0 < answers.withheld < least
        whole = steady and not untold and not withheld and _is_told(cells.values(), estimated, least)
        return cls(frozenset(untold), whole and _is_told(left, estimated, least))

    def tells(self, one: DeficientSet) -> bool:
        """Whether the numbers of a set may be said."""
        return not any(need.id in self.untold for need in one.needs)


def _is_told(cells: Iterable[Cell], estimated: Collection[str], least: int) -> bool:
    """Whether the register's part of these is none, or several cells that add up to enough."""
    noted = [one for one in cells if one.need.id not in estimated and one.asked]
    return not noted or (len(noted) >= FEWEST_CELLS and not any(0 < one < least for one in _noted(noted, estimated)))


def _noted(cells: Iterable[Cell], estimated: Collection[str]) -> tuple[int, int]:
    """Units that the register asks for, and that nobody serves of them."""
    noted = [one for one in cells if one.need.id not in estimated]
    return sum(one.asked for one in noted), sum(one.unmet for one in noted)
