"""Tests of app/web/lead_forms.py: hours, days, degrees and figures as people type them."""

from __future__ import annotations

from datetime import date, time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.errors import InvalidInput
from app.web.lead_forms import day_of, degrees_of, figure_of, hour_of


@pytest.mark.parametrize(
    ("text", "wall"),
    [("9:15", time(9, 15)), ("9h15", time(9, 15)), ("9 h", time(9)), ("09.05", time(9, 5)), ("9", time(9)), ("0:00", time())],
)  # fmt: skip
def test_hours_are_read_as_spoken(text: str, wall: time) -> None:
    """However the hour is written."""
    assert hour_of(text) == wall


def test_days_degrees_and_figures_are_read() -> None:
    """French order, two or four digits of the year, a comma, thin spaces."""
    assert (day_of("31/05/2027"), day_of("3-5-27")) == (date(2027, 5, 31), date(2027, 5, 3))
    assert (degrees_of("4,5 °C"), degrees_of("−18")) == (Decimal("4.5"), Decimal(-18))
    assert (figure_of("1 200"), figure_of("")) == (1200, 0)


@given(st.text(max_size=12))
def test_anything_typed_is_read_or_told(text: str) -> None:
    """No text breaks the page: a value, or InvalidInput."""
    for read in (hour_of, day_of, degrees_of, figure_of):
        try:
            read(text)
        except InvalidInput as error:
            told = str(error)
        else:
            told = "«"
        assert "«" in told
