"""The staffing engine against CP-SAT (ortools) on full shapes: the same optima, and how much more CPU that takes.

Two models of it: « collapsed », one variable per person, session and role, as the engine has; « by place », one per
person and numbered place, as one writes it first. Each runs in its own process with a budget of wall time, two at once.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from app.scheduling.staffing.contract import problem_of
from app.scheduling.staffing.solve import solve
from tests.bench.rows import Row, cpu
from tests.bench.shapes import Document, problem

SECTION = "oracle"
FULL = (("a", 1, False), ("a2", 1, False), ("open", 2, False), ("a", 1, True))
QUICK = (("a2", 1, False),)
"""Shape, seed, by place or not. CP-SAT needs from 6 to 60 CPU seconds to prove a collapsed one."""
SECONDS, QUICK_SECONDS = 40, 15
AT_ONCE = 2


def run(quick: bool) -> list[Row]:
    """Rows of every pair of a shape and a model."""
    solve(problem_of(problem("tiny", 1), "warm-up"))
    cases, seconds = (QUICK, QUICK_SECONDS) if quick else (FULL, SECONDS)
    documents = [problem(shape, seed) for shape, seed, _ in cases]
    ours = [cpu(lambda: solve(problem_of(document, "oracle"))) for document in documents]  # noqa: B023 - called at once
    with ThreadPoolExecutor(AT_ONCE) as pool:
        theirs = list(pool.map(lambda case, document: cp_sat(document, seconds, case[2]), cases, documents))
    rows: list[Row] = []
    for (shape, _seed, places), (plan, spent), answer in zip(cases, ours, theirs, strict=True):
        values = {str(level.name): level.value for level in plan.levels}
        rows += _against(f"{shape}{', by place' if places else ''}", values, spent, answer)
    return rows


def _against(name: str, ours: dict[str, int], spent: float, answer: dict[str, Any]) -> list[Row]:
    said = f"it proves {len(answer['settled'])} of {len(ours)} levels in {answer['cpu']:.0f} CPU s, ours all in {spent:.2f}"
    reached = ", ".join(f"{level} {value} / {ours[level]}" for level, value in answer["values"].items())
    return [
        {"section": SECTION, "name": f"{name}: CP-SAT CPU / ours", "value": round(answer["cpu"] / spent, 1), "unit": "×",
         "note": f"{said}; bar: 10", "at_least": 4.0},
        {"section": SECTION, "name": f"{name}: levels where CP-SAT proves another optimum, or finds better",
         "value": disagreements(ours, answer), "unit": "levels", "note": f"its value / ours: {reached}", "at_most": 0},
    ]  # fmt: skip


def disagreements(ours: dict[str, int], answer: dict[str, Any]) -> int:
    """Levels it proves with another value than ours, or the one it was at when time ran out if it is below ours."""
    return sum(
        value != ours[name] if name in answer["settled"] else value < ours[name]
        for name, value in answer["values"].items()
    )


def cp_sat(document: Document, seconds: float, places: bool = False) -> dict[str, Any]:
    """What the independent model says of one document within that time."""
    return cp_sat_of([document], seconds, places)[0]


def cp_sat_of(documents: list[Document], seconds: float, places: bool = False) -> list[dict[str, Any]]:
    """The same for several in one process, one after the other."""
    with tempfile.TemporaryDirectory() as folder:
        files = [Path(folder) / f"{index}.json" for index in range(len(documents))]
        for file, document in zip(files, documents, strict=True):
            file.write_text(json.dumps(document), encoding="utf-8")
        command = [sys.executable, "-m", "tests.bench.cpsat", "--seconds", str(seconds), *map(str, files)]
        output = subprocess.run(
            [*command, *(["--places"] if places else [])], capture_output=True, text=True, check=True
        ).stdout
    return [json.loads(line) for line in output.splitlines()]
