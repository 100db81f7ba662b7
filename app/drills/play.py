"""A drill while it is played: each inject strikes the slice of the hour at once, its flow mended where it was torn.

The world is a copy and stays as it is. Not shared between threads: a play has one owner.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.drills.coverage import Coverage
from app.drills.scenario import shifted
from app.drills.shock import Absence, Closure
from app.drills.solving import Solver
from app.drills.stage import Hit
from app.drills.striking import Strikes

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from app.drills.coverage import DeficientSet
    from app.drills.live import Live
    from app.drills.shock import AnyEffect
    from app.drills.stage import Stage
    from app.drills.striking import Struck
    from app.drills.territory import Need
    from app.drills.timeline import Period
    from app.drills.world import World


@dataclass(frozen=True, slots=True)
class Moment:
    """How things stand at one instant. ``changed``: needs whose unmet units moved since the moment before, in the order they
    are served: (need, before, after); empty in a new slice, whose needs are others. Units are those of the slice.
    """

    at: datetime
    rank: int
    demand: int
    unmet: int
    rounds: tuple[frozenset[str], ...]
    changed: tuple[tuple[Need, int, int], ...] = ()

    @property
    def served(self) -> int:
        return self.demand - self.unmet


@dataclass(frozen=True, slots=True)
class _Step:
    """What stood before a step, and whether the flow was mended (to be taken back) or replaced."""

    effects: tuple[AnyEffect, ...]
    live: Live
    struck: Struck
    moment: Moment
    mended: bool


class Play:
    """What was injected so far and what it makes of the slice of the hour. ``t0``: aware; the first moment is T0's."""

    def __init__(
        self, world: World, t0: datetime, effects: tuple[AnyEffect, ...] = (), *, solver: Solver | None = None
    ) -> None:
        self.world, self.t0, self.effects = world, t0, effects
        self._solver = solver or Solver()
        self._drawn: dict[AnyEffect, tuple[str, ...]] = {}
        self._past: list[_Step] = []
        self._struck = self._strike(t0)
        self._live = Coverage(self._struck.territory).live()
        self.moment = self._seen(t0)

    def inject(self, effect: AnyEffect, at: datetime) -> Moment:
        """One effect from ``at`` on: its own hours count from then, as those of an inject do. Whole hours since T0 are kept."""
        hours = max(0, int((at - self.t0).total_seconds() // 3600))
        return self._go(at, (*self.effects, shifted(effect, hours)))

    def advance(self, at: datetime) -> Moment:
        """Time passes: batteries empty, effects end, another slice begins."""
        return self._go(at, self.effects)

    def undo(self) -> Moment:
        """Take the last inject, or the last passing of time, back. Raises IndexError when there is none."""
        before = self._past.pop()
        if before.mended:
            self._live.undo()
        self.effects, self._live, self._struck, self.moment = before.effects, before.live, before.struck, before.moment
        return self.moment

    @property
    def unmet(self) -> dict[str, int]:
        """Need id → units unmet now, above nought only, those that want doses included."""
        found = {id: units for id, units in self._live.unmet.items() if units}
        for id, units in self._struck.withheld.items():
            found[id] = found.get(id, 0) + units
        return found

    @property
    def deficient_sets(self) -> tuple[DeficientSet, ...]:
        """Needs that fall short together now, whatever is done."""
        return self._live.deficient_sets

    def _go(self, at: datetime, effects: tuple[AnyEffect, ...]) -> Moment:
        rank = self.world.rank_of(at)
        mended = rank == self.moment.rank
        self._past.append(_Step(self.effects, self._live, self._struck, self.moment, mended))
        self.effects = effects
        self._struck = self._strike(at)
        changed: tuple[tuple[Need, int, int], ...] = ()
        if mended:
            changed = self._live.become(self._struck.territory).unmet
        else:
            self._live = Coverage(self._struck.territory).live()
        self.moment = self._seen(at, changed)
        return self.moment

    def _strike(self, at: datetime) -> Struck:
        strikes = _Strikes(self.world, self.effects, self.t0, at, self._solver, self._drawn)
        return strikes.at(self.world.rank_of(at))

    def _seen(self, at: datetime, changed: tuple[tuple[Need, int, int], ...] = ()) -> Moment:
        struck = self._struck
        unmet = self._live.missing + sum(struck.withheld.values())
        return Moment(at, self.world.rank_of(at), struck.demand, unmet, struck.rounds, changed)


class _Strikes(Strikes):
    """Those of a play: whom an absence or a closure strikes is drawn once for all, and what each of them did is not told."""

    def __init__(
        self, world: World, effects: tuple[AnyEffect, ...], t0: datetime, now: datetime,
        solver: Solver, drawn: dict[AnyEffect, tuple[str, ...]],
    ) -> None:  # fmt: skip
        self._drawn = drawn
        super().__init__(world, effects, t0=t0, now=now, solver=solver)

    def _roots_of(self, effect: AnyEffect) -> Iterator[tuple[str, tuple[Period, ...]]]:
        if not _only_falls(effect):
            yield from super()._roots_of(effect)
            return
        if effect not in self._drawn:
            self._drawn[effect] = tuple(id for id, _periods in super()._roots_of(effect))
        period = (self.clock.on(effect),)
        yield from ((id, period) for id in self._drawn[effect])

    def _hit(self, stage: Stage, number: int, effect: AnyEffect) -> Hit:
        return Hit(number) if _only_falls(effect) else super()._hit(stage, number, effect)


def _only_falls(effect: AnyEffect) -> bool:
    """Whether it does nothing but throw down the same providers, whatever the hour."""
    return isinstance(effect, Absence) or (isinstance(effect, Closure) and not effect.relocated)
