"""The map of coverage at demonstration size: the first reading, then each rerun of each panel. CPU seconds; bar: 0.25 s."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.bench.a_screen import BOUND, Opened, row, the_demonstration

if TYPE_CHECKING:
    from tests.bench.rows import Row

PANELS = {
    "carte": "map",
    "besoins": "communes × needs",
    "pertes": "losses",
    "paires": "pairs of losses",
    "renforts": "reinforcements",
    "absences": "1,000 bad days",
    "routes": "roads",
}
SHOCK = "d768_penthievre"


def run(quick: bool) -> list[Row]:
    """Four rows a panel. ``quick``: the map alone."""
    with the_demonstration():
        return [one for panel in list(PANELS)[: 1 if quick else None] for one in _panel(panel, 3 if quick else 5)]


def _panel(panel: str, runs: int) -> list[Row]:
    page, name, section = Opened("coverage", {"volet": panel}), PANELS[panel], "coverage_screen"
    rows = [
        row(section, f"{name}, first run", page.once(), "world and answers computed"),
        row(section, f"{name}, rerun", page.again(runs), BOUND),
    ]
    page.turn({"choc": SHOCK})
    return [
        *rows,
        row(section, f"{name}, a shock laid over, first run", page.once(), "the same, struck"),
        row(section, f"{name}, rerun after a shock", page.again(runs), BOUND),
    ]
