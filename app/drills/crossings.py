"""Roads and communes that others hang on: closed, they leave residents cut off. Boats are roads.

Who is cut off is exact; what a road costs in care is :meth:`app.drills.coverage.Coverage.losses`'s to say.
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


class CrossingKind(StrEnum):
    """A road, or the commune where several meet."""

    ROAD = "road"
    PLACE = "place"


@dataclass(frozen=True, slots=True)
class Crossing:
    """``places``: cut off from the rest when it is closed, in the order of the territory; ``residents``: how many live there."""

    kind: CrossingKind
    id: str
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


def _simple(roads: Iterable[Road], places: Iterable[str]) -> RoadGraph:
    """One edge between two places; ``roads`` counts those that join them. Places outside are left out."""
    graph: RoadGraph = nx.Graph()
    graph.add_nodes_from(places)
    for road in roads:
        if road.start == road.end or not (graph.has_node(road.start) and graph.has_node(road.end)):
            continue
        beside = graph.adj[road.start].get(road.end)
        if beside is None:
            graph.add_edge(road.start, road.end, id=road.id, roads=1)
        else:
            beside["roads"] += 1
    return graph


def _weight(part: Collection[str], residents: Mapping[str, int], rank: Mapping[str, int]) -> tuple[int, int, int]:
    return sum(residents.get(one, 0) for one in part), len(part), -min(rank[one] for one in part)


def _bridges(graph: RoadGraph, residents: Mapping[str, int], order: Mapping[str, int]) -> Iterator[Crossing]:
    bridges: list[tuple[str, str]] = list(nx.bridges(graph))  # type: ignore[arg-type]
    for start, end in bridges:
        edge = graph.edges[start, end]
        if edge["roads"] > 1:
            continue
        graph.remove_edge(start, end)
        sides = [nx.node_connected_component(graph, one) for one in (start, end)]
        graph.add_edge(start, end, **edge)
        side = min(sides, key=lambda part: _weight(part, residents, order))
        yield _crossing(CrossingKind.ROAD, edge["id"], side, residents, order)


def _joints(graph: RoadGraph, residents: Mapping[str, int], order: Mapping[str, int]) -> Iterator[Crossing]:
    for place in sorted(nx.articulation_points(graph), key=order.__getitem__):
        own = nx.node_connected_component(graph, place) - {place}
        parts = list(nx.connected_components(graph.subgraph(own)))
        kept = max(parts, key=lambda part: _weight(part, residents, order))
        yield _crossing(CrossingKind.PLACE, place, own - kept, residents, order)


def _crossing(
    kind: CrossingKind, id: str, places: Iterable[str], residents: Mapping[str, int], order: Mapping[str, int]
) -> Crossing:
    cut = tuple(sorted(places, key=order.__getitem__))
    return Crossing(kind, id, cut, sum(residents.get(one, 0) for one in cut))
