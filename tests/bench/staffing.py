"""The staffing engine: proofs, each level against its bound and against plans made without it, and cancellations.

CPU seconds are those of this process after start-up (imports done), reports included. Ratios are the facts to compare:
machines differ.
"""

from __future__ import annotations

import random
import statistics
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.scheduling.staffing.check import check
from app.scheduling.staffing.contract import problem_of
from app.scheduling.staffing.plan import LevelName, Plan
from app.scheduling.staffing.replan import Absence, after, replacements, replan
from app.scheduling.staffing.solve import solve
from tests.bench.rivals import first_come, scarcest_first, values
from tests.bench.rows import Row, cpu
from tests.bench.shapes import Document, problem

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.scheduling.staffing.problem import Problem

SECTION = "staffing"
MEASURED = {"a": 0.2, "a2": 0.7, "b": 0.6, "open": 0.6}
"""Shape → the most open places that a median plan may have for one that first-come sign-up leaves."""
SEEDS, QUICK_SEEDS = range(1, 21), range(1, 3)
REPLANNED = 6
"""Seeds of each shape whose plans lose people afterwards."""


@dataclass(frozen=True, slots=True)
class Run:
    """One instance, planned."""

    document: Document
    asked: Problem
    plan: Plan
    seconds: float
    """CPU."""
    seed: int


def run(quick: bool) -> list[Row]:
    """Every figure of the engine; the quick form has 2 seeds instead of 20."""
    solve(problem_of(problem("tiny", 1), "warm-up"))
    planned = {shape: [_planned(shape, seed) for seed in (QUICK_SEEDS if quick else SEEDS)] for shape in MEASURED}
    rows = [row for shape, runs in planned.items() for row in [*_proofs(shape, runs), *_beside(shape, runs)]]
    again = [one for runs in planned.values() for one in runs[: 1 if quick else REPLANNED]]
    return [*rows, *(row for gone in (1, 5, 20) for row in _cancellations(gone, again)), _list_of_replacements(again)]


def _planned(shape: str, seed: int) -> Run:
    document = problem(shape, seed)
    asked = problem_of(document, shape)
    plan, seconds = cpu(lambda: solve(asked))
    return Run(document, asked, plan, seconds, seed)


def _proofs(shape: str, runs: Sequence[Run]) -> list[Row]:
    note = f"{len(runs)} seeds"
    proven = sum(one.plan.proven for one in runs) / len(runs)
    above = sum(level.value - level.bound for one in runs for level in one.plan.levels)
    faults = sum(len(check(one.asked, one.plan)) for one in runs)
    spent = [one.seconds for one in runs]
    return [
        {"section": SECTION, "name": f"{shape}: every level proven", "value": proven, "unit": "share",
         "note": note, "at_least": 1.0},
        {"section": SECTION, "name": f"{shape}: above the proven bounds, all levels", "value": above, "unit": "points",
         "note": note, "at_most": 0},
        {"section": SECTION, "name": f"{shape}: rules broken", "value": faults, "unit": "violations",
         "note": f"{note}, independent check", "at_most": 0},
        {"section": SECTION, "name": f"{shape}: CPU median", "value": round(statistics.median(spent), 2), "unit": "s",
         "note": f"{note}; bar: 2"},
        {"section": SECTION, "name": f"{shape}: CPU max", "value": round(max(spent), 2), "unit": "s", "note": note},
    ]  # fmt: skip


