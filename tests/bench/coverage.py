"""Coverage of territories in the shape of the product: the base, every loss alone, events struck live; three libraries beside.

Sizes: S (130 professionals, 23 communes), M (600, 39, with 189 sites), L (6,000, 250). CPU seconds of this process after
start-up, best of a few runs; networkx, scipy and igraph (``tests.bench.flows``) work out a sample of the same losses in the
same run, and must agree to the unit.
"""

from __future__ import annotations

import random
import statistics
import time
from typing import TYPE_CHECKING

from app.drills.coverage import Coverage
from app.drills.territory import Demand, Fall, ProviderKind, RoadCut, Shock, Territory, struck
from tests.bench.flows import PEERS, NetworkxByDefault, asked_of
from tests.bench.rows import Row, cpu
from tests.drills.a_territory import before_shocks

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.drills.coverage import Loss
    from app.drills.live import Live
    from tests.bench.rows import Answer

SECTION = "coverage"
BARS = {"S": ("", "; bar: 0.1"), "M": ("; bar: 50", "; bar: 0.5"), "L": ("", "; bar: 30")}
FLOORS: dict[str, dict[str, float]] = {
    "S": {"networkx": 40, "scipy": 1.8, "igraph": 1},
    "M": {"networkx": 300, "scipy": 7, "igraph": 7},
    "L": {"networkx": 3000, "scipy": 40, "igraph": 40},
}
"""How many times longer than the product each library takes to try every provider, at least."""


def run(quick: bool) -> list[Row]:
    """Every figure; the quick form leaves size L out."""
    rows = []
    for size in ("S", "M") if quick else ("S", "M", "L"):
        rows += _sweep(size, quick)
        rows += _live(size)
    return rows + _mass(3 if quick else 8)


def a_row(name: str, value: float, unit: str, note: str = "") -> Row:
    """A row of this section."""
    return {"section": SECTION, "name": name, "value": value, "unit": unit, "note": note}


def spent(work: Callable[[], Answer], runs: int) -> tuple[Answer, float]:
    """What the work gives, and its CPU seconds, the best of so many runs."""
    answer, best = cpu(work)
    for _run in range(runs - 1):
        best = min(best, cpu(work)[1])
    return answer, best


def _sweep(size: str, quick: bool) -> list[Row]:
    whole, shocks = before_shocks(size)
    rows, runs = list[Row](), 1 if size == "L" else 3
    for when, territory in (("", whole), (" after its shocks", struck(whole, shocks))):
        coverage, base = spent(lambda: Coverage(territory), runs)  # noqa: B023 - called at once
        losses, alone = spent(coverage.losses, runs)
        asked = f"{len(coverage.providers)} providers, {len(territory.roads)} roads, {coverage.cover.missing} unmet"
        rows += [
            a_row(f"{size}{when}: base", round(base * 1000, 1), "CPU ms", asked + BARS[size][0]),
            a_row(f"{size}{when}: full N-1", round(alone, 3), "CPU s", f"{sum(one.loss > 0 for one in losses)} cost{BARS[size][1]}"),
            *_beside_the_libraries(f"{size}{when}", coverage, runs, 2 if quick or size == "L" else 4),
        ]  # fmt: skip
    return rows


def _beside_the_libraries(named: str, coverage: Coverage, runs: int, sample: int) -> list[Row]:
    """Mean of a sample of flows × number of providers, over the whole sweep of the product; losses compared one by one."""
    losses, ours = spent(lambda: list(coverage._provider_losses()), runs)
    rows = _base_beside(named, coverage, runs)
    libraries = {**PEERS, "networkx, as by default": NetworkxByDefault} if sample > 2 else PEERS
    differ = compared = 0
    for name, library in libraries.items():
        peer = library(coverage.cover)
        chosen = _some(losses, sample if "networkx" in name else 10 * sample)
        gone = [asked_of(coverage, [one.id]) for one in chosen]
        flows, took = cpu(lambda: [peer.flow(ranks) for ranks in gone])  # noqa: B023 - called at once
        compared += len(chosen)
        differ += sum(coverage.cover.served - flow != one.loss for one, flow in zip(chosen, flows, strict=True))
        ratio = took / len(chosen) * len(losses) / ours
        row = a_row(f"{named}: N-1 by {name} / N-1", round(ratio, 1), "×", f"{len(chosen)} of {len(losses)} providers")
        if name in PEERS:
            row["at_least"] = FLOORS[named[0]][name]
        rows.append(row)
    agreed = a_row(f"{named}: losses that a library tells otherwise", differ, "losses", f"{compared} compared")
    agreed["at_most"] = 0
    return [*rows, agreed]


def _some(losses: list[Loss], sample: int) -> list[Loss]:
    """Of those that cost something, and of the others, half each where there are as many."""
    costly, others = [one for one in losses if one.loss], [one for one in losses if not one.loss]
    chosen = random.Random(1).sample(costly, min(sample // 2, len(costly)))
    return chosen + random.Random(2).sample(others, min(sample - len(chosen), len(others)))


def _base_beside(named: str, coverage: Coverage, runs: int) -> list[Row]:
    """The flow alone, who reaches whom being known: ours by priority, theirs any largest one, their graph included."""
    cover = coverage.cover
    _again, ours = spent(lambda: type(cover)(cover.capacities, cover.demands, cover.reach), runs)
    rows = []
    for name, library in PEERS.items():
        _flow, took = spent(lambda: library(cover).flow(()), 1 if name == "networkx" else runs)  # noqa: B023
        rows.append(a_row(f"{named}: one flow by {name} / one by priority", round(took / ours, 2), "×"))
    return rows


def _live(size: str) -> list[Row]:
    """The four shocks of the territory one after another, then eighty events, each alone and taken back; all in one life."""
    territory, shocks = before_shocks(size)
    coverage, every = Coverage(territory), 8 if size == "L" else 1
    live = coverage.live()
    ordered = [_inject(live, one, keep=True) for one in shocks]
    while live.steps:
        live.undo()
    rnd = random.Random(1)
    alone = [_inject(live, one, keep=False) for one in _events(rnd, territory)[::every]]
    life = [_inject(live, one, keep=True) for one in _events(rnd, territory)[::every]]
    said = ", ".join(f"{one * 1000:.1f}" for one in ordered)
    rows = [a_row(f"{size}: live, its four shocks in a row, slowest", _ms(max(ordered)), "CPU ms", f"{said}; bar: 10")]
    for name, found in (("each alone", alone), ("all in one life", life)):
        rows += _two_rows(f"{size}: live, {len(found)} events {name}", found)
    return rows + _live_beside(size, coverage, statistics.median(alone))


def _live_beside(size: str, coverage: Coverage, inject: float) -> list[Row]:
    """An event changes arcs: a library builds its graph anew and counts, who reaches whom being told to it."""
    rows = []
    for name, library in PEERS.items():
        _flow, took = spent(lambda: library(coverage.cover).flow(()), 1 if name == "networkx" else 3)  # noqa: B023
        row = a_row(f"{size}: anew by {name} / live, median event alone", round(took / inject, 1), "×")
        if size != "S":
            row["at_least"] = 2
        rows.append(row)
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
    note = f"{len(found)} injects; worst / median: {max(found) / statistics.median(found):.1f}"
    note += "" if name.startswith("L") else "; bar: 10"
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
