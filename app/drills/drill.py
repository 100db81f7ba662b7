"""One drill: the same territory in ordinary times, under the shocks, with the plan and as it was played, slice by slice.

Everything is computed on copies of a world; nothing is stored. Who may see names is decided above.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from app.core.errors import N_
from app.drills.coverage import Coverage
from app.drills.solving import Solver
from app.drills.striking import Strikes
from app.drills.waterfall import lack_of, waterfall

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from app.drills.coverage import DeficientSet
    from app.drills.shock import AnyEffect
    from app.drills.stage import Hit
    from app.drills.waterfall import Waterfall
    from app.drills.world import Known, Slice, World


class LineName(StrEnum):
    """One of the four lines over time."""

    BASELINE = "baseline"
    SHOCK = "shock"
    PLAN = "plan"
    PLAYED = "played"


LINE_WORDS = {
    LineName.BASELINE: N_("Temps ordinaire"),
    LineName.SHOCK: N_("Choc sans plan"),
    LineName.PLAN: N_("Choc avec le plan"),
    LineName.PLAYED: N_("Tel que joué"),
}
"""Line → its word (French source)."""


@dataclass(frozen=True, slots=True)
class Point:
    """One slice of a line: units asked, served, unmet; ``by_need``: need id → units unmet, above nought only."""

    rank: int
    slice: Slice
    demand: int
    served: int
    unmet: int
    by_need: Mapping[str, int]

    @property
    def share(self) -> float:
        """Served over asked; 1 when nothing is asked."""
        return self.served / self.demand if self.demand else 1.0


@dataclass(frozen=True, slots=True)
class Line:
    """One of the four lines, a point for each slice of the world."""

    name: LineName
    points: tuple[Point, ...]

    def total(self, t0_rank: int = 0) -> tuple[int, int]:
        """Units asked and unmet from a slice on."""
        kept = self.points[t0_rank:]
        return sum(one.demand for one in kept), sum(one.unmet for one in kept)


@dataclass(frozen=True, slots=True)
class Falling:
    """Who is down in one slice of a line, round by round."""

    line: LineName
    rank: int
    rounds: tuple[frozenset[str], ...]


@dataclass(frozen=True, slots=True)
class Deficient:
    """The deficient sets of a line in the slice that the shocks hit hardest; ``withheld``: units unserved for want of doses.

    Shortages and ``withheld`` add up to what is unmet.
    """

    line: LineName
    rank: int
    sets: tuple[DeficientSet, ...]
    withheld: int = 0


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one effect did: its strongest slice, and the units it cost (or gave back) from T0 to the end.

    ``effect``: its place in shocks, then plan. ``unmet``: units more without anybody (below nought: fewer), on top of the
    effects before it. ``recovered``: of those, the units that the plan serves again. ``hit`` None: on in no slice.
    """

    effect: int
    what: AnyEffect
    is_plan: bool
    hit: Hit | None
    unmet: int
    recovered: int
    ranks: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Drill:
    """All that a drill says. ``worst_rank``: the slice that the shocks hit hardest, from T0 on.

    ``added``: how providers are called that plan actions brought (id → known). ``cascades``: of the shock line, the slices
    in which something is down, from T0 on, and of the played line when there is one.
    """

    lines: tuple[Line, ...]
    waterfall: Waterfall
    cascades: tuple[Falling, ...]
    deficient: tuple[Deficient, ...]
    outcomes: tuple[Outcome, ...]
    added: Mapping[str, Known]
    t0_rank: int
    worst_rank: int

    def line(self, name: LineName) -> Line | None:
        """A line by its name; None for PLAYED when nothing was played."""
        return next((one for one in self.lines if one.name is name), None)


def run(
    world: World, shocks: Sequence[AnyEffect], plan: Sequence[AnyEffect], played: Sequence[AnyEffect] = (),
    *, t0_rank: int = 0, t0: datetime | None = None, solver: Solver | None = None,
) -> Drill:  # fmt: skip
    """The four lines and what explains them. ``played``: every effect as it was played, shocks and answers, with its times.

    ``t0_rank``: the slice whose start is T0, unless ``t0`` gives the very instant. ``solver``: kept between runs on the same world to spare distances.
    """
    solver = solver or Solver()
    asked = {
        LineName.BASELINE: (),
        LineName.SHOCK: tuple(shocks),
        LineName.PLAN: (*shocks, *plan),
        **({LineName.PLAYED: tuple(played)} if played else {}),
    }
    strikes = {name: Strikes(world, effects, t0_rank=t0_rank, t0=t0, solver=solver) for name, effects in asked.items()}
    lines = {name: Line(name, tuple(_points(one))) for name, one in strikes.items()}
    t0_rank = strikes[LineName.BASELINE].clock.t0_rank
    worst = _worst(lines[LineName.BASELINE], lines[LineName.SHOCK], t0_rank)
    falls = waterfall(world, shocks, plan, t0_rank=t0_rank, t0=t0, solver=solver)
    return Drill(
        tuple(lines.values()),
        falls,
        tuple(_fallings(strikes, t0_rank)),
        tuple(_deficient(name, one, worst) for name, one in strikes.items()),
        tuple(_outcomes(strikes[LineName.PLAN], falls, t0_rank)),
        {id: known for one in strikes.values() for rank in range(len(world.slices)) for id, known in one.at(rank).added.items()},
        t0_rank,
        worst,
    )  # fmt: skip


def _points(strikes: Strikes) -> list[Point]:
    found = []
    for rank, one in enumerate(strikes.world.slices):
        demand, unmet = lack_of(strikes, rank)
        missing = sum(unmet.values())
        found.append(Point(rank, one, demand, demand - missing, missing, unmet))
    return found


def _worst(baseline: Line, shock: Line, t0_rank: int) -> int:
    """The slice with the most units lost to the shocks; the first of equals, then the one with the most unmet."""
    return max(
        range(t0_rank, len(shock.points)),
        key=lambda rank: (
            shock.points[rank].unmet - baseline.points[rank].unmet, shock.points[rank].unmet, -rank,
        ),
    )  # fmt: skip


def _fallings(strikes: Mapping[LineName, Strikes], t0_rank: int) -> list[Falling]:
    return [
        Falling(name, rank, rounds)
        for name in (LineName.SHOCK, LineName.PLAYED)
        if name in strikes
        for rank in range(t0_rank, len(strikes[name].world.slices))
        if (rounds := strikes[name].at(rank).rounds)
    ]


def _deficient(line: LineName, strikes: Strikes, rank: int) -> Deficient:
    struck = strikes.at(rank)
    return Deficient(line, rank, Coverage(struck.territory).deficient_sets, sum(struck.withheld.values()))


def _outcomes(strikes: Strikes, falls: Waterfall, t0_rank: int) -> list[Outcome]:
    hits: dict[int, list[Hit]] = {}
    for rank in range(t0_rank, len(strikes.world.slices)):
        for hit in strikes.at(rank).hits:
            hits.setdefault(hit.effect, []).append(hit)
    return [
        Outcome(
            step.effect, strikes.effects[step.effect], step.is_plan,
            max(hits.get(step.effect, ()), key=lambda one: (abs(one.units) + one.asked, len(one.providers)), default=None),
            step.unmet, step.recovered, strikes.clock.ranks(strikes.effects[step.effect]),
        )
        for step in falls.steps
    ]  # fmt: skip
