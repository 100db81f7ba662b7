"""What is served, counted by networkx from the rows of a territory: nothing here comes from the kernel."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from fractions import Fraction

import networkx as nx
import numpy as np

from app.drills.territory import Provider, ProviderKind, Territory


def served(
    territory: Territory, gone: Collection[str] = (), cut: Collection[str] = (), more: Iterable[Provider] = ()
) -> int:
    """Units served without some providers (and all that needs them) and roads, and with some more providers."""
    down = _falling(territory, {*territory.down, *gone})
    graph = _graph(replace(territory, providers=(*territory.providers, *more)), down, cut)
    return int(nx.maximum_flow_value(graph, "source", "sink"))


def unmet(territory: Territory, **changes: object) -> int:
    """What is asked and not served."""
    return sum(one.quantity for one in territory.needs) - served(territory, **changes)  # type: ignore[arg-type]


def days(territory: Territory, draws: int, absence: float, correlation: float, seed: int) -> list[int]:
    """Units served on each day, drawn as the contract says."""
    down = _falling(territory, territory.down)
    people = sorted(
        one.id for one in territory.providers if one.kind is ProviderKind.PROFESSIONAL and one.id not in down
    )
    rng = np.random.Generator(np.random.PCG64(seed))
    found = []
    for _day in range(draws):
        q = absence
        if correlation:
            q = rng.beta(absence * (1 - correlation) / correlation, (1 - absence) * (1 - correlation) / correlation)
        away = [one for one, drawn in zip(people, rng.random(len(people)).tolist(), strict=True) if drawn < q]
        found.append(served(territory, away))
    return found


def _falling(territory: Territory, struck: Collection[str]) -> set[str]:
    down = set(struck)
    while more := {one.id for one in territory.providers if one.id not in down and down.intersection(one.depends_on)}:
        down |= more
    return down


def _graph(territory: Territory, down: Collection[str], cut: Collection[str]) -> nx.DiGraph:
    far = _distances(territory, cut)
    graph = nx.DiGraph()
    graph.add_nodes_from(("source", "sink"))
    for need in territory.needs:
        graph.add_edge(("need", need.id), "sink", capacity=need.quantity)
    for rank, one in enumerate(territory.providers):
        if one.id in down:
            continue
        graph.add_edge("source", ("provider", rank), capacity=one.capacity)
        for need in territory.needs:
            minutes = far[one.place].get(need.place)
            if need.skill in one.skills and minutes is not None and minutes <= one.reach_minutes:
                graph.add_edge(("provider", rank), ("need", need.id))
    return graph


def _distances(territory: Territory, cut: Collection[str]) -> Mapping[str, Mapping[str, Fraction]]:
    graph = nx.MultiGraph()
    graph.add_nodes_from(one.id for one in territory.places)
    for road in territory.roads:
        if road.id not in cut:
            graph.add_edge(road.start, road.end, minutes=road.minutes)
    return dict(nx.all_pairs_dijkstra_path_length(graph, weight="minutes"))
