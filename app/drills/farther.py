"""Who is farther from the main town once roads are cut or slowed, all of a drill's together: what a flood does before anybody
counts care. Minutes by road and boat; what it costs in care is :mod:`app.drills.coverage`'s to say.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

import networkx as nx

from app.drills.shock import RoadCut, RoadSlow
from app.words import _, ngettext
from app.words.dates import spoken_number

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from app.drills.shock import AnyEffect
    from app.drills.territory import Road
    from app.drills.world import World

LONGER = 15
"""Minutes more from which a commune is told."""
_SHOWN = 4


@dataclass(frozen=True, slots=True)
class Farther:
    """``centre``: the most populated place. ``cut``: those that reach it no more; ``slower``: place, minutes before and after;
    the longest way more first."""

    centre: str
    cut: tuple[str, ...] = ()
    slower: tuple[tuple[str, int, int], ...] = ()


def farther(world: World, effects: Iterable[AnyEffect]) -> Farther:
    """Every road that the effects cut or slow, whenever they do, struck together."""
    every = tuple(effects)
    centre = min(world.populations, key=lambda one: (-world.populations[one], one), default="")
    before, after = _minutes(world.ordinary.roads, centre), _minutes(_struck(world.ordinary.roads, every), centre)
    order = [one.id for one in world.ordinary.places if one.id in before]
    slower = [
        (one, round(before[one]), round(after[one]))
        for one in order
        if one in after and after[one] - before[one] >= LONGER
    ]
    return Farther(
        centre,
        tuple(one for one in order if one not in after),
        tuple(sorted(slower, key=lambda one: (one[1] - one[2], one[0]))),
    )


def farther_sentence(world: World, effects: Iterable[AnyEffect]) -> str:
    """« Routes touchées, prises ensemble : 2 communes (5 200 habitants) ne joignent plus Redon. », or nothing."""
    found = farther(world, effects)
    if not found.cut and not found.slower:
        return ""
    names = {one.id: one.name for one in world.ordinary.places}
    told = []
    if found.cut:
        told.append(
            ngettext(
                "{n} commune ({people} habitants) ne joint plus {centre}\u00a0: {who}",
                "{n} communes ({people} habitants) ne joignent plus {centre}\u00a0: {who}",
                len(found.cut),
            ).format(
                n=spoken_number(len(found.cut)), people=_people(world, found.cut), centre=names[found.centre],
                who=_listed([names[one] for one in found.cut]),
            )
        )  # fmt: skip
    if found.slower:
        told.append(
            ngettext(
                "{n} commune ({people} habitants) est à {more} minutes de plus au moins de {centre}\u00a0: {who}",
                "{n} communes ({people} habitants) sont à {more} minutes de plus au moins de {centre}\u00a0: {who}",
                len(found.slower),
            ).format(
                n=spoken_number(len(found.slower)), people=_people(world, [one for one, *_rest in found.slower]),
                more=LONGER, centre=names[found.centre],
                who=_listed(
                    [
                        _("{place} ({after} min au lieu de {before})").format(
                            place=names[one], before=before, after=after
                        )
                        for one, before, after in found.slower
                    ]
                ),
            )
        )  # fmt: skip
    return " ".join(_("Routes touchées, prises ensemble, {what}.").format(what=one) for one in told)


def _struck(roads: Sequence[Road], effects: Sequence[AnyEffect]) -> Iterable[tuple[str, str, Fraction]]:
    cut = {road for one in effects if isinstance(one, RoadCut) for road in one.roads}
    slow = [one for one in effects if isinstance(one, RoadSlow)]
    for road in roads:
        if road.id not in cut:
            minutes = road.minutes
            for one in slow:
                if not one.roads or road.id in one.roads:
                    minutes = minutes * Fraction(one.percent, 100) + one.minutes
            yield road.start, road.end, minutes


def _minutes(roads: Iterable[Road | tuple[str, str, Fraction]], centre: str) -> dict[str, float]:
    graph: nx.MultiGraph[str] = nx.MultiGraph()
    graph.add_node(centre)
    for road in roads:
        start, end, minutes = road if isinstance(road, tuple) else (road.start, road.end, road.minutes)
        graph.add_edge(start, end, minutes=float(minutes))
    return dict(nx.single_source_dijkstra_path_length(graph, centre, weight="minutes"))


def _people(world: World, places: Iterable[str]) -> str:
    return spoken_number(sum(world.populations.get(one, 0) for one in places))


def _listed(names: Sequence[str]) -> str:
    more = len(names) - _SHOWN
    if more <= 1:
        return ", ".join(names)
    return ", ".join(names[:_SHOWN]) + ngettext(" et {n} autre", " et {n} autres", more).format(n=more)
