"""The laboratory at demonstration size: the first reading, then each rerun of each panel, as a tab of the browser runs it.

CPU seconds; a rerun is a whole run of the screen's script with its answers kept. Bound: 0.25 s.
"""

from __future__ import annotations

import statistics
import tempfile
import time
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from streamlit.testing.v1 import AppTest

from app.access.actor import COMMAND_LINE
from app.core.clock import fixed_clock
from app.drills.composition import of_scenario
from app.services.build_demo import build_demo
from app.services.kept_answers import forget_all
from app.services.read_laboratory import read_bench, try_composition
from app.services.save_run import save_run
from app.store.current import use
from app.store.database import Store, open_store

if TYPE_CHECKING:
    from collections.abc import Callable

Row = dict[str, object]
TODAY = date(2026, 11, 26)
AT = datetime(2026, 11, 26, 8, tzinfo=UTC)
SCREEN = Path(__file__).parents[2] / "app" / "ui" / "screens" / "laboratory.py"
PANELS = {"composer": "composer", "resultat": "result", "essais": "saved runs", "comparer": "two runs compared"}
SCENARIO, OTHER = "d768_penthievre", "autocar_rn165"
BOUND = 0.25


def run(quick: bool) -> list[Row]:
    """One row per panel and kind of run. ``quick``: three reruns of each."""
    with tempfile.TemporaryDirectory() as folder:
        store = open_store(Path(folder), fixed_clock(AT))
        build_demo(COMMAND_LINE, store, TODAY)
        use(store)
        _keep_two(store)
        try:
            return [row for panel in PANELS for row in _panel(panel, 3 if quick else 7)]
        finally:
            use(None)


def _keep_two(store: Store) -> None:
    """Two saved runs, to be listed and compared."""
    bench = read_bench(COMMAND_LINE, store)
    for code in (SCENARIO, OTHER):
        made = of_scenario(bench.scenarios[code], AT)
        save_run(COMMAND_LINE, store, try_composition(COMMAND_LINE, store, made).ran, made.title)


def _panel(panel: str, runs: int) -> list[Row]:
    forget_all()
    page = AppTest.from_file(SCREEN, default_timeout=60)
    page.query_params["volet"] = panel
    if panel in ("composer", "resultat"):
        page.query_params["scenario"] = SCENARIO
    first = _cpu(page.run)
    again = statistics.median(_cpu(page.run) for _run in range(runs))
    if page.exception:
        raise RuntimeError(page.exception[0].value)
    name = PANELS[panel]
    return [
        _row(f"{name}, first run", first, "nothing kept"),
        _row(f"{name}, rerun", again, f"bound {BOUND:g} s"),
    ]


def _cpu(run: Callable[[], object]) -> float:
    start = time.process_time()
    run()
    return time.process_time() - start


def _row(name: str, value: float, note: str) -> Row:
    return {"section": "laboratory", "name": name, "value": round(value, 3), "unit": "s CPU", "note": note}
