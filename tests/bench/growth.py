"""How the staffing engine's CPU and memory grow with the problem: one community from a hall to a department.

More people means more centres past the third size, each person reaching one or two of them, as in a real department: a
place's candidates don't grow with it. Each size is solved in a process of its own (CPU of the solve, memory of the whole process). The exponent is the slope of
log CPU on log (places × people) by least squares; the drawing goes to ``RELEVE_ARTEFACTS`` or ``.artefacts``.
"""

from __future__ import annotations

import json
import math
import os
import subprocess
import sys
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import linear_regression

from tests.bench.rows import Row
from tests.bench.shapes import GROWTH, problem
from tests.bench.spent import peak

SECTION = "growth"
QUICK = GROWTH[:3]
ROOT = Path(__file__).parents[2]


@dataclass(frozen=True, slots=True)
class Point:
    """One size, solved."""

    shape: str
    people: int
    places: int
    seconds: float
    """CPU."""
    megabytes: float
    idle: float
    """Megabytes of the process before the problem was made."""
    proven: bool


def run(quick: bool) -> list[Row]:
    """Rows of each size and of the fit; the quick form has the three smallest."""
    points = [_point(shape) for shape in (QUICK if quick else GROWTH)]
    slope = exponent(points)
    drawn = draw(points, slope)
    rows: list[Row] = []
    for point in points:
        note = f"{point.people} people, {point.places:,} places"
        rows += [
            {"section": SECTION, "name": f"{point.shape}: CPU", "value": round(point.seconds, 2), "unit": "s", "note": note},
            {"section": SECTION, "name": f"{point.shape}: memory over the idle process", "unit": "MB",
             "value": round(point.megabytes - point.idle), "note": f"{note}; whole process {point.megabytes:.0f}"},
        ]  # fmt: skip
    return [
        *rows,
        {"section": SECTION, "name": "every level proven", "value": sum(point.proven for point in points) / len(points),
         "unit": "share", "note": f"{len(points)} sizes", "at_least": 1.0},
        {"section": SECTION, "name": "exponent of CPU against places × people", "value": round(slope, 2), "unit": "",
         "note": f"{len(points)} sizes, log-log, drawn in {drawn.name}", "at_most": 1.3},
    ]  # fmt: skip


def exponent(points: list[Point]) -> float:
    """Slope of log CPU on log (places × people)."""
    sizes = [math.log(point.people * point.places) for point in points]
    return linear_regression(sizes, [math.log(point.seconds) for point in points]).slope


def _point(shape: str) -> Point:
    command = [sys.executable, "-m", "tests.bench.growth", shape]
    output = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return Point(**json.loads(output))


def measure(shape: str) -> Point:
    """Solve one size here. The median of three where one is too short to time well."""
    from app.scheduling.staffing.contract import problem_of
    from app.scheduling.staffing.solve import solve

    solve(problem_of(problem("tiny", 1), "warm-up"))
    idle = peak()
    document = problem(shape, 1)
    asked, spent = problem_of(document, shape), []
    for _ in range(3):
        began = time.process_time()
        plan = solve(asked)
        spent.append(time.process_time() - began)
        if spent[0] > 1:
            break
    places = sum(int(need["count"]) for need in document["needs"])
    return Point(shape, len(document["persons"]), places, sorted(spent)[len(spent) // 2], peak(), idle, plan.proven)


def draw(points: list[Point], slope: float) -> Path:
    """The points and the fitted line, log-log, as an SVG."""
    import altair
    import pandas

    folder = Path(os.environ.get("RELEVE_ARTEFACTS") or ROOT / ".artefacts")
    folder.mkdir(parents=True, exist_ok=True)
    middle = math.exp(sum(math.log(point.people * point.places) for point in points) / len(points))
    level = math.exp(sum(math.log(point.seconds) for point in points) / len(points))
    rows = [
        {"size": point.people * point.places, "CPU": point.seconds, "memory": point.megabytes - point.idle,
         "fit": level * (point.people * point.places / middle) ** slope}
        for point in points
    ]  # fmt: skip
    base = altair.Chart(pandas.DataFrame(rows)).encode(
        x=altair.X("size:Q", scale=altair.Scale(type="log", nice=False), title="places × people")
    )
    scale = altair.Scale(type="log")
    seconds = base.mark_point(filled=True, size=60).encode(y=altair.Y("CPU:Q", scale=scale, title="CPU (s)"))
    fitted = base.mark_line(strokeDash=[4, 3]).encode(y=altair.Y("fit:Q", scale=scale, title="CPU (s)"))
    memory = base.mark_line(point=True).encode(y=altair.Y("memory:Q", title="memory over the idle process (MB)"))
    title = f"Staffing engine: CPU grows as (places × people) to the {slope:.2f}"
    chart = altair.hconcat((seconds + fitted).properties(title=title), memory)
    path = folder / "staffing-growth.svg"
    chart.save(str(path))
    return path


if __name__ == "__main__":
    print(json.dumps(asdict(measure(sys.argv[1]))))
