"""The staffing engine beside Timefold, where its package and a JVM are at hand: values reached, CPU.

``RELEVE_BENCH_TIMEFOLD=PYTHON`` names the interpreter that has ``timefold`` (PyPI, 1.24.0b0: ``python -m venv F;
F/bin/pip install timefold==1.24.0b0``); without it, this one is asked. The peer gets one budget of wall time, its own
process, and the model in :mod:`tests.bench.timefold_model`; its plan is judged by the same count as ours.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from app.scheduling.staffing.contract import problem_of
from app.scheduling.staffing.solve import solve
from tests.bench.rivals import Seat, faults, values
from tests.bench.rows import Row, cpu
from tests.bench.shapes import Document, problem
from tests.bench.spent import Spent, spent

SECTION = "peers"
SHAPES = ("a",)
SECONDS = 30
MODEL = Path(__file__).with_name("timefold_model.py")


def run(quick: bool) -> list[Row]:
    """Rows of Timefold, or that it is not at hand; nothing in the quick form."""
    if quick:
        return []
    python = interpreter()
    if python is None:
        return [
            {
                "section": SECTION,
                "name": "Timefold",
                "value": "not at hand",
                "unit": "",
                "note": "no timefold or no JVM",
            }
        ]
    solve(problem_of(problem("tiny", 1), "warm-up"))
    return [row for shape in SHAPES for row in _beside(shape, python)]


def interpreter() -> str | None:
    """The Python that has timefold, or None; a JVM is needed too."""
    if shutil.which("java") is None:
        return None
    return os.environ.get("RELEVE_BENCH_TIMEFOLD") or (sys.executable if find_spec("timefold") else None)


def _beside(shape: str, python: str) -> list[Row]:
    document = problem(shape, 1)
    plan, seconds = cpu(lambda: solve(problem_of(document, shape)))
    ours = values(document, [(seat.person, seat.session, seat.role) for seat in plan.assignments])
    seats, used = _timefold(document, python)
    theirs = values(document, seats)
    levels = ("coverage", "preference", "fairness")
    better = [theirs[level] for level in levels] < [ours[level] for level in levels]
    note = f"seed 1, {SECONDS} s of wall time"
    rows: list[Row] = [
        {"section": SECTION, "name": f"{shape}: Timefold, {level}", "value": theirs[level], "unit": "points",
         "note": f"{note}; ours {ours[level]}, proven"}
        for level in levels
    ]  # fmt: skip
    return [
        *rows,
        {"section": SECTION, "name": f"{shape}: Timefold CPU / ours", "value": round(used.cpu / seconds, 1), "unit": "×",
         "note": f"{used.cpu:.0f} s, its start included, / {seconds:.2f}; {used.megabytes:.0f} MB; bar: 20"},
        {"section": SECTION, "name": f"{shape}: Timefold breaks rules", "value": faults(document, seats),
         "unit": "violations"},
        {"section": SECTION, "name": f"{shape}: plans of Timefold better than ours", "value": int(better),
         "unit": "plans", "note": "level by level", "at_most": 0},
    ]  # fmt: skip


def _timefold(document: Document, python: str) -> tuple[list[Seat], Spent]:
    """Its seats, and what its process used."""
    with tempfile.TemporaryDirectory() as folder:
        file, out = Path(folder) / "problem.json", Path(folder) / "plan.json"
        file.write_text(json.dumps(document), encoding="utf-8")
        used = spent([python, str(MODEL), str(SECONDS), str(file), str(out)])
        answer: dict[str, Any] = json.loads(out.read_text(encoding="utf-8"))
    return [(str(person), str(session), str(role)) for person, session, role in answer["seats"]], used
