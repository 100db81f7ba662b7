"""Coverage of territories in the shape of the product: the base, every loss alone, networkx beside it, events struck live.

Sizes: S (130 professionals, 23 communes), M (600, 39, with 189 sites), L (6,000, 250). CPU seconds of this process after
start-up, best of a few runs; the networkx loop is run on a sample of the same losses, in the same run, and must agree.
"""

from __future__ import annotations

import gc
import random
import statistics
import time
from collections.abc import Callable, Iterable
from typing import TypeVar

import networkx as nx
from networkx.algorithms.flow import boykov_kolmogorov, preflow_push

from app.drills.coverage import Coverage
from app.drills.live import Live
from app.drills.territory import Demand, Fall, ProviderKind, RoadCut, Shock, Territory, struck
from tests.drills.a_territory import before_shocks

Row = dict[str, object]
Answer = TypeVar("Answer")
SECTION = "coverage"
SAMPLE = 6
"""Losses that networkx works out too."""


def run(quick: bool) -> list[Row]:
    """Every figure; the quick form leaves size L out."""
    rows = [row for size in ("S", "M") for row in _sweep(size, 3)]
    return (
        rows
        + _beside_networkx(2 if quick else SAMPLE)
        + _live("S")
        + _live("M")
        + _mass(3 if quick else 8)
        + ([] if quick else _sweep("L", 1))
    )


def a_row(name: str, value: float, unit: str, note: str = "") -> Row:
    """A row of this section."""
    return {"section": SECTION, "name": name, "value": value, "unit": unit, "note": note}


def spent(work: Callable[[], Answer], runs: int) -> tuple[Answer, float]:
    """What the work gives, and its CPU seconds, the best of so many runs."""
    best = float("inf")
    for _run in range(runs):
        gc.collect()
        began = time.process_time()
        answer = work()
        best = min(best, time.process_time() - began)
    return answer, best


def _sweep(size: str, runs: int) -> list[Row]:
    whole, shocks = before_shocks(size)
    rows = []
    for when, territory in (("", whole), (" after its shocks", struck(whole, shocks))):
        coverage, base = spent(lambda: Coverage(territory), runs)  # noqa: B023 - called at once
        losses, alone = spent(coverage.losses, runs)
        asked = f"{len(coverage.providers)} providers, {len(territory.roads)} roads, {coverage.cover.missing} unmet"
        bars = {"S": ("", "; bar: 0.1"), "M": ("; bar: 50", "; bar: 0.5"), "L": ("", "; bar: 30")}[size]
        rows += [
            a_row(f"{size}{when}: base", round(base * 1000, 1), "CPU ms", asked + bars[0]),
            a_row(f"{size}{when}: full N-1", round(alone, 3), "CPU s", f"{sum(one.loss > 0 for one in losses)} cost{bars[1]}"),
        ]  # fmt: skip
    return rows


