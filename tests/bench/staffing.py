"""The staffing engine: proofs, CPU, open seats against first-come sign-up, CP-SAT, cancellations, and a whole region.

CPU seconds are those of this process after start-up (imports done), reports included. Ratios are the facts to compare:
machines differ.
"""

from __future__ import annotations

import gc
import json
import os
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

from app.scheduling.staffing.check import check
from app.scheduling.staffing.contract import problem_of
from app.scheduling.staffing.plan import LevelName, Plan
from app.scheduling.staffing.problem import Problem
from app.scheduling.staffing.replan import Absence, after, replacements, replan
from app.scheduling.staffing.solve import solve
from tests.bench.shapes import Document, first_come, problem

Row = dict[str, object]
Answer = TypeVar("Answer")
SECTION = "staffing"
MEASURED = ("a", "a2", "b", "open")
SEEDS, QUICK_SEEDS = range(1, 21), range(1, 4)
ORACLE = {"a": (1, 2), "a2": (1, 2, 3), "open": (2, 3)}
QUICK_ORACLE = {"a2": (1,)}
REGION_BUDGET = 330


def run(quick: bool) -> list[Row]:
    """Every figure of the engine; the quick form has 3 seeds instead of 20 and leaves the region out."""
    solve(problem_of(problem("tiny", 1), "warm-up"))
    seeds = QUICK_SEEDS if quick else SEEDS
    rows = [row for shape in MEASURED for row in _quality(shape, seeds)]
    rows += [row for gone in (1, 5, 20) for row in _cancellations(gone, QUICK_SEEDS if quick else range(1, 7))]
    for shape, chosen in (QUICK_ORACLE if quick else ORACLE).items():
        rows += _against_cp_sat(shape, chosen)
    return rows if quick else rows + _region()


def _row(name: str, value: float, unit: str, note: str = "") -> Row:
    return {"section": SECTION, "name": name, "value": value, "unit": unit, "note": note}


def _timed(work: Callable[[], Answer]) -> tuple[Answer, float]:
    gc.collect()
    began = time.process_time()
    answer = work()
    return answer, time.process_time() - began


def _quality(shape: str, seeds: Sequence[int]) -> list[Row]:
    cpu, proven, ratios, worse, faults = [], 0, [], 0, 0
    for seed in seeds:
        document = problem(shape, seed)
        asked = problem_of(document, shape)
        plan, spent = _timed(lambda: solve(asked))  # noqa: B023 - called at once
        cpu.append(spent)
        proven += plan.proven
        faults += len(check(asked, plan))
        ours, theirs = _open(document, len(plan.assignments)), _open(document, len(first_come(document, seed)))
        worse += ours > theirs
        ratios.append(ours / theirs if theirs else float(bool(ours)))
    note = f"{len(seeds)} seeds"
    return [
        _row(f"{shape}: every level proven", proven / len(seeds), "share", note),
        _row(f"{shape}: rules broken", faults, "violations", f"{note}, independent check"),
        _row(f"{shape}: CPU median", round(statistics.median(cpu), 2), "s", f"{note}; bar: 2"),
        _row(f"{shape}: CPU max", round(max(cpu), 2), "s", note),
        _row(f"{shape}: open seats / first-come, median", round(statistics.median(ratios), 2), "×", note),
        _row(f"{shape}: open seats / first-come, worst", round(max(ratios), 2), "×", note),
        _row(f"{shape}: seeds with more open seats than first-come", worse, "seeds", f"{note}; bar: 0"),
    ]


def _open(document: Document, filled: int) -> int:
    return sum(int(need["count"]) for need in document["needs"]) - filled


