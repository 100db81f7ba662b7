"""The report of a territory is what the contract defines, found again with networkx on two hundred territories."""

from __future__ import annotations

import json

import pytest

from app.drills.contract import read_territory
from app.drills.coverage import Coverage
from app.drills.monte_carlo import MonteCarlo
from app.drills.report import report_document
from tests.drills.a_coverage_oracle import Oracle
from tests.drills.a_document import SMALL, a_document


@pytest.mark.parametrize("start", range(0, 200, 25))
def test_every_figure_of_the_report_is_that_of_an_independent_computation(start: int) -> None:
    """Served, priorities, deficient sets and the loss of every provider and road, after shocks of every kind."""
    for seed in range(start, start + 25):
        document = a_document(seed)
        coverage = Coverage(read_territory(json.dumps(document)))
        report = report_document(coverage, losses=coverage.losses())
        sets = report["deficient_sets"]
        assert isinstance(sets, list)
        assert sum(one["shortage"] for one in sets) == report["unmet"], seed
        assert all(one.pop("sentence") for one in sets)
        expected = Oracle(document).report()
        assert {key: report[key] for key in expected} == expected, seed


def test_the_random_territories_hold_what_they_are_meant_to() -> None:
    """Gaps, losses of every class, roads that count: without them the comparison would prove little."""
    reports = [Oracle(a_document(seed)).report() for seed in range(0, 200, 5)]
    classes = {(row["kind"], row["class"]) for one in reports for row in one["n_1"]}
    assert classes == {
        ("provider", "irreplaceable"), ("provider", "partly"), ("provider", "replaceable"),
        ("road", "partly"), ("road", "replaceable"),
    }  # fmt: skip
    assert sum(one["unmet"] > 0 for one in reports) > 20
    assert sum(len(one["deficient_sets"]) > 1 for one in reports) > 10
    assert any(len(row["needs"]) > 1 for one in reports for row in one["deficient_sets"])


def test_the_whole_report_of_the_smallest_territory() -> None:
    """P1 gives its five to the heavier need first; what nobody in reach can do is said."""
    coverage = Coverage(read_territory(json.dumps(SMALL)))
    days = MonteCarlo(10, 0.5, 0.0, 0.5, 1.0, 1.0)
    assert report_document(coverage, losses=coverage.losses(), days=days, seconds=0.25) == {
        "format": "releve.coverage/1",
        "demand": 9,
        "served": 5,
        "unmet": 4,
        "needs": [
            {"id": "N2", "served": 4, "unmet": 0},
            {"id": "B/gp", "served": 0, "unmet": 2},
            {"id": "N1", "served": 1, "unmet": 2},
        ],
        "deficient_sets": [
            {
                "needs": ["B/gp"], "demand": 2, "reachable": 0, "shortage": 2,
                "sentence": "gp (Belz)\xa0: demande 2, personne n’est à portée pour y répondre\xa0: il manque 2 quoi qu’on fasse.",
            },
            {
                "needs": ["N2", "N1"], "demand": 7, "reachable": 5, "shortage": 2,
                "sentence": "nursing (Auray, Belz)\xa0: demande 7, le seul professionnel capable totalise 5\xa0: "
                "il manque 2 quoi qu’on fasse.",
            },
        ],
        "n_1": [
            {"kind": "provider", "id": "P1", "loss": 5, "class": "irreplaceable"},
            {"kind": "provider", "id": "S1", "loss": 5, "class": "irreplaceable"},
            {"kind": "road", "id": "R1", "loss": 2, "class": "partly"},
        ],
        "monte_carlo": {"draws": 10, "mean": 0.5, "p05": 0.0, "p50": 0.5, "p95": 1.0, "exact_share": 1.0},
        "seconds": 0.25,
    }  # fmt: skip


def test_what_was_not_asked_for_is_null() -> None:
    report = report_document(Coverage(read_territory(json.dumps(SMALL))))
    assert (report["n_1"], report["monte_carlo"]) == (None, None)
