"""Tests of app/drills/demand.py: what inhabitants ask, spread without losing a unit, and rows that cannot be."""

from __future__ import annotations

from datetime import UTC, datetime
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.errors import InvalidInput
from app.drills.demand import skill_row_of, spread
from app.drills.half_days import slices_from
from app.library import Library

ROW = {
    "code": "nursing", "label_fr": "Soins infirmiers", "label_en": "Nursing", "weight": "4", "categories": "PLAIE",
    "register": "part", "daily_per_1000": "2,5", "share_percent": "40", "morning_percent": "60",
    "afternoon_percent": "38", "night_percent": "2", "saturday_percent": "50", "sunday_percent": "10",
    "neighbour_local_percent": "90", "source": "essai", "checked": "local",
}  # fmt: skip


def test_a_rate_is_that_of_the_roster_s_share() -> None:
    """2.5 acts for 1,000 inhabitants, of which 40 % are the roster's: 10 for 10,000 a weekday; a fraction is kept exact."""
    row = skill_row_of(ROW)
    assert (row.daily(10_000), row.daily(1)) == (10, Fraction(1, 1000))
    window = slices_from(datetime(2026, 11, 27, 7, tzinfo=UTC), 3)
    assert [100 * row.part(one) for one in window] == [60, 38, 2, 30, 19, 1, 6, Fraction(19, 5), Fraction(1, 5)]


def test_a_share_follows_what_is_there_of_the_offer_that_is_known() -> None:
    """All of it there: 90 %, not 40; half of it: 45 %; unknown, or no share said for it: the table's own."""
    row = skill_row_of({**ROW, "full_share_percent": "90"})
    found = [row.daily(40_000, one) for one in (Fraction(1), Fraction(1, 2), None)]
    assert found == [90, 45, 40]
    assert skill_row_of(ROW).daily(40_000, Fraction(1)) == 40


@given(st.fractions(0, 2_000), st.lists(st.integers(0, 20_000), max_size=40))
def test_what_is_spread_adds_up(whole: Fraction, weights: list[int]) -> None:
    """All of it, rounded once, wherever anybody weighs anything; nobody is more than one away from their exact part."""
    found = spread(whole, weights)
    units = int(whole + Fraction(1, 2)) if sum(weights) else 0
    assert sum(found) == units
    assert all(
        abs(one - Fraction(units * weight, sum(weights) or 1)) < 1 for one, weight in zip(found, weights, strict=True)
    )


@pytest.mark.parametrize(
    "change",
    [
        {"night_percent": "3"}, {"weight": "6"}, {"weight": "0"}, {"daily_per_1000": "beaucoup"},
        {"daily_per_1000": "1.2345"}, {"daily_per_1000": "5000"}, {"register": "peut-être"}, {"share_percent": "0"}, {"full_share_percent": "101"},
        {"source": ""},
    ],
)  # fmt: skip
def test_a_row_that_cannot_be_is_refused(change: dict[str, str]) -> None:
    """Parts of a day make 100 %, weights go from 1 to 5, a rate is a number with at most three decimals."""
    with pytest.raises(InvalidInput):
        skill_row_of({**ROW, **change})


def test_each_category_of_needs_is_one_skill_s() -> None:
    """A need of a register is counted once: no two skills share a category, and each category has its skill or none."""
    library = Library()
    held = [code for one in library.coverage_skills for code in one.categories]
    assert sorted(held) == sorted(set(held))
    assert set(held) <= {one.code for one in library.care_categories}
    assert {one.code for one in library.care_categories} - set(held) == {"ORTHO"}, "no skill counts speech therapy"
