"""The staffing engine: proofs, CPU, open seats against first-come sign-up, and cancellations.

CPU seconds are those of this process after start-up (imports done), reports included. Ratios are the facts to compare:
machines differ.
"""

from __future__ import annotations

import gc
import random
import statistics
import time
from collections.abc import Callable, Sequence
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


def run(quick: bool) -> list[Row]:
    """Every figure of the engine; the quick form has 3 seeds instead of 20."""
    solve(problem_of(problem("tiny", 1), "warm-up"))
    seeds = QUICK_SEEDS if quick else SEEDS
    rows = [row for shape in MEASURED for row in _quality(shape, seeds)]
    return rows + [row for gone in (1, 5, 20) for row in _cancellations(gone, QUICK_SEEDS if quick else range(1, 7))]


def a_row(name: str, value: float, unit: str, note: str = "") -> Row:
    """A row of this section."""
    return {"section": SECTION, "name": name, "value": value, "unit": unit, "note": note}


def timed(work: Callable[[], Answer]) -> tuple[Answer, float]:
    """What the work gives, and its CPU seconds."""
    gc.collect()
    began = time.process_time()
    answer = work()
    return answer, time.process_time() - began


def _quality(shape: str, seeds: Sequence[int]) -> list[Row]:
    cpu, proven, ratios, worse, faults = [], 0, [], 0, 0
    for seed in seeds:
        document = problem(shape, seed)
        asked = problem_of(document, shape)
        plan, spent = timed(lambda: solve(asked))  # noqa: B023 - called at once
        cpu.append(spent)
        proven += plan.proven
        faults += len(check(asked, plan))
        ours, theirs = _open(document, len(plan.assignments)), _open(document, len(first_come(document, seed)))
        worse += ours > theirs
        ratios.append(ours / theirs if theirs else float(bool(ours)))
    note = f"{len(seeds)} seeds"
    return [
        a_row(f"{shape}: every level proven", proven / len(seeds), "share", note),
        a_row(f"{shape}: rules broken", faults, "violations", f"{note}, independent check"),
        a_row(f"{shape}: CPU median", round(statistics.median(cpu), 2), "s", f"{note}; bar: 2"),
        a_row(f"{shape}: CPU max", round(max(cpu), 2), "s", note),
        a_row(f"{shape}: open seats / first-come, median", round(statistics.median(ratios), 2), "×", note),
        a_row(f"{shape}: open seats / first-come, worst", round(max(ratios), 2), "×", note),
        a_row(f"{shape}: seeds with more open seats than first-come", worse, "seeds", f"{note}; bar: 0"),
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
            again, spent = timed(lambda: replan(changed))  # noqa: B023 - called at once
            _, took = timed(lambda: _first_list(asked, plan))  # noqa: B023
            cpu.append(spent)
            listed.append(took)
            moved.append(_moves(again) - gone)
            proven += again.proven
            runs += 1
    note = f"{runs} runs"
    rows = [
        a_row(f"{gone} cancelled: replan CPU median", round(statistics.median(cpu), 3), "s", f"{note}; bar for 1: 0.3"),
        a_row(f"{gone} cancelled: replan CPU max", round(max(cpu), 3), "s", note),
        a_row(f"{gone} cancelled: every level proven", proven / runs, "share", note),
        a_row(f"{gone} cancelled: seats moved beside the lost ones", max(moved), "seats", f"{note}, most"),
    ]
    if gone == 1:
        rows.append(a_row("replacement list", round(max(listed) * 1000, 1), "CPU ms", f"{note}, slowest; bar: 5"))
    return rows


def _first_list(asked: Problem, plan: Plan) -> object:
    seat = plan.assignments[0]
    return replacements(asked, plan, seat.session, seat.role, seat.person)


def _moves(plan: Plan) -> int:
    level = plan.level(LevelName.DISRUPTION)
    return level.value if level else 0
