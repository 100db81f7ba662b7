"""How long the road takes between communes: shortest way over the estimated road table, in minutes.

Times are estimates (± 25 %, see ``data/README.md``); within a commune the road takes 0 minutes. Nothing here reads files.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import networkx as nx

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


@dataclass(frozen=True, slots=True)
class Road:
    """One undirected road between two communes (INSEE codes)."""

    start: str
    end: str
    minutes: float


def minutes_from(commune: str, roads: Iterable[Road]) -> Mapping[str, float]:
    """Minutes from a commune to every commune that a road reaches, itself included at 0."""
    graph: nx.Graph[str] = nx.Graph()
    graph.add_node(commune)
    for road in roads:
        known = graph.get_edge_data(road.start, road.end, default={}).get("weight", road.minutes)
        graph.add_edge(road.start, road.end, weight=min(known, road.minutes))
    reached: dict[str, float] = nx.single_source_dijkstra_path_length(graph, commune)
    return reached
