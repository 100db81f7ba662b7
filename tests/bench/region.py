"""A department and a region through the command line, as a user runs it: values and bounds, time, memory.

A department (4 centres, 520 people, 8 weeks) is in seconds; a region (20 centres, 2,600 people, 8 weeks: a problem of
136 MB) gets a budget of wall time, so what it proves there depends on the machine: on two idle cores coverage and
preferences are proven, and fairness is left above its bound. Nothing in the quick form.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
from pathlib import Path
from typing import Any

from tests.bench.rivals import first_come, scarcest_first, values
from tests.bench.rows import Row
from tests.bench.shapes import SHAPES, Document, problem
from tests.bench.spent import Spent, spent

SECTION = "region"
BUDGETS = {"c2": ("department", 60), "c": ("region", 80)}
"""Shape → what it is called, and the seconds of wall time its solver gets."""


def run(quick: bool) -> list[Row]:
    """Rows of both; the quick form has neither."""
    return [] if quick else [row for shape in BUDGETS for row in _staffed(shape)]


def _staffed(shape: str) -> list[Row]:
    name, budget = BUDGETS[shape]
    document = problem(shape, 1) | {"budget_seconds": budget}
    (plan, used), size = _through_the_command_line(document), SHAPES[shape]
    note = f"{size.centres} centres × {size.people:,} people × {size.weeks} weeks"
    levels = {level["name"]: level for level in plan["levels"]}
    proven = sum(bool(level["proven"]) for level in levels.values())
    rows: list[Row] = [
        {"section": SECTION, "name": f"{name}: wall", "value": round(used.wall, 1), "unit": "s",
         "note": f"{note}, {os.cpu_count()} cores, files read and written; bar: {round(1.25 * budget)}"},
        {"section": SECTION, "name": f"{name}: CPU", "value": round(used.cpu, 1), "unit": "s", "note": "every process"},
        {"section": SECTION, "name": f"{name}: memory of the largest process", "value": round(used.megabytes), "unit": "MB"},
        {"section": SECTION, "name": f"{name}: levels proven", "value": proven, "unit": "levels", "note": f"of {len(levels)}"},
    ]  # fmt: skip
    return [*rows, *_levels(name, levels, _places(document) // 1000), *_beside(name, document, plan)]


def _through_the_command_line(document: Document) -> tuple[dict[str, Any], Spent]:
    with tempfile.TemporaryDirectory() as folder:
        file, out = Path(folder) / "problem.json", Path(folder) / "plan.json"
        file.write_text(json.dumps(document), encoding="utf-8")
        used = spent([sys.executable, "-m", "app", "staff", "--problem", str(file), "--out", str(out)])
        plan = json.loads(out.read_text(encoding="utf-8"))
    return plan, used


def _places(document: Document) -> int:
    return sum(int(need["count"]) for need in document["needs"])


def _levels(name: str, levels: dict[str, Any], most: int) -> list[Row]:
    """Each level's value, its bound in the note; ``most``: how far coverage may stay above its bound."""
    rows: list[Row] = []
    for level, found in levels.items():
        said = f"bound {found['bound']}, {'proven' if found['proven'] else 'not proven'}"
        rows.append(
            {"section": SECTION, "name": f"{name}: {level}", "value": found["value"], "unit": "points", "note": said}
        )
    above = levels["coverage"]["value"] - levels["coverage"]["bound"]
    rows.append(
        {"section": SECTION, "name": f"{name}: coverage above its bound", "value": above, "unit": "points",
         "note": "a thousandth of the places at most", "at_most": most}
    )  # fmt: skip
    return rows


def _beside(name: str, document: Document, plan: dict[str, Any]) -> list[Row]:
    """Open places and « si besoin » of the plan, of the scarcest place first, and of one sign-up sheet."""
    ours = values(document, [(seat["person"], seat["session"], seat["role"]) for seat in plan["assignments"]])
    patient, sheet = values(document, scarcest_first(document)), values(document, first_come(document, 1))
    said = "scarcest place first {:,}, first-come sign-up {:,}".format
    return [
        {"section": SECTION, "name": f"{name}: open", "value": ours["open"], "unit": "places",
         "note": said(patient["open"], sheet["open"]), "at_most": sheet["open"] // 2},
        {"section": SECTION, "name": f"{name}: si besoin", "value": ours["preference"], "unit": "places",
         "note": said(patient["preference"], sheet["preference"])},
    ]  # fmt: skip
