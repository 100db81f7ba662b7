"""The live territory: the demonstration's, read as a screen does, its mark, and a whole season of half-days.

CPU seconds of a warm process, medians; the first reading, which loads the tables, apart.
"""

from __future__ import annotations

import statistics
import tempfile
import time
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from app.access.actor import COMMAND_LINE
from app.core.clock import fixed_clock
from app.services.demo.build_demo import build_demo
from app.services.world.read_world import read_world, world_mark
from app.store.database import open_store

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.store.database import Connection, Store

Row = dict[str, object]
TODAY = date(2026, 11, 26)
AT = datetime(2026, 11, 26, 8, tzinfo=UTC)
RUNS = 9


def run(quick: bool) -> list[Row]:
    """One row per question. ``quick``: three runs of each."""
    with tempfile.TemporaryDirectory() as folder:
        store = open_store(Path(folder), fixed_clock(AT))
        build_demo(COMMAND_LINE, store, TODAY)
        return _rows(store, 3 if quick else RUNS)


def _rows(store: Store, runs: int) -> list[Row]:
    with store.reading() as conn:
        world = read_world(conn, store, AT)
        size = f"{len(world.ordinary.providers)} providers, {len(world.ordinary.needs)} needs, {len(world.slices)} half-days"
        return [
            _row("live world, 2 days", _median(runs, lambda: read_world(conn, store, AT)), f"{size}; bound 0.4 s"),
            _row("live world, 14 days", _median(runs, lambda: read_world(conn, store, AT, days=14)), "42 half-days"),
            _row("mark of the world", _median(runs, lambda: _mark(conn, store)), "what every cache asks first"),
        ]


def _mark(conn: Connection, store: Store) -> str:
    return world_mark(conn, store)


def _median(runs: int, ask: Callable[[], object]) -> float:
    spent = []
    for _run in range(runs):
        began = time.process_time()
        ask()
        spent.append(time.process_time() - began)
    return statistics.median(spent)


def _row(name: str, value: float, note: str) -> Row:
    return {"section": "world", "name": name, "value": round(value, 4), "unit": "s CPU", "note": note}
