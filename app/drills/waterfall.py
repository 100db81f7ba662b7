"""From what is asked to what stays unserved, effect by effect in the order given: what each one takes, what each one gives back.

The order matters and is stated: an effect is weighed on top of those before it, so that another order shares the same total
otherwise. Units are summed over the slices from T0 on. Every sum is exact: demand and unmet of the start plus the steps are
those of the end.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.drills.shock import Doses
from app.drills.striking import Strikes

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from app.drills.shock import AnyEffect
    from app.drills.solving import Solver
    from app.drills.world import World

Lack = tuple[int, "Mapping[str, int]"]
"""Units asked in a slice, and need id → units unmet."""


@dataclass(frozen=True, slots=True)
class Step:
    """What one effect changed on top of those before it. ``effect``: its place in shocks, then plan.

    ``recovered``: of the units a shock left unserved, those that the plan serves again, in the same slice and for the same
    need; where shocks compete for them, the first in order has them.
    """

    effect: int
    is_plan: bool
    demand: int
    unmet: int
    recovered: int = 0

    @property
    def served(self) -> int:
        """Units more (or, below nought, fewer) that are served."""
        return self.demand - self.unmet


@dataclass(frozen=True, slots=True)
class Waterfall:
    """``demand`` and ``unmet`` before anything strikes, one step an effect, and ``left``: what stays unmet in the end."""

    demand: int
    unmet: int
    steps: tuple[Step, ...]
    left: int

    @property
    def after_shocks(self) -> int:
        """Units unmet once all shocks have struck and before the plan."""
        return self.unmet + sum(one.unmet for one in self.steps if not one.is_plan)

    @property
    def recovered(self) -> int:
        """Units that the plan gives back, all effects together."""
        return self.after_shocks - self.left


def lack_of(strikes: Strikes, rank: int) -> Lack:
    """What is asked and what is unmet in a slice, units withheld included."""
    struck = strikes.at(rank)
    unmet = Counter(strikes.solver.unmet(struck.territory))
    unmet.update(struck.withheld)
    return struck.demand, dict(sorted(unmet.items()))


def waterfall(
    world: World, shocks: Sequence[AnyEffect], plan: Sequence[AnyEffect],
    *, t0_rank: int = 0, t0: datetime | None = None, solver: Solver,
) -> Waterfall:  # fmt: skip
    """The steps of all shocks, then of all plan actions, in the order given."""
    effects = (*shocks, *plan)
    strikes = Strikes(world, (), t0_rank=t0_rank, t0=t0, solver=solver)
    ranks = range(strikes.clock.t0_rank, len(world.slices))
    tables = [{rank: lack_of(strikes, rank) for rank in ranks}]
    for count in range(1, len(effects) + 1):
        before, strikes = strikes, Strikes(world, effects[:count], t0_rank=t0_rank, t0=t0, solver=solver)
        tables.append({rank: _next(before, strikes, rank, tables[-1][rank]) for rank in ranks})
    recovered = _recovered(tables, len(shocks))
    totals = [_totals(one) for one in tables]
    steps = tuple(
        Step(
            number, number >= len(shocks), totals[number + 1][0] - totals[number][0],
            totals[number + 1][1] - totals[number][1],
            min(recovered[number], max(0, totals[number + 1][1] - totals[number][1])),
        )
        for number in range(len(effects))
    )  # fmt: skip
    return Waterfall(*totals[0], steps, totals[-1][1])


def _next(before: Strikes, now: Strikes, rank: int, known: Lack) -> Lack:
    """The slice under one effect more; as it was where that effect can't have changed it."""
    middle = now.clock.middles[rank]
    rationed = any(isinstance(one, Doses) and now.clock.is_on(one, rank) for one in now.effects)
    same = not (rationed or now.clock.is_on(now.effects[-1], rank))
    if same and before.cascade.rounds(middle) == now.cascade.rounds(middle):
        return known
    return lack_of(now, rank)


def _totals(table: Mapping[int, Lack]) -> tuple[int, int]:
    return sum(one[0] for one in table.values()), sum(sum(one[1].values()) for one in table.values())


def _recovered(tables: Sequence[Mapping[int, Lack]], shocks: int) -> list[int]:
    found = [0] * (len(tables) - 1)
    for rank in tables[0]:
        last, end = tables[shocks][rank][1], tables[-1][rank][1]
        back = {need: units - end.get(need, 0) for need, units in last.items() if units > end.get(need, 0)}
        for number in range(shocks):
            before, after = tables[number][rank][1], tables[number + 1][rank][1]
            # What an effect only moves from one need to another costs nothing, so that nothing of it is given back.
            most = max(0, sum(after.values()) - sum(before.values()))
            for need in sorted(back):
                got = max(0, min(back[need], most, after.get(need, 0) - before.get(need, 0)))
                found[number] += got
                back[need] -= got
                most -= got
    return found
