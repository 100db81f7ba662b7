"""Tests of app/response/risk.py: what a rating means, what communes start with, what a row of the catalogue must hold."""

from __future__ import annotations

import pytest

from app.core.errors import InvalidInput
from app.response.risk import (
    EVERYWHERE,
    HazardKind,
    Level,
    Risk,
    Season,
    hazard_kind_of,
    level_of,
    starting_risks,
    worst_first,
)

ROW = {
    "code": "storm", "label_fr": "Tempête", "label_en": "Storm", "family": "natural", "season": "winter",
    "plans": "typologie_5|typologie_1", "starts_in": "*", "probability": "3", "impact": "2", "source": "DDRM",
}  # fmt: skip


def a_kind(code: str, *starts_in: str) -> HazardKind:
    return HazardKind(code, code, code, "natural", Season.SUMMER, (), starts_in, 2, 3, "")


def test_levels_begin_where_they_say() -> None:
    """Every product of two marks: low below 4, high from 9."""
    products = sorted({p * i for p in range(1, 5) for i in range(1, 5)})
    assert {product: level_of(product) for product in products} == {
        1: Level.LOW, 2: Level.LOW, 3: Level.LOW, 4: Level.MEDIUM, 6: Level.MEDIUM, 8: Level.MEDIUM, 9: Level.HIGH,
        12: Level.HIGH, 16: Level.HIGH,
    }  # fmt: skip


def test_a_commune_starts_with_what_the_catalogue_says_and_keeps_what_is_rated() -> None:
    """Everywhere, or in the communes named; never over a rating; always to be checked."""
    kinds = [a_kind("heat", EVERYWHERE), a_kind("flood", "56007"), a_kind("dam")]
    known = [Risk(commune_insee="56007", hazard="heat", probability=4, impact=4, source="DICRIM")]
    started = starting_risks(kinds, ["56023", "56007"], known)
    assert [(one.commune_insee, one.hazard) for one in started] == [("56007", "flood"), ("56023", "heat")]
    assert {(one.probability, one.impact, one.season, one.is_checked) for one in started} == {(2, 3, Season.SUMMER, False)}  # fmt: skip


def test_the_worst_come_first_and_impact_decides_between_equals() -> None:
    """2 × 4 stands before 4 × 2."""
    frequent = Risk(commune_insee="1", hazard="a", probability=4, impact=2)
    grave = Risk(commune_insee="1", hazard="b", probability=2, impact=4)
    worst = Risk(commune_insee="1", hazard="c", probability=3, impact=3)
    assert worst_first([frequent, grave, worst]) == (worst, grave, frequent)


def test_a_row_of_the_catalogue_reads_whole() -> None:
    """Each column is where it belongs."""
    assert hazard_kind_of(ROW) == HazardKind(
        "storm", "Tempête", "Storm", "natural", Season.WINTER, ("typologie_5", "typologie_1"), ("*",), 3, 2, "DDRM"
    )


@pytest.mark.parametrize(
    ("column", "value"),
    [("code", ""), ("family", "other"), ("season", "monsoon"), ("probability", "0"), ("impact", "5"), ("impact", "")],
)
def test_a_row_that_does_not_hold_is_refused(column: str, value: str) -> None:
    """The error names the column."""
    with pytest.raises(InvalidInput, match=column):
        hazard_kind_of({**ROW, column: value})
