"""A region through the command line, as a user runs it: wall time, proofs, memory. Nothing in the quick form."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.bench.shapes import problem
from tests.bench.staffing import Row, a_row

BUDGET_SECONDS = 330


def run(quick: bool) -> list[Row]:
    """20 centres, 2,600 people, 8 weeks: a 136 MB problem file."""
    return [] if quick else _region()


def _region() -> list[Row]:
    """20 centres, 2,600 people, 8 weeks through the command line, as a user runs it."""
    with tempfile.TemporaryDirectory() as folder:
        file, out = Path(folder) / "problem.json", Path(folder) / "plan.json"
        document = problem("c", 1) | {"budget_seconds": BUDGET_SECONDS}
        file.write_text(json.dumps(document), encoding="utf-8")
        began = time.perf_counter()
        subprocess.run([sys.executable, "-m", "app", "staff", "--problem", str(file), "--out", str(out)], check=True)
        wall = time.perf_counter() - began
        plan = json.loads(out.read_text(encoding="utf-8"))
    levels = {level["name"]: level for level in plan["levels"]}
    memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    note = f"20 centres × 2,600 people × 8 weeks, {os.cpu_count()} cores"
    return [
        a_row("region: wall", round(wall), "s", f"{note}; bar: 360"),
        a_row("region: coverage proven", float(levels["coverage"]["proven"]), "share", note),
        a_row("region: levels proven", sum(level["proven"] for level in plan["levels"]), "levels", f"of {len(levels)}"),
        a_row("region: coverage", levels["coverage"]["value"], "weighted seats", note),
        a_row("region: memory of the largest process", round(memory), "MB", note),
    ]
