"""The map of coverage at demonstration size: the first reading, then each rerun of each panel. CPU seconds; bound: 0.25 s."""

from __future__ import annotations

from tests.bench.a_screen import BOUND, Opened, row, the_demonstration

Row = dict[str, object]
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
    """Four rows a panel. ``quick``: three reruns of each."""
    with the_demonstration():
        return [one for panel in PANELS for one in _panel(panel, 3 if quick else 7)]


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
