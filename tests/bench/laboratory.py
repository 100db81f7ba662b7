"""The laboratory at demonstration size: the first reading, then each rerun of each panel. CPU seconds; bar: 0.25 s."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.access.actor import COMMAND_LINE
from app.drills.composition import of_scenario
from app.services.laboratory.read_laboratory import read_bench, try_composition
from app.services.laboratory.save_run import save_run
from tests.bench.a_community import AT
from tests.bench.a_screen import BOUND, Opened, row, the_demonstration

if TYPE_CHECKING:
    from app.store.database import Store
    from tests.bench.rows import Row

PANELS = {"composer": "composer", "resultat": "result", "essais": "saved runs", "comparer": "two runs compared"}
SCENARIO, OTHER = "d768_penthievre", "autocar_rn165"


def run(quick: bool) -> list[Row]:
    """Two rows a panel. ``quick``: three reruns of each."""
    with the_demonstration() as store:
        _keep_two(store)
        return [one for panel in PANELS for one in _panel(panel, 3 if quick else 7)]


def _keep_two(store: Store) -> None:
    """Two saved runs, to be listed and compared."""
    bench = read_bench(COMMAND_LINE, store)
    for code in (SCENARIO, OTHER):
        made = of_scenario(bench.scenarios[code], AT)
        save_run(COMMAND_LINE, store, try_composition(COMMAND_LINE, store, made).ran, made.title)


def _panel(panel: str, runs: int) -> list[Row]:
    page = Opened(
        "laboratory", {"volet": panel, **({"scenario": SCENARIO} if panel in ("composer", "resultat") else {})}
    )
    name = PANELS[panel]
    return [
        row("laboratory", f"{name}, first run", page.once(), "nothing kept"),
        row("laboratory", f"{name}, rerun", page.again(runs), BOUND),
    ]
