"""Sweeps of a territory: bad days drawn, pairs, whom to add, where to open, what hangs on one, and many territories at once.

CPU seconds of this process, on territories in the shape of the product after their four shocks; the cluster is wall time, its
workers being other processes. A sample of the days and of the pairs is solved again by networkx, scipy and igraph
(``tests.bench.flows``), two days more from the rows of the territory alone, and the cluster's figures by this process.
"""

from __future__ import annotations

import random
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from fractions import Fraction
from statistics import median
from typing import TYPE_CHECKING, TypeVar

from app.drills.best_place import Centre, best_places
from app.drills.cluster import local_cluster
from app.drills.coverage import Coverage, LossKind
from app.drills.crossings import crossings
from app.drills.fragile import fragile_needs
from app.drills.graph_file import write_graphml
from app.drills.monte_carlo import draw_absences, draw_days
from app.drills.pairs import pair_losses
from app.drills.reinforcement import Offer, reinforce
from app.drills.sweep import Draws, sweep
from app.drills.territory import ProviderKind
from tests.bench.flows import PEERS, asked_of
from tests.bench.rows import Row, cpu
from tests.drills import a_sweep_oracle
from tests.drills.a_territory import SKILLS, a_territory, populations
from tests.drills.graphml_back import read_graphml

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from app.drills.territory import Territory

R = TypeVar("R")
OFFERS = (
    Offer("nurse", ProviderKind.PROFESSIONAL, 20, frozenset({"nursing", "sampling", "vaccination"}), Fraction(20), 10),
    Offer("physician", ProviderKind.PROFESSIONAL, 20, frozenset({"gp", "chronic"}), Fraction(20), 10),
    Offer("pharmacist", ProviderKind.PROFESSIONAL, 50, frozenset({"dispensing"}), Fraction(15), 10),
    Offer("centre", ProviderKind.SITE, 100, frozenset(SKILLS), Fraction(30), 1),
)
CENTRE = Centre(100, frozenset(SKILLS), Fraction(30))


def run(quick: bool) -> list[Row]:
    """S, M and L (XS and S when ``quick``), then the cluster: 20 territories × 1,000 days of size S (6 × 100 of XS)."""
    days = {"XS": 200, "S": 200} if quick else {"S": 1000, "M": 1000, "L": 100}
    rows = [row for size, draws in days.items() for row in _of_size(size, draws)]
    return [*rows, *(_on_a_cluster("XS", 6, 100) if quick else _on_a_cluster("S", 20, 1000))]


def _of_size(size: str, draws: int) -> list[Row]:
    territory, repeats = a_territory(size), 1 if size == "L" else 3
    coverage = Coverage(territory)
    seconds, days = _cpu(lambda: draw_days(coverage, draws), repeats)
    summary = days.summary()
    note = f"exact share {summary.exact_share:g}; p05 {summary.p05:.3f}, p50 {summary.p50:.3f}, p95 {summary.p95:.3f}"
    rows = [
        _row(f"{size}: {draws} days drawn", seconds, "s CPU", note),
        *_days_beside(size, coverage, days.served, seconds / draws),
        *_pairs(size, "", territory, repeats),
        *_pairs(size, ", a fifth less asked", _calmer(territory), repeats),
    ]
    return rows if size == "L" else rows + _of_the_laboratory(size, coverage)


def _of_the_laboratory(size: str, coverage: Coverage) -> list[Row]:
    territory, rows = coverage.territory, list[Row]()
    residents = populations(territory)
    seconds, steps = _cpu(lambda: reinforce(coverage, OFFERS, 10, residents=residents))
    rows.append(_row(f"{size}: 10 reinforcements among {len(OFFERS)} offers", 1000 * seconds, "ms CPU", f"gains {[one.gain for one in steps]}"))  # fmt: skip
    for count in (1, 2):
        seconds, best = _cpu(lambda count=count: best_places(coverage, CENTRE, residents, Fraction(20), count=count))  # type: ignore[misc]
        rows.append(_row(f"{size}: best of {count} centre", 1000 * seconds, "ms CPU", f"gain {best[0].gain}"))
    seconds, fragile = _cpu(lambda: fragile_needs(coverage))
    rows.append(_row(f"{size}: fragile needs", 1000 * seconds, "ms CPU", f"{len(fragile)} found"))
    seconds, crossed = _cpu(lambda: crossings(territory, residents))
    rows.append(_row(f"{size}: crossings", 1000 * seconds, "ms CPU", f"{len(crossed)} found"))
    seconds, read = _cpu(lambda: read_graphml(write_graphml(territory)))
    if read != territory:
        raise AssertionError("the GraphML file gives another territory back")
    return [*rows, _row(f"{size}: GraphML written and read", 1000 * seconds, "ms CPU", "the same territory")]


