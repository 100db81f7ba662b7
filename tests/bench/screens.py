"""Every screen of the product on the real server, as the coordination opens it: at demonstration size, and at 600 people over eight weeks.

A tab goes through all of them, then through each again; the figure is the CPU of the thread that runs the screen in the
server (frame and navigation included), not the machine's wall time. Then how far the slowest stands from Accueil, what
4.5 times the people cost, and what a start takes: from the process to /sante, and to the first screen drawn.
"""

from __future__ import annotations

import http.client
import statistics
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from app.access.actor import Actor, Role
from app.ui.places import HOME, open_places
from tests.bench.a_community import PEOPLE, WEEKS, copy_demonstration, copy_large
from tests.bench.a_tab import Tab
from tests.bench.a_timed_server import Served, served
from tests.bench.sessions import logins_in

if TYPE_CHECKING:
    from tests.bench.a_timed_server import Run
    from tests.bench.rows import Row

ADA = Actor("ada", "Ada Fictif", Role.COORDINATION)
LARGE = f"{PEOPLE} people × {WEEKS} weeks"
SETTLING_SECONDS = 3.0
BAR = "bar: 150 ms"


@dataclass(frozen=True, slots=True)
class Walked:
    """One walk through every screen. ``again``: CPU milliseconds of a rerun by address, ``first``: of the first run."""

    first: dict[str, float]
    again: dict[str, float]
    wall: dict[str, float]
    told: list[str]

    def slowest(self) -> tuple[str, float]:
        """The screen whose rerun costs most, and how many times Accueil's that is."""
        name = max(self.again, key=lambda one: self.again[one])
        return name, self.again[name] / self.again["accueil"]


def run(quick: bool) -> list[Row]:
    """A row a screen and a size. ``quick``: the demonstration alone, three reruns of each."""
    with tempfile.TemporaryDirectory() as scratch:
        small, large = Path(scratch) / "demo", Path(scratch) / "large"
        copy_demonstration(small)
        health, drawn, walked = _started(small, 3 if quick else 5)
        rows = [*_rows("demo", walked), _start("to /sante", health), _start("to the first screen drawn", drawn)]
        if quick:
            return rows
        copy_large(large)
        _health, _drawn, wide = _started(large, 3)
    grown = statistics.median(wide.again[name] / walked.again[name] for name in walked.again)
    return [
        *rows,
        *_rows(LARGE, wide),
        _row(f"{LARGE} over demo, median of the screens", grown, "×", f"{PEOPLE / 132:.1f} × the people"),
    ]  # fmt: skip


def _started(folder: Path, again: int) -> tuple[float, float, Walked]:
    """Seconds from the process to its health and to its first screen, then the walk."""
    token, began = logins_in(folder, 1)[0], time.perf_counter()
    with served(folder) as one:
        _ask_health(one.port)
        health = time.perf_counter() - began
        with Tab(one.port, token) as tab:
            tab.open("")
            drawn = time.perf_counter() - began
            return health, drawn, _walk(one, tab, again)


def _ask_health(port: int) -> None:
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    line.request("GET", "/sante")
    status = line.getresponse().status
    line.close()
    if status != 200:
        raise RuntimeError(f"/sante answers {status}")


def _walk(one: Served, tab: Tab, again: int) -> Walked:
    addresses = ["" if place.file == HOME else place.address for place in open_places(ADA)]
    for address in addresses:
        tab.open(address)
    time.sleep(SETTLING_SECONDS)
    known = len(one.runs())
    for address in addresses:
        for _time in range(again):
            tab.open(address)
    time.sleep(0.2)  # The last run's line is written just after the tab hears its end.
    before, after = one.runs()[:known], one.runs(known)
    first = {run.screen: run.cpu * 1000 for run in reversed(before)}
    return Walked(first, _median(after, "cpu"), _median(after, "wall"), [one.why(kind) for kind in tab.told])


def _median(runs: list[Run], what: str) -> dict[str, float]:
    found: dict[str, list[float]] = {}
    for one in runs:
        found.setdefault(one.screen, []).append(getattr(one, what) * 1000)
    return {screen: statistics.median(times) for screen, times in found.items()}


def _rows(size: str, walked: Walked) -> list[Row]:
    name, ratio = walked.slowest()
    slowest = _row(f"{size}, slowest over Accueil", ratio, "×", name)
    if size == "demo":
        slowest["at_most"] = 6
    said = "; ".join(walked.told) or f"{len(walked.again)} screens, an error shown or a run never ended"
    return [
        *(
            _row(f"{size}, {screen}, rerun", spent, "ms CPU", f"first {walked.first[screen]:.0f}, wall {walked.wall[screen]:.0f}; {BAR}")
            for screen, spent in walked.again.items()
        ),
        _row(f"{size}, slowest rerun", walked.again[name], "ms CPU", name),
        slowest,
        {**_row(f"{size}, errors", len(walked.told), "", said), "at_most": 0},
    ]  # fmt: skip


def _start(name: str, seconds: float) -> Row:
    return _row(f"start, from the process {name}", seconds, "s", "folder at demonstration size")


def _row(name: str, value: float, unit: str, note: str) -> Row:
    return {"section": "screens", "name": name, "value": round(value, 2 if unit in ("×", "s") else 0), "unit": unit, "note": note}  # fmt: skip
