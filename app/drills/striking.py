"""A world under effects: the territory of one slice after the shocks and plan actions that are on, and what fell round by round.

Effects apply in the order given; what falls falls first, whatever the order. The world is never touched: everything is a
copy. :func:`strike` answers for one slice, :class:`Strikes` for many of the same effects. Rules that are working values
(« valeurs de travail », none has a text):

- a quantity stated a half-day follows, at night, what its skill asks at night in this territory, and an opened site is closed
  then, unless the effect lasts twelve hours at most and so means the very hours it names;
- volunteers have the median capacity and reach of their profession, and its commonest skills;
- doses are used in the order of time, and shared among the needs served in proportion to what each would have received.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from app.drills import apply_plan, apply_shocks
from app.drills.cascade import Cascade, Ties
from app.drills.choosing import drawn, has_criteria, may_close
from app.drills.rationing import ration
from app.drills.shock import Absence, Closure, Doses, ItDown, PowerCut, Supply
from app.drills.solving import Solver
from app.drills.stage import Hit, Stage
from app.drills.timeline import Clock, delayed

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import datetime

    from app.drills.shock import AnyEffect
    from app.drills.territory import Territory
    from app.drills.timeline import Period
    from app.drills.world import Known, World


@dataclass(frozen=True, slots=True)
class Struck:
    """One slice under the effects that are on in it.

    ``rounds``: who is down, round 0 what is struck itself (with « power:<INSEE> », « it:… », « supplier:… »), each next round
    what falls because of the one before. ``hits``: what each effect that is on did here, in the order given. ``added``: how
    the providers that plan actions brought are called. ``withheld``: need id → units that nobody can serve for want of
    doses; they are no longer in ``territory`` and count as asked and unmet.
    """

    territory: Territory
    rounds: tuple[frozenset[str], ...]
    hits: tuple[Hit, ...] = ()
    added: Mapping[str, Known] = field(default_factory=dict)
    withheld: Mapping[str, int] = field(default_factory=dict)

    @property
    def fallen(self) -> frozenset[str]:
        """Everyone and everything down, all rounds together."""
        return frozenset().union(*self.rounds)

    @property
    def demand(self) -> int:
        """Units asked, those withheld included."""
        return sum(one.quantity for one in self.territory.needs) + sum(self.withheld.values())


def strike(
    world: World, effects: Sequence[AnyEffect], rank: int,
    *, t0_rank: int = 0, t0: datetime | None = None, solver: Solver | None = None,
) -> Struck:  # fmt: skip
    """The slice ``rank`` after the effects on at its middle, hours counting from ``t0``, or from the start of ``t0_rank``."""
    return Strikes(world, effects, t0_rank=t0_rank, t0=t0, solver=solver).at(rank)


class _Starts:
    """The slices of a world before anything strikes, each made once."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._found: dict[int, Territory] = {}

    def at(self, rank: int) -> Territory:
        if rank not in self._found:
            self._found[rank] = self._world.at(rank)
        return self._found[rank]


class Strikes:
    """The same effects over all slices of a world; what does not hang on the slice is worked out once.

    ``now``: the slice it falls in is shown as it is at that instant, not at its middle.
    """

    def __init__(
        self, world: World, effects: Sequence[AnyEffect],
        *, t0_rank: int = 0, t0: datetime | None = None, solver: Solver | None = None, now: datetime | None = None,
    ) -> None:  # fmt: skip
        self.world, self.effects = world, tuple(effects)
        self.clock = Clock(world, t0_rank, t0, now)
        self.solver = solver or Solver()
        self._ties = self.solver.once(world, Ties)
        self._roots = tuple(dict(self._roots_of(one)) for one in self.effects)
        struck: dict[str, list[Period]] = {}
        for roots in self._roots:
            for id, periods in roots.items():
                struck.setdefault(id, []).extend(periods)
        self.cascade = Cascade(self._ties, struck)
        self._found: dict[int, Struck] = {}

    def at(self, rank: int) -> Struck:
        """The slice ``rank`` under the effects; the same object when it is asked again."""
        if rank not in self._found:
            self._found[rank] = self._struck(rank)
        return self._found[rank]

    def _struck(self, rank: int) -> Struck:
        rounds = self.cascade.rounds(self.clock.middles[rank])
        start = self.solver.once(self.world, _Starts).at(rank)
        stage = Stage(self.world, rank, start, self._ties)
        stage.fall(frozenset().union(*rounds))
        hits = tuple(
            self._hit(stage, number, one) for number, one in enumerate(self.effects) if self.clock.is_on(one, rank)
        )
        territory = stage.territory()
        withheld: dict[str, int] = {}
        for one in self.effects:
            if isinstance(one, Doses) and self.clock.is_on(one, rank):
                left = one.quantity - self._used(one, rank)
                territory, withheld = ration(territory, withheld, one.skill, max(0, left), self.solver)
        return Struck(territory, rounds, hits, stage.added, withheld)

    def _used(self, doses: Doses, rank: int) -> int:
        """Doses given in the earlier slices of the effect."""
        return sum(self._given(doses.skill, earlier) for earlier in self.clock.ranks(doses) if earlier < rank)

    def _given(self, skill: str, rank: int) -> int:
        territory = self.at(rank).territory
        unmet = self.solver.unmet(territory)
        return sum(one.quantity - unmet.get(one.id, 0) for one in territory.needs if one.skill == skill)

    def _hit(self, stage: Stage, number: int, effect: AnyEffect) -> Hit:
        fallen = tuple(sorted(self._roots[number]))
        return apply_shocks.apply(stage, number, effect, fallen) or apply_plan.apply(stage, number, effect)

    def _roots_of(self, effect: AnyEffect) -> Iterator[tuple[str, tuple[Period, ...]]]:
        """Whom an effect throws down by itself, and when."""
        period = (self.clock.on(effect),)
        if isinstance(effect, Absence):
            yield from ((id, period) for id in drawn(self.world, effect))
        elif isinstance(effect, Closure):
            if not effect.relocated:
                yield from ((id, period) for id in may_close(self.world, effect))
        elif isinstance(effect, PowerCut):
            yield from ((f"power:{commune}", period) for commune in effect.communes)
        elif isinstance(effect, ItDown):
            if not effect.communes:
                yield f"it:{effect.service}", period
            else:
                yield from self._without(f"it:{effect.service}", effect.communes, period)
        elif isinstance(effect, Supply) and not effect.percent:
            if effect.supplier and not has_criteria(effect):
                yield apply_shocks.supplier_id(effect.supplier), period
            else:
                yield from self._without_supply(effect, period)

    def _without(
        self, thing: str, communes: Sequence[str], period: tuple[Period, ...]
    ) -> Iterator[tuple[str, tuple[Period, ...]]]:
        """Those of some communes who depend on a thing, once their own autonomy is spent."""
        for id in self._ties.dependents(thing):
            known = self.world.known.get(id)
            if known and known.commune in communes:
                yield id, delayed(period, self._ties.autonomy(id, thing))

    def _without_supply(self, effect: Supply, period: tuple[Period, ...]) -> Iterator[tuple[str, tuple[Period, ...]]]:
        supplier = apply_shocks.supplier_id(effect.supplier)
        for id in apply_shocks.supplied(self.world, effect, self._ties):
            yield id, delayed(period, self._ties.autonomy(id, supplier)) if effect.supplier else period
