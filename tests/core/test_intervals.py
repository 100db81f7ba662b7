"""Tests of app/core/intervals.py: what two intervals share, and the days between which a dated row holds."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from app.core.intervals import Interval, is_within

FIRST, LAST = date(2026, 2, 1), date(2026, 2, 28)
BEFORE, AFTER = date(2026, 1, 31), date(2026, 3, 1)


def hours(start: int, end: int) -> Interval:
    day = datetime(2026, 11, 30, tzinfo=UTC)
    return Interval(day + timedelta(hours=start), day + timedelta(hours=end))


@pytest.mark.parametrize(
    ("other", "shared"), [(hours(8, 9), False), (hours(8, 10), True), (hours(11, 14), True), (hours(13, 15), False)]
)
def test_intervals_that_only_touch_share_nothing(other: Interval, shared: bool) -> None:
    """9–13 against what ends at its start, overlaps it, or starts at its end; either way round."""
    assert (hours(9, 13).overlaps(other), other.overlaps(hours(9, 13))) == (shared, shared)
    assert hours(9, 13).duration == timedelta(hours=4)


@pytest.mark.parametrize(
    ("first", "last", "held"),
    [
        (FIRST, LAST, [FIRST, LAST]),
        (FIRST, None, [FIRST, LAST, AFTER]),
        (None, LAST, [BEFORE, FIRST, LAST]),
        (None, None, [BEFORE, FIRST, LAST, AFTER]),
    ],
)
def test_both_ends_are_included_and_none_is_open(first: date | None, last: date | None, held: list[date]) -> None:
    """The day before, both ends and the day after, with and without ends."""
    assert [day for day in (BEFORE, FIRST, LAST, AFTER) if is_within(day, first, last)] == held
