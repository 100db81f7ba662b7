"""What outages under way stop in the live world: roads that are cut, and providers down along what they depend on, once their
autonomies are spent. The same cascade as a drill's, so that a declared cut and a supposed one stop the same people.
"""

from __future__ import annotations

from collections import defaultdict
from math import inf
from typing import TYPE_CHECKING

from app.continuity.outage import remote_carer
from app.continuity.situation import OutageKind
from app.drills.cascade import Cascade, Ties
from app.drills.timeline import Clock, covers, delayed
from app.services.world.world_offer import IT, POWER, REMOTE, SUPPLIER

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from app.continuity.situation import Cut
    from app.drills.timeline import Period
    from app.drills.world import World
    from app.services.coverage.read_assumptions import RoadRow

_THINGS = {OutageKind.NETWORK: f"{IT}:internet", OutageKind.WATER: f"{SUPPLIER}:eau"}
"""What fails in the communes of an outage and is one thing for the whole map; electricity is one a commune."""


def cut_roads(world: World, roads: Sequence[RoadRow], cuts: Sequence[Cut]) -> Mapping[str, frozenset[int]]:
    """Road → slices in the middle of which an outage cuts it."""
    # A pair of communes means their road; their boat where no road joins them.
    ways = sorted(roads, key=lambda one: not one.is_boat)
    ids = {frozenset((one.road.start, one.road.end)): one.road.id for one in ways}
    clock, found = Clock(world), defaultdict[str, set[int]](set)
    for cut in cuts:
        if cut.kind is OutageKind.ROAD and (ranks := _ranks(cut, clock)):
            for pair in cut.roads & ids.keys():
                found[ids[pair]] |= ranks
    return {id: frozenset(ranks) for id, ranks in sorted(found.items())}


def without_stopped(world: World, cuts: Sequence[Cut]) -> Mapping[str, tuple[int, ...]]:
    """Capacities by slice of everyone, nought where an outage stops them in its middle, or stops what they depend on."""
    if not cuts:
        return world.capacities
    clock, ties = Clock(world), Ties(world)
    struck: dict[str, list[Period]] = defaultdict(list)
    for cut in cuts:
        for id, periods in _struck(cut, _period(cut, clock), world, ties):
            struck[id].extend(periods)
    cascade = Cascade(ties, struck)
    down = [frozenset[str]().union(*cascade.rounds(middle)) for middle in clock.middles]
    return {
        id: tuple(0 if id in fallen else acts for acts, fallen in zip(given, down, strict=True))
        for id, given in world.capacities.items()
    }


def _struck(cut: Cut, period: Period, world: World, ties: Ties) -> Iterator[tuple[str, tuple[Period, ...]]]:
    """What an outage throws down by itself, and when."""
    if cut.site:
        yield f"site:{cut.site}", (period,)
    elif cut.carer is not None:
        remote = (id for id, known in world.known.items() if known.site_kind == REMOTE)
        yield from ((id, (period,)) for id in remote if remote_carer(id.removeprefix("site:")) == cut.carer)
    elif cut.kind is OutageKind.POWER:
        yield from ((f"{POWER}:{commune}", (period,)) for commune in sorted(cut.communes))
    elif (thing := _THINGS.get(cut.kind)) is not None:
        for id in ties.dependents(thing):
            if world.known[id].commune in cut.communes:
                yield id, delayed((period,), ties.autonomy(id, thing))


def _period(cut: Cut, clock: Clock) -> Period:
    """Hours from the start of the first slice; an outage that began before it has a start below nought."""
    start = (cut.starts_at - clock.t0).total_seconds() / 3600
    return start, inf if cut.ends_at is None else (cut.ends_at - clock.t0).total_seconds() / 3600


def _ranks(cut: Cut, clock: Clock) -> set[int]:
    period = [_period(cut, clock)]
    return {rank for rank, middle in enumerate(clock.middles) if covers(period, middle)}