def _calmer(territory: Territory) -> Territory:
    """A fifth less asked: few are short, many relieve each other."""
    return replace(territory, needs=tuple(replace(one, quantity=one.quantity * 4 // 5) for one in territory.needs))


def _pairs(size: str, what: str, territory: Territory, repeats: int) -> list[Row]:
    coverage = Coverage(territory)
    losses = coverage.losses()
    seconds, found = _cpu(lambda: pair_losses(coverage, losses), repeats)
    note = f"{found.solved} solved, bounds settle the others; largest excess {found.pairs[0].excess}"
    rows = [_row(f"{size}{what}: {len(found.pairs)} pairs", 1000 * seconds, "ms CPU", note)]
    of_providers = [one for one in found.pairs if {one.first.kind, one.second.kind} == {LossKind.PROVIDER}]
    chosen = random.Random(1).sample(of_providers, min(40, len(of_providers)))
    gone = [asked_of(coverage, [one.first.id, one.second.id]) for one in chosen]
    expected = [coverage.cover.served - one.loss for one in chosen]
    # Where bounds settle everything the sweep is the time of sorting; a floor is for what is solved.
    floors = {"networkx": 30, "scipy": 1, "igraph": 0.5} if found.solved else {}
    return rows + _beside(f"{size}{what}, pairs", coverage, gone, expected, seconds / len(found.pairs), floors)


def _days_beside(size: str, coverage: Coverage, served: Sequence[int], ours: float) -> list[Row]:
    """The first days of the same drawing, by each library on the network of the product, then from the rows alone."""
    people = [one for one in coverage.providers if one.kind is ProviderKind.PROFESSIONAL]
    people.sort(key=lambda one: one.id)
    away = draw_absences(len(people), 20, 0.15, 0.1, 0)
    gone = [
        asked_of(coverage, [one.id for one, absent in zip(people, day, strict=True) if absent]) for day in away.tolist()
    ]
    rows = _beside(f"{size}, a day", coverage, gone, served[:20], ours, {"networkx": 10, "scipy": 0.3})
    if size == "L":
        return rows
    found = a_sweep_oracle.days(coverage.territory, 2, 0.15, 0.1, 0)
    differ = sum(one != other for one, other in zip(found, served, strict=False))
    return [*rows, _bounded(f"{size}, a day: told otherwise from the rows", differ, "days", "2 compared", at_most=0)]


def _beside(
    what: str, coverage: Coverage, gone: Sequence[Sequence[int]], expected: Sequence[int], ours: float,
    floors: Mapping[str, float],
) -> list[Row]:  # fmt: skip
    """Mean flow of each library over the mean of the product; every answer compared. No floor where all takes microseconds."""
    rows, differ, compared = list[Row](), 0, 0
    for name, library in PEERS.items():
        sample = 2 if name == "networkx" else len(gone)
        peer = library(coverage.cover)
        found, seconds = cpu(lambda: [peer.flow(ranks) for ranks in gone[:sample]])  # noqa: B023 - called at once
        differ += sum(one != other for one, other in zip(found, expected, strict=False))
        compared += sample
        row = _row(f"{what}: {name} / the product", seconds / sample / ours, "×", f"{sample} solved again")
        if name in floors and not what.startswith("XS"):
            row["at_least"] = floors[name]
        rows.append(row)
    return [*rows, _bounded(f"{what}: told otherwise by a library", differ, "answers", f"{compared} compared", at_most=0)]  # fmt: skip


def _on_a_cluster(size: str, territories: int, draws: int) -> list[Row]:
    jobs = [Draws(a_territory(size, seed), draws, seed=seed) for seed in range(1, territories + 1)]
    began = time.perf_counter()
    with ThreadPoolExecutor(1) as here:
        alone = sweep(jobs, here)
    one = time.perf_counter() - began
    began = time.perf_counter()
    with local_cluster(2) as executor:
        ready = time.perf_counter() - began
        began = time.perf_counter()
        found = sweep(jobs, executor)
        two = time.perf_counter() - began
    if found != alone or not found.is_whole:
        raise AssertionError("the cluster's figures are not this process's")
    what = f"{territories} territories of size {size} × {draws} days"
    return [
        _row(f"{what}, this process", one, "s"),
        _row(
            f"{what}, Dask, 2 processes",
            two,
            "s",
            f"every figure equal; ready after {ready:.1f} s; ratio {one / two:.2f}",
        ),
    ]


def _cpu(ask: Callable[[], R], repeats: int = 3) -> tuple[float, R]:
    """Median CPU seconds of a few times, and the answer."""
    found, seconds = cpu(ask)
    return median([seconds, *(cpu(ask)[1] for _time in range(repeats - 1))]), found


def _bounded(name: str, value: float, unit: str, note: str, *, at_most: float) -> Row:
    return {"section": "sweeps", "name": name, "value": value, "unit": unit, "note": note, "at_most": at_most}


def _row(name: str, value: float, unit: str, note: str = "") -> Row:
    digits = 3 if unit.startswith("s") else 1
    return {"section": "sweeps", "name": name, "value": round(value, digits), "unit": unit, "note": note}
