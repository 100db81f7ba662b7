"""The demonstration and the services behind a screen: how long they take, as whole processes or calls."""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from app.core.clock import fixed_clock
from app.services.rota.read_rota import read_rota
from app.store.database import Store, open_store
from tests.builders import COORDINATOR

if TYPE_CHECKING:
    from tests.bench.rows import Row


def run(quick: bool) -> list[Row]:
    """``releve demo --no-serve`` as a process, and what a rerun of Planning reads, at demo size."""
    with tempfile.TemporaryDirectory() as folder:
        times = [_demo(Path(folder)) for _time in range(1 if quick else 5)]
        store = open_store(Path(folder), fixed_clock(datetime(2026, 11, 26, 9, tzinfo=UTC)))
        reads = [_read(store) for _time in range(5)]
    note = "132 people, 38 sessions, 532 seats"
    return [
        {
            "section": "demo",
            "name": "releve demo --no-serve",
            "value": statistics.median(times),
            "unit": "s",
            "note": note,
        },
        {
            "section": "demo",
            "name": "read the rota whole",
            "value": statistics.median(reads),
            "unit": "CPU ms",
            "note": note,
        },
    ]


def _demo(folder: Path) -> float:
    command = [sys.executable, "-m", "app", "demo", "--no-serve", "--data", str(folder), "--today", "2026-11-26"]
    started = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return round(time.perf_counter() - started, 2)


def _read(store: Store) -> float:
    started = time.process_time()
    view = read_rota(COORDINATOR, store)
    assert len(view.capacities) == len(view.sessions)
    return round((time.process_time() - started) * 1000, 1)
