"""How much of what was to be expected is noted: said where both are known, and masked counts give no percentage."""

from __future__ import annotations

from app.continuity.care_table import Grid, care_table
from app.continuity.completeness import Completeness, by_category, by_commune
from app.continuity.expected import Expected

COMMUNES = ("35236", "56194", "56212")
GRID = Grid(
    communes=COMMUNES, categories=("IC", "PSY"), zones={}, departments={"35": frozenset(COMMUNES)}, practices=("p",)
)
NEEDS = [("p", "35236", "IC")] * 20 + [("p", "56194", "IC")] * 3 + [("p", "56212", "IC")] * 9 + [("p", "35236", "PSY")]
EXPECTED = (
    Expected(category="IC", commune="35236", count=200),
    Expected(category="IC", commune="56194", count=50),
    Expected(category="IC", commune="56212", count=0),
    Expected(category="PSY", commune="35236", count=300),
)
TABLE = care_table([*NEEDS, *[("p", "35236", "PSY")] * 9], GRID, 5)


def test_a_category_is_measured_over_the_territory() -> None:
    """Thirty-two noted of 250 expected: 13 %."""
    lines = by_category(TABLE, EXPECTED)
    assert lines[0] == Completeness(category="IC", place="", noted=32, expected=250)
    assert lines[0].percent == 13


def test_a_masked_count_gives_no_percentage() -> None:
    """A percentage of a known estimate would be the count itself."""
    found = {one.place: one for one in by_commune(TABLE, EXPECTED, "IC")}
    assert found["56194"].noted is None
    assert found["56194"].percent is None


def test_communes_come_by_what_is_expected_there() -> None:
    """The most expected first; nothing expected gives no percentage either."""
    found = by_commune(TABLE, EXPECTED, "IC")
    assert [one.place for one in found] == ["35236", "56194", "56212"]
    assert found[-1].percent is None
