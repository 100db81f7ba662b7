"""A generality check: nurse scheduling of another make, read or made, put to the engine as ``releve.staffing/1``.

NSPLib (Vanhoucke & Maenhout, Ghent University) is not distributed with the product: ``RELEVE_BENCH_NSPLIB=FOLDER`` (or
``--nsplib FOLDER``) reads its .nsp and .gen files from there. Both are whole numbers between blanks:

* .nsp: nurses, days, shifts (the last one is the day off); places wanted by day and shift; then for each nurse, day and
  shift what she would pay for it, 1 (wished) to 4.
* .gen: days, shifts; least and most places a nurse; least and most days running; then for each shift least and most
  running, least and most of it.

What the contract has is taken: coverage, one shift a day, most places a nurse (by week, rounded down beyond seven days),
rest. A price of 3 or 4 is « si besoin ». Least numbers and rows of days are not: the figures below are of the reduced
problem, whose optimum CP-SAT finds apart. Instances made here have N nurses, 7 days, three shifts of eight hours, coverage
and prices with the spread of the library's, and eleven hours of rest.
"""

from __future__ import annotations

import os
import random
import statistics
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from app.scheduling.staffing.check import check
from app.scheduling.staffing.contract import problem_of
from app.scheduling.staffing.solve import solve
from tests.bench.oracle import cp_sat_of, disagreements
from tests.bench.rows import Row, cpu
from tests.bench.shapes import PARIS, Document

if TYPE_CHECKING:
    from collections.abc import Sequence

SECTION = "nsplib"
START = datetime(2026, 10, 12)  # noqa: DTZ001 - wall time; a Monday
NURSES, QUICK_NURSES = (25, 50, 75, 100), (25,)
MADE = 5
"""Instances of each size."""
READ, QUICK_READ = 100, 5
"""Most files of a folder, evenly spread."""
SECONDS = 30


@dataclass(frozen=True, slots=True)
class Ward:
    """One instance. ``wanted[day][shift]`` and ``prices[nurse][day][shift]`` leave the day off out."""

    name: str
    wanted: list[list[int]]
    prices: list[list[list[int]]]
    most: int
    """Places a nurse may hold over all days."""
    rest_hours: int = 0


