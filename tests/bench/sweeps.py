"""Sweeps of a territory: bad days drawn, pairs, whom to add, where to open, what hangs on one, and many territories at once.

CPU seconds of this process, on territories in the shape of the product after their four shocks; the cluster is wall time, its
workers being other processes. A sample is solved again by networkx, and the cluster's figures by this process: what differs
fails the section.
"""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from fractions import Fraction
from statistics import median
from typing import TYPE_CHECKING, TypeVar

from app.drills.best_place import Centre, best_places
from app.drills.cluster import local_cluster
from app.drills.coverage import Coverage
from app.drills.crossings import crossings
from app.drills.fragile import fragile_needs
from app.drills.graph_file import read_graphml, write_graphml
from app.drills.monte_carlo import draw_days
from app.drills.pairs import pair_losses
from app.drills.reinforcement import Offer, reinforce
from app.drills.sweep import Draws, sweep
from app.drills.territory import ProviderKind
from tests.drills import a_sweep_oracle
from tests.drills.a_territory import SKILLS, a_territory, populations

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.drills.territory import Territory

Row = dict[str, object]
R = TypeVar("R")
REPEATS = 3
OFFERS = (
    Offer("nurse", ProviderKind.PROFESSIONAL, 20, frozenset({"nursing", "sampling", "vaccination"}), Fraction(20), 10),
    Offer("physician", ProviderKind.PROFESSIONAL, 20, frozenset({"gp", "chronic"}), Fraction(20), 10),
    Offer("pharmacist", ProviderKind.PROFESSIONAL, 50, frozenset({"dispensing"}), Fraction(15), 10),
    Offer("centre", ProviderKind.SITE, 100, frozenset(SKILLS), Fraction(30), 1),
)
CENTRE = Centre(100, frozenset(SKILLS), Fraction(30))


def run(quick: bool) -> list[Row]:
    """Size M and S (XS and S when ``quick``), then the cluster: 20 territories × 1,000 days of size S (6 × 100 of XS)."""
    rows = [row for size in (("XS", "S") if quick else ("S", "M")) for row in _of_size(size, 200 if quick else 1000)]
    return [*rows, *(_on_a_cluster("XS", 6, 100) if quick else _on_a_cluster("S", 20, 1000))]


def _of_size(size: str, draws: int) -> list[Row]:
    territory = a_territory(size)
    coverage = Coverage(territory)
    residents = populations(territory)
    seconds, days = _cpu(lambda: draw_days(coverage, draws))
    summary = days.summary()
    note = f"exact share {summary.exact_share:g}; p05 {summary.p05:.3f}, p50 {summary.p50:.3f}, p95 {summary.p95:.3f}"
    rows = [
        _row(f"{size}: {draws} days drawn", seconds, "s CPU", note),
        _against_networkx(size, territory, days.served),
    ]
    rows += [_pairs(size, "", territory), _pairs(size, ", a fifth less asked", _calmer(territory))]
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


def _pairs(size: str, what: str, territory: Territory) -> Row:
    coverage = Coverage(territory)
    losses = coverage.losses()
    seconds, found = _cpu(lambda: pair_losses(coverage, losses))
    note = f"{found.solved} solved, bounds settle the others; largest excess {found.pairs[0].excess}"
    return _row(f"{size}{what}: {len(found.pairs)} pairs", 1000 * seconds, "ms CPU", note)


def _against_networkx(size: str, territory: Territory, served: tuple[int, ...]) -> Row:
    """The first days of the same drawing, flow by flow in networkx."""
    sample = 2
    began = time.process_time()
    found = a_sweep_oracle.days(territory, sample, 0.15, 0.1, 0)
    seconds = time.process_time() - began
    if found != list(served[:sample]):
        raise AssertionError(f"networkx serves {found}, the kernel {served[:sample]}")
    return _row(f"{size}: a day by networkx", seconds / sample, "s CPU", f"{sample} days, the same units served")


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


def _cpu(ask: Callable[[], R]) -> tuple[float, R]:
    """Median CPU seconds of a few times, and the answer."""
    spent = []
    for _time in range(REPEATS):
        began = time.process_time()
        found = ask()
        spent.append(time.process_time() - began)
    return median(spent), found


def _row(name: str, value: float, unit: str, note: str = "") -> Row:
    return {"section": "sweeps", "name": name, "value": round(value, 3 if unit.startswith("s") else 1), "unit": unit, "note": note}  # fmt: skip