def _beside_networkx(sample: int) -> list[Row]:
    """Mean of the sample × number of providers, over the whole sweep of the product; losses compared one by one."""
    territory, _shocks = before_shocks("M")
    coverage = Coverage(territory)
    losses, ours = spent(lambda: list(coverage._provider_losses()), 3)
    graph = _graph(coverage)
    chosen = random.Random(1).sample([one for one in losses if one.loss], sample // 2)
    chosen += random.Random(2).sample([one for one in losses if not one.loss], sample - sample // 2)
    rows = []
    for name, algorithm in (("preflow_push, its default", preflow_push), ("boykov_kolmogorov, its fastest", boykov_kolmogorov)):  # fmt: skip
        each, differ = [], 0
        for one in chosen:
            fallen = [coverage.rank_of(id) for id in _with(territory, one.id)]
            flow, took = spent(lambda: _without(graph, fallen, algorithm), 1)  # noqa: B023 - called at once
            each.append(took)
            differ += coverage.cover.served - flow != one.loss
        note = f"mean of {len(chosen)} × {len(losses)} providers; bar: 300"
        rows.append(
            a_row(f"M: networkx loop / N-1 ({name})", round(statistics.mean(each) * len(losses) / ours), "×", note)
        )
        rows.append(a_row(f"M: losses that differ ({name})", differ, "losses", f"{len(chosen)} compared"))
    return rows


def _graph(coverage: Coverage) -> nx.DiGraph:
    graph = nx.DiGraph()
    for rank, one in enumerate(coverage.providers):
        graph.add_edge("from", ("p", rank), capacity=one.capacity)
        graph.add_edges_from((("p", rank), ("n", need)) for need in coverage.cover.reach[rank])
    for rank, need in enumerate(coverage.needs):
        graph.add_edge(("n", rank), "to", capacity=need.quantity)
    return graph


def _with(territory: Territory, id: str) -> list[str]:
    """A provider and those who fall with it: chains are one link long here."""
    return [id, *(one.id for one in territory.providers if id in one.depends_on)]


def _without(graph: nx.DiGraph, gone: Iterable[int | None], algorithm: Callable[..., object]) -> int:
    left = graph.copy()
    left.remove_nodes_from(("p", rank) for rank in gone)
    return int(nx.maximum_flow_value(left, "from", "to", flow_func=algorithm))


def _live(size: str) -> list[Row]:
    """The four shocks of the territory one after another, then eighty events, each alone and taken back; all in one life."""
    territory, shocks = before_shocks(size)
    coverage, rnd = Coverage(territory), random.Random(1)
    live = coverage.live()
    ordered = [_inject(live, one, keep=True) for one in shocks]
    while live.steps:
        live.undo()
    alone = [_inject(live, one, keep=False) for one in _events(rnd, territory)]
    life = [_inject(live, one, keep=True) for one in _events(rnd, territory)]
    said = ", ".join(f"{one * 1000:.1f}" for one in ordered)
    rows = [a_row(f"{size}: live, its four shocks in a row, slowest", _ms(max(ordered)), "CPU ms", f"{said}; bar: 10")]
    for name, found in (("each alone", alone), ("all in one life", life)):
        rows.append(a_row(f"{size}: live, 80 events {name}, median", _ms(statistics.median(found)), "CPU ms"))
        rows.append(a_row(f"{size}: live, 80 events {name}, slowest", _ms(max(found)), "CPU ms", "bar: 10"))
    return rows


def _mass(seeds: int) -> list[Row]:
    """Twenty, then fifty professionals away at once, on the whole territory and on one already short; then piled lives."""
    whole, shocks = before_shocks("M")
    rows = []
    for when, territory in (("", whole), (" after its shocks", struck(whole, shocks))):
        coverage = Coverage(territory)
        people = [one.id for one in territory.up if one.kind is ProviderKind.PROFESSIONAL]
        for count in (20, 50):
            falls = [Fall(frozenset(random.Random(seed).sample(people, count))) for seed in range(seeds)]
            found = [_inject(coverage.live(), one, keep=False) for one in falls]
            rows += _two_rows(f"M{when}: live, {count} absent at once", found)
        lives = [(coverage.live(), _events(random.Random(seed), territory)) for seed in range(seeds)]
        found = [_inject(live, one, keep=True) for live, events in lives for one in events]
        rows += _two_rows(f"M{when}: live, {seeds} lives of 80 events piled up", found)
    return rows


def _two_rows(name: str, found: list[float]) -> list[Row]:
    note = f"{len(found)} injects; worst / median: {max(found) / statistics.median(found):.1f}; bar: 10"
    return [
        a_row(f"{name}, median", _ms(statistics.median(found)), "CPU ms"),
        a_row(f"{name}, slowest", _ms(max(found)), "CPU ms", note),
    ]


def _events(rnd: random.Random, territory: Territory) -> list[Shock]:
    found: list[Shock] = [Fall(frozenset({one.id})) for one in rnd.sample(territory.providers, 40)]
    found += [RoadCut(frozenset({one.id})) for one in rnd.sample(territory.roads, 20)]
    found += [Demand(rnd.choice(territory.places).id, "nursing", rnd.randint(5, 60), 5) for _one in range(20)]
    return found


def _inject(live: Live, shock: Shock, *, keep: bool) -> float:
    """CPU seconds, the best of three."""
    took = []
    for _run in range(3):
        began = time.process_time()
        live.inject(shock)
        took.append(time.process_time() - began)
        live.undo()
    if keep:
        live.inject(shock)
    return min(took)


def _ms(seconds: float) -> float:
    return round(seconds * 1000, 1)
