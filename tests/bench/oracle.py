"""The staffing engine against CP-SAT (ortools) on full shapes: the same optima, and how much more CPU that takes."""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from app.scheduling.staffing.contract import problem_of
from app.scheduling.staffing.solve import solve
from tests.bench.shapes import Document, problem
from tests.bench.staffing import Row, a_row, timed

FULL = {"a": (1, 2), "a2": (1, 2, 3), "open": (2, 3)}
QUICK = {"a2": (1,)}
"""Shape → seeds. CP-SAT needs from 6 to 60 CPU seconds for each."""


def run(quick: bool) -> list[Row]:
    """Two rows a shape: CPU ratio and agreement."""
    solve(problem_of(problem("tiny", 1), "warm-up"))
    return [row for shape, seeds in (QUICK if quick else FULL).items() for row in _against_cp_sat(shape, seeds)]


def _against_cp_sat(shape: str, seeds: Sequence[int]) -> list[Row]:
    """The same instances solved by an independent CP-SAT model in its own process: values and CPU."""
    ratios, agree, proven = [], 0, 0
    for seed in seeds:
        document = problem(shape, seed)
        plan, spent = timed(lambda: solve(problem_of(document, "oracle")))  # noqa: B023 - called at once
        answer = _cp_sat(document)
        ours = {str(level.name): level.value for level in plan.levels}
        values = answer["values"]
        assert isinstance(values, dict)
        agree += all(ours[name] == value for name, value in values.items()) or not answer["proven"]
        proven += bool(answer["proven"])
        ratios.append(float(str(answer["cpu"])) / spent)
    note = f"{len(seeds)} seeds, CP-SAT proves {proven}"
    return [
        a_row(f"{shape}: CP-SAT CPU / ours, median", round(statistics.median(ratios), 1), "×", f"{note}; bar: 10"),
        a_row(f"{shape}: CP-SAT agrees", agree / len(seeds), "share", note),
    ]


def _cp_sat(document: Document) -> dict[str, object]:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "problem.json"
        file.write_text(json.dumps(document), encoding="utf-8")
        command = [sys.executable, "-m", "tests.bench.cpsat", "--seconds", "60", str(file)]
        output = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    answer = json.loads(output)
    assert isinstance(answer, dict)
    return answer