def _beside(shape: str, runs: Sequence[Run]) -> list[Row]:
    """The same instances filled without a solver: open places, weighted shortage, « si besoin » used."""
    note = f"{len(runs)} seeds, median"
    ours = [
        values(one.document, [(seat.person, seat.session, seat.role) for seat in one.plan.assignments]) for one in runs
    ]
    sheet = [values(one.document, first_come(one.document, one.seed)) for one in runs]
    patient = [values(one.document, scarcest_first(one.document)) for one in runs]
    rows: list[Row] = []
    for name, unit in (("open", "places"), ("coverage", "weighted places"), ("preference", "si besoin")):
        found = [statistics.median(each[name] for each in plans) for plans in (ours, patient, sheet)]
        said = f"{note}; scarcest place first {found[1]:g}, first-come sign-up {found[2]:g}"
        rows.append({"section": SECTION, "name": f"{shape}: {name}", "value": found[0], "unit": unit, "note": said})
    ratios = [
        mine["open"] / theirs["open"] if theirs["open"] else 0.0 for mine, theirs in zip(ours, sheet, strict=True)
    ]
    rows += [
        {"section": SECTION, "name": f"{shape}: open places / first-come, median", "unit": "×",
         "value": round(statistics.median(ratios), 2), "note": f"{len(runs)} seeds", "at_most": MEASURED[shape]},
        {"section": SECTION, "name": f"{shape}: open places / first-come, worst", "unit": "×",
         "value": round(max(ratios), 2), "note": f"{len(runs)} seeds", "at_most": 1.0},
    ]  # fmt: skip
    if not runs[0].plan.level(LevelName.OPENING):
        worse = _better(sheet, ours) + _better(patient, ours)
        rows.append(
            {"section": SECTION, "name": f"{shape}: times that one of the two covers better", "value": worse,
             "unit": "plans", "note": f"of {2 * len(runs)}, weighted places", "at_most": 0}
        )  # fmt: skip
    return rows


def _better(theirs: Sequence[dict[str, int]], ours: Sequence[dict[str, int]]) -> int:
    return sum(other["coverage"] < mine["coverage"] for other, mine in zip(theirs, ours, strict=True))


def _cancellations(gone: int, runs: Sequence[Run]) -> list[Row]:
    """``gone`` people of a finished plan cancel one place each; what it costs to plan again, and who else moves."""
    spent, whole, moved, plans = [], [], [], []
    for one in runs:
        seats = random.Random(one.seed).sample(one.plan.assignments, gone)
        changed = after(one.asked, one.plan, [Absence(seat.person, seat.session) for seat in seats])
        again, seconds = cpu(lambda: replan(changed))  # noqa: B023 - called at once
        spent.append(seconds)
        whole.append(seconds / one.seconds)
        moved.append(_moves(again) - gone)
        plans.append(again)
    note = f"{len(runs)} runs"
    proven = sum(plan.proven for plan in plans) / len(runs)
    bar = "; bar: 0.3" if gone == 1 else ""
    return [
        {"section": SECTION, "name": f"{gone} cancelled: replan CPU median", "value": round(statistics.median(spent), 3),
         "unit": "s", "note": f"{note}{bar}"},
        {"section": SECTION, "name": f"{gone} cancelled: replan CPU max", "value": round(max(spent), 3), "unit": "s",
         "note": note},
        {"section": SECTION, "name": f"{gone} cancelled: replan CPU / whole plan's, median",
         "value": round(statistics.median(whole), 2), "unit": "×", "note": note},
        {"section": SECTION, "name": f"{gone} cancelled: every level proven", "value": proven, "unit": "share",
         "note": note, "at_least": 1.0},
        {"section": SECTION, "name": f"{gone} cancelled: places moved beside the lost ones", "value": max(moved),
         "unit": "places", "note": f"{note}, most", "at_most": 2 * gone},
    ]  # fmt: skip


def _list_of_replacements(runs: Sequence[Run]) -> Row:
    took = []
    for one in runs:
        seat = one.plan.assignments[0]
        took.append(cpu(lambda: replacements(one.asked, one.plan, seat.session, seat.role, seat.person))[1])  # noqa: B023
    return {
        "section": SECTION,
        "name": "replacement list",
        "value": round(max(took) * 1000, 1),
        "unit": "CPU ms",
        "note": f"{len(runs)} runs, slowest; bar: 5",
    }


def _moves(plan: Plan) -> int:
    level = plan.level(LevelName.DISRUPTION)
    return level.value if level else 0
