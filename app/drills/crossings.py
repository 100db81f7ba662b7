"""Roads and communes that others hang on: closed, they leave residents cut off. Boats are roads.

Cutting off is exact; betweenness is only a proxy of how much passes there. What a road costs in care is
:meth:`app.drills.coverage.Coverage.losses`'s to say.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

import networkx as nx

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from app.drills.territory import Road, Territory

    RoadGraph = nx.Graph[str]


_SHORTEST = 1e-6
"""Minutes that a road of no minutes counts for in betweenness: shortest ways are miscounted along roads of no length."""


class CrossingKind(StrEnum):
    """A road, or the commune where several meet."""

    ROAD = "road"
    PLACE = "place"


@dataclass(frozen=True, slots=True)
class Crossing:
    """``places``: cut off from the rest when it is closed, in the order of the territory; ``residents``: how many live there.

    ``betweenness``: share of the shortest ways between any two places that pass it, 0 to 1.
    """

    kind: CrossingKind
    id: str
    places: tuple[str, ...]
    residents: int
    betweenness: float


@dataclass(frozen=True, slots=True)
class CutOff:
    """Places that several roads, closed together, cut off from where most residents are, and how many live there."""

    places: tuple[str, ...]
    residents: int


def crossings(territory: Territory, residents: Mapping[str, int]) -> tuple[Crossing, ...]:
    """Every bridge and articulation point, the most residents cut off first, then the most places, then roads, then id.

    The side cut off is the one with fewer residents. ``residents``: place → population; 0 where it is not known.
    """
    graph = _simple(territory.roads, (one.id for one in territory.places))
    order = {one.id: rank for rank, one in enumerate(territory.places)}
    found = [*_bridges(graph, residents, order), *_joints(graph, residents, order)]
    return tuple(
        sorted(found, key=lambda one: (-one.residents, -len(one.places), one.kind is CrossingKind.PLACE, one.id))
    )


def cut_off(territory: Territory, roads: Collection[str], residents: Mapping[str, int]) -> CutOff:
    """Who is cut off when these roads close together, beyond those who are already without them."""
    closed = frozenset(roads)
    every = [one.id for one in territory.places]
    before = _main(_simple(territory.roads, every), residents, every)
    after = _main(_simple((one for one in territory.roads if one.id not in closed), before), residents, every)
    places = tuple(one for one in every if one in before and one not in after)
    return CutOff(places, sum(residents.get(one, 0) for one in places))


def _simple(roads: Iterable[Road], places: Iterable[str]) -> RoadGraph:
    """One edge between two places: the fastest road; ``roads`` counts those beside it. Places outside are left out."""
    graph: RoadGraph = nx.Graph()
    graph.add_nodes_from(places)
    for road in roads:
        if road.start == road.end or not (graph.has_node(road.start) and graph.has_node(road.end)):
            continue
        minutes = float(road.minutes) or _SHORTEST
        beside = graph.adj[road.start].get(road.end)
        if beside is None:
            graph.add_edge(road.start, road.end, minutes=minutes, id=road.id, roads=1)
        else:
            beside["roads"] += 1
            if minutes < beside["minutes"]:
                beside.update(minutes=minutes, id=road.id)
    return graph


def _main(graph: RoadGraph, residents: Mapping[str, int], order: Iterable[str]) -> frozenset[str]:
    """The component with the most residents, then the most places, then the first place."""
    rank = {one: at for at, one in enumerate(order)}
    parts = [frozenset(part) for part in nx.connected_components(graph)]
    return max(parts, key=lambda part: _weight(part, residents, rank), default=frozenset())


def _weight(part: Collection[str], residents: Mapping[str, int], rank: Mapping[str, int]) -> tuple[int, int, int]:
    return sum(residents.get(one, 0) for one in part), len(part), -min(rank[one] for one in part)


def _bridges(graph: RoadGraph, residents: Mapping[str, int], order: Mapping[str, int]) -> Iterator[Crossing]:
    passing = nx.edge_betweenness_centrality(graph, weight="minutes")
    bridges: list[tuple[str, str]] = list(nx.bridges(graph))  # type: ignore[arg-type]
    for start, end in bridges:
        edge = graph.edges[start, end]
        if edge["roads"] > 1:
            continue
        graph.remove_edge(start, end)
        sides = [nx.node_connected_component(graph, one) for one in (start, end)]
        graph.add_edge(start, end, **edge)
        side = min(sides, key=lambda part: _weight(part, residents, order))
        share = passing.get((start, end), passing.get((end, start), 0.0))
        yield _crossing(CrossingKind.ROAD, edge["id"], side, residents, order, share)


def _joints(graph: RoadGraph, residents: Mapping[str, int], order: Mapping[str, int]) -> Iterator[Crossing]:
    passing = nx.betweenness_centrality(graph, weight="minutes")
    for place in sorted(nx.articulation_points(graph), key=order.__getitem__):
        own = nx.node_connected_component(graph, place) - {place}
        parts = list(nx.connected_components(graph.subgraph(own)))
        kept = max(parts, key=lambda part: _weight(part, residents, order))
        yield _crossing(CrossingKind.PLACE, place, own - kept, residents, order, passing[place])


def _crossing(
    kind: CrossingKind, id: str, places: Iterable[str], residents: Mapping[str, int], order: Mapping[str, int], share: float
) -> Crossing:  # fmt: skip
    cut = tuple(sorted(places, key=order.__getitem__))
    return Crossing(kind, id, cut, sum(residents.get(one, 0) for one in cut), float(share))
