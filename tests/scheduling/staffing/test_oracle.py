"""The engine against CP-SAT (ortools), a model written apart, in a process of its own."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from app.scheduling.staffing.check import check
from app.scheduling.staffing.contract import problem_of
from app.scheduling.staffing.solve import solve
from tests.bench.shapes import problem
from tests.scheduling.staffing.small import values_of

ROOT = Path(__file__).parents[3]
SEEDS = range(30)


def with_a_past(document: dict[str, Any], seed: int) -> dict[str, Any]:
    """Half the same week with lines, critical roles, seats held before (some pinned or impossible), lost competences.

    Fewer people, because CP-SAT needs seconds where these rules meet thirty.
    """
    rng = random.Random(seed)
    document["persons"] = sorted(document["persons"], key=lambda row: row["id"])[:14]
    staying = {row["id"] for row in document["persons"]}
    document["answers"] = [row for row in document["answers"] if row["person"] in staying]
    for session in document["sessions"][::2]:
        session["lines"] = 2
    for need in document["needs"]:
        need["count"] = rng.choice((1, 1, 1, 2))
        need["critical"] = need["role"] in ("physician", "injector")
    seats = [
        {"person": person["id"], "session": need["session"], "role": need["role"]}
        for person in rng.sample(document["persons"], 9)
        for need in rng.sample(document["needs"], 1)
    ]
    pins: set[tuple[str, str]] = set()
    for seat in seats:
        free = (seat["session"], seat["role"]) not in pins
        seat["pinned"] = free and rng.random() < 0.4
        pins |= {(seat["session"], seat["role"])} if seat["pinned"] else set()
    answers = rng.sample(document["answers"], 10)
    lost = [{"person": row["person"], "session": row["session"], "role": "injector"} for row in answers]
    return document | {"previous": seats, "ineligible": lost}


@pytest.mark.oracle
@pytest.mark.parametrize("past", [False, True], ids=["fresh", "with a past"])
def test_thirty_weeks_of_thirty_people_have_the_optimum_that_cp_sat_proves(past: bool, tmp_path: Path) -> None:
    documents = [with_a_past(problem("week", seed), seed) if past else problem("week", seed) for seed in SEEDS]
    files = [tmp_path / f"{seed}.json" for seed in SEEDS]
    for file, document in zip(files, documents, strict=True):
        file.write_text(json.dumps(document))
    command = [sys.executable, "-m", "tests.bench.cpsat", *map(str, files)]
    lines = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.splitlines()
    oracle = [json.loads(line) for line in lines]
    assert all(answer["proven"] for answer in oracle)
    plans = [solve(problem_of(document, "week")) for document in documents]
    assert [values_of(plan) for plan in plans] == [answer["values"] for answer in oracle]
    for document, plan in zip(documents, plans, strict=True):
        assert check(problem_of(document, "week"), plan) == []
