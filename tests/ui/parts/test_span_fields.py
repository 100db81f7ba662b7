"""A span typed in a form: two days and hours, or how many hours it lasts."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from app.core.errors import InvalidInput
from app.ui.parts.span_fields import EVENING, Held, instants

NOW = datetime(2026, 11, 26, 8, tzinfo=UTC)
TYPED = Held(date(2026, 11, 26), time(9), None, EVENING)
"""From Thursday at nine o’clock in Paris; nobody knows the end."""


def test_no_last_day_is_an_end_that_nobody_knows() -> None:
    """The start alone; empty, it is now; the hours of an end without its day say nothing."""
    assert instants(TYPED, NOW) == (NOW, None)
    assert instants(replace(TYPED, first=None), NOW + timedelta(minutes=7)) == (NOW + timedelta(minutes=7), None)
    assert instants(replace(TYPED, last=date(2026, 11, 27)), NOW) == (NOW, datetime(2026, 11, 27, 19, tzinfo=UTC))


def test_a_number_of_hours_stands_for_the_end() -> None:
    """Nine hours from the start; in place of the end that was shown too; hours are real ones across the change of hour."""
    assert instants(replace(TYPED, hours=9), NOW) == (NOW, NOW + timedelta(hours=9))
    begun = NOW - timedelta(hours=2, minutes=1)
    shown = replace(TYPED, last=date(2026, 11, 26), closes=time(14), shown=(date(2026, 11, 26), time(14)), start=begun)
    assert instants(replace(shown, hours=12), NOW) == (begun, begun + timedelta(hours=12))
    autumn = Held(date(2026, 10, 24), time(20), None, EVENING, 12)
    assert instants(autumn, NOW)[1] == datetime(2026, 10, 25, 6, tzinfo=UTC)


def test_an_end_told_twice_is_asked_again_unless_both_say_the_same() -> None:
    """A day and hour typed, and hours that end elsewhere: neither is guessed to be right."""
    twice = replace(TYPED, last=date(2026, 11, 26), closes=time(18), hours=9)
    assert instants(twice, NOW) == (NOW, NOW + timedelta(hours=9))
    with pytest.raises(InvalidInput):
        instants(replace(twice, hours=4), NOW)