def run(quick: bool) -> list[Row]:
    """Made instances of each size; files where a folder is given."""
    rows = [
        row
        for nurses in (QUICK_NURSES if quick else NURSES)
        for row in _measured(f"made, {nurses} nurses", _made(nurses))
    ]
    folder = os.environ.get("RELEVE_BENCH_NSPLIB")
    if not folder:
        return rows
    files = sorted(Path(folder).rglob("*.nsp"))
    cases = sorted(Path(folder).rglob("*.gen"))
    if not files or not cases:
        raise FileNotFoundError(f"no .nsp or no .gen file under {folder}")
    few = files[:: -(-len(files) // (QUICK_READ if quick else READ))]
    for case in cases:
        rows += _measured(f"files, case {case.stem}", [read(file, case) for file in few])
    return rows


def read(file: Path, case: Path) -> Ward:
    """One .nsp file under the case of a .gen file. Raises ValueError when they don't fit or a number is missing."""
    nurses, days, shifts, *numbers = _numbers(file, 3)
    if len(numbers) != days * shifts * (1 + nurses):
        raise ValueError(f"{file.name} has {len(numbers)} numbers for {nurses} nurses, {days} days, {shifts} shifts")
    rules = _numbers(case, 4)
    if rules[:2] != [days, shifts]:
        raise ValueError(f"{case.name} is not for the {days} days and {shifts} shifts of {file.name}")
    table = [numbers[at : at + shifts - 1] for at in range(0, len(numbers), shifts)]
    by_day = [table[row : row + days] for row in range(0, len(table), days)]
    return Ward(file.stem, by_day[0], by_day[1:], rules[3])


def _numbers(file: Path, least: int) -> list[int]:
    numbers = [int(word) for word in file.read_text(encoding="ascii").split()]
    if len(numbers) < least:
        raise ValueError(f"{file.name} ends too early")
    return numbers


def _made(nurses: int) -> list[Ward]:
    """Wards that want 20, 35 or 50 % of the nurses each day (the library's TCC), by shift as it falls."""
    wards = []
    for seed in range(MADE):
        rng = random.Random(f"ward-{nurses}-{seed}")
        wanted = []
        for _ in range(7):
            share = rng.choice((0.2, 0.35, 0.5))
            drawn = rng.choices(range(3), (5, 4, 3), k=round(share * nurses))
            wanted.append([drawn.count(shift) for shift in range(3)])
        prices = [[rng.sample((1, 2, 3, 4), 3) for _ in range(7)] for _ in range(nurses)]
        wards.append(Ward(str(seed), wanted, prices, rng.choice((3, 4, 5)), 11))
    return wards


def document(ward: Ward) -> Document:
    """The ward as a problem: each day's shifts are sessions of one centre, starting at 7 and sharing the day's hours."""
    days, shifts = len(ward.wanted), len(ward.wanted[0])
    hours = 24 // shifts
    names = {(day, shift): f"D{day:02}-{shift}" for day in range(days) for shift in range(shifts)}
    sessions = []
    for (day, shift), name in names.items():
        start = START + timedelta(days=day, hours=7 + hours * shift)
        start, end = start.replace(tzinfo=PARIS), (start + timedelta(hours=hours)).replace(tzinfo=PARIS)
        sessions.append({"id": name, "centre": "ward", "start": start.isoformat(), "end": end.isoformat()})
    week = ward.most if days <= 7 else ward.most * 7 // days
    persons = [
        {"id": f"N{nurse:03}", "profession": "infirmier", "max_sessions_per_day": 1, "max_sessions_per_week": week,
         "min_rest_hours": ward.rest_hours}
        for nurse in range(len(ward.prices))
    ]  # fmt: skip
    answers = [
        {"person": persons[nurse]["id"], "session": name, "answer": "yes" if prices[day][shift] < 3 else "if_needed"}
        for nurse, prices in enumerate(ward.prices)
        for (day, shift), name in names.items()
    ]
    needs = [
        {"session": name, "role": "nurse", "count": ward.wanted[day][shift], "weight": 1}
        for (day, shift), name in names.items()
        if ward.wanted[day][shift]
    ]
    return {
        "format": "releve.staffing/1",
        "roles": {"nurse": ["infirmier"]},
        "persons": persons,
        "sessions": sessions,
        "needs": needs,
        "answers": answers,
        "budget_seconds": 60,
    }


def _measured(name: str, wards: Sequence[Ward]) -> list[Row]:
    spent, proven, broken, differ, settled = [], 0, 0, 0, 0
    documents = [document(ward) for ward in wards]
    for asked, answer in zip(documents, cp_sat_of(documents, SECONDS), strict=True):
        problem = problem_of(asked, name)
        plan, seconds = cpu(lambda: solve(problem))  # noqa: B023 - called at once
        spent.append(seconds)
        proven += plan.proven
        broken += len(check(problem, plan))
        differ += disagreements({str(level.name): level.value for level in plan.levels}, answer)
        settled += len(answer["settled"])
    note = f"{len(wards)} instances"
    return [
        {"section": SECTION, "name": f"{name}: every level proven", "value": proven / len(wards), "unit": "share",
         "note": note, "at_least": 1.0},
        {"section": SECTION, "name": f"{name}: rules broken", "value": broken, "unit": "violations", "note": note,
         "at_most": 0},
        {"section": SECTION, "name": f"{name}: levels where CP-SAT has another optimum, or finds better", "value": differ,
         "unit": "levels", "note": f"it proves {settled} of {3 * len(wards)}", "at_most": 0},
        {"section": SECTION, "name": f"{name}: CPU median", "value": round(statistics.median(spent), 2), "unit": "s",
         "note": f"{note}, most {max(spent):.2f}; bar: 2"},
    ]  # fmt: skip