def _cancellations(gone: int, seeds: Sequence[int]) -> list[Row]:
    """``gone`` people of a finished plan cancel one seat each, on every shape; and one replacement list."""
    cpu, listed, moved, proven, runs = [], [], [], 0, 0
    for shape in MEASURED:
        for seed in seeds:
            asked = problem_of(problem(shape, seed), shape)
            plan = solve(asked)
            seats = random.Random(seed).sample(plan.assignments, gone)
            changed = after(asked, plan, [Absence(seat.person, seat.session) for seat in seats])
            again, spent = _timed(lambda: replan(changed))  # noqa: B023 - called at once
            _, took = _timed(lambda: _first_list(asked, plan))  # noqa: B023
            cpu.append(spent)
            listed.append(took)
            moved.append(_moves(again) - gone)
            proven += again.proven
            runs += 1
    note = f"{runs} runs"
    rows = [
        _row(f"{gone} cancelled: replan CPU median", round(statistics.median(cpu), 3), "s", f"{note}; bar for 1: 0.3"),
        _row(f"{gone} cancelled: replan CPU max", round(max(cpu), 3), "s", note),
        _row(f"{gone} cancelled: every level proven", proven / runs, "share", note),
        _row(f"{gone} cancelled: seats moved beside the lost ones", max(moved), "seats", f"{note}, most"),
    ]
    if gone == 1:
        rows.append(_row("replacement list", round(max(listed) * 1000, 1), "CPU ms", f"{note}, slowest; bar: 5"))
    return rows


def _first_list(asked: Problem, plan: Plan) -> object:
    seat = plan.assignments[0]
    return replacements(asked, plan, seat.session, seat.role, seat.person)


def _moves(plan: Plan) -> int:
    level = plan.level(LevelName.DISRUPTION)
    return level.value if level else 0


def _against_cp_sat(shape: str, seeds: Sequence[int]) -> list[Row]:
    """The same instances solved by an independent CP-SAT model in its own process: values and CPU."""
    ratios, agree, proven = [], 0, 0
    for seed in seeds:
        document = problem(shape, seed)
        plan, spent = _timed(lambda: solve(problem_of(document, "oracle")))  # noqa: B023 - called at once
        answer = _cp_sat(document)
        ours = {str(level.name): level.value for level in plan.levels}
        values = answer["values"]
        assert isinstance(values, dict)
        agree += all(ours[name] == value for name, value in values.items()) or not answer["proven"]
        proven += bool(answer["proven"])
        ratios.append(float(str(answer["cpu"])) / spent)
    note = f"{len(seeds)} seeds, CP-SAT proves {proven}"
    return [
        _row(f"{shape}: CP-SAT CPU / ours, median", round(statistics.median(ratios), 1), "×", f"{note}; bar: 10"),
        _row(f"{shape}: CP-SAT agrees", agree / len(seeds), "share", note),
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


def _region() -> list[Row]:
    """20 centres, 2,600 people, 8 weeks through the command line, as a user runs it."""
    with tempfile.TemporaryDirectory() as folder:
        file, out = Path(folder) / "problem.json", Path(folder) / "plan.json"
        document = problem("c", 1) | {"budget_seconds": REGION_BUDGET}
        file.write_text(json.dumps(document), encoding="utf-8")
        began = time.perf_counter()
        subprocess.run([sys.executable, "-m", "app", "staff", "--problem", str(file), "--out", str(out)], check=True)
        wall = time.perf_counter() - began
        plan = json.loads(out.read_text(encoding="utf-8"))
    levels = {level["name"]: level for level in plan["levels"]}
    memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    note = f"20 centres × 2,600 people × 8 weeks, {os.cpu_count()} cores"
    return [
        _row("region: wall", round(wall), "s", f"{note}; bar: 360"),
        _row("region: coverage proven", float(levels["coverage"]["proven"]), "share", note),
        _row("region: levels proven", sum(level["proven"] for level in plan["levels"]), "levels", f"of {len(levels)}"),
        _row("region: coverage", levels["coverage"]["value"], "weighted seats", note),
        _row("region: memory of the largest process", round(memory), "MB", note),
    ]
