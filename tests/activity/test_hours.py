"""Time worked is cut at midnight and where regimes change, without losing or doubling a second."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from app.activity.hours import split_hours
from app.core.clock import PARIS, paris_date
from app.core.intervals import Interval
from app.roster.fees import EXERCISES
from tests.activity.builders import TABLES, hours

STARTS = st.datetimes(datetime(2021, 3, 1), datetime(2021, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001
LENGTHS = st.integers(1, 40 * 3600).map(lambda seconds: timedelta(seconds=seconds))


@given(STARTS, LENGTHS, st.sampled_from(sorted(EXERCISES)))
def test_the_parts_cover_the_time_exactly(start: datetime, length: timedelta, exercise: str) -> None:
    """Whatever the hours, clock changes included, parts follow each other from start to end, each within one day."""
    worked = Interval(start, start + length)
    parts = split_hours(worked, exercise, TABLES.regimes, TABLES.is_holiday)
    assert (parts[0].interval.start, parts[-1].interval.end) == (worked.start, worked.end)
    assert all(one.interval.end == two.interval.start for one, two in pairwise(parts))
    assert all(
        paris_date(one.interval.start) == one.day == paris_date(one.interval.end - timedelta(microseconds=1))
        for one in parts
    )


def test_saturday_is_cut_at_noon_and_midnight() -> None:
    """From Saturday 10 h to Sunday 2 h: a weekday morning, then the weekend on two civil days; noon to midnight is one part."""
    parts = split_hours(hours("2021-03-06", "10:00", "02:00"), "liberal", TABLES.regimes, TABLES.is_holiday)
    told = [(one.interval.start.astimezone(PARIS).hour, one.day.day, one.regime.value) for one in parts]
    assert told == [(10, 6, "weekday"), (12, 6, "weekend"), (0, 7, "weekend")]
    afternoon = hours("2021-03-06", "12:00", "00:00")
    only = split_hours(afternoon, "liberal", TABLES.regimes, TABLES.is_holiday)
    assert [(one.interval, one.day.day) for one in only] == [(afternoon, 6)]


def test_nothing_is_cut_before_the_text() -> None:
    """A session of January 2021 has no regime: there is nothing to pay it on."""
    assert split_hours(hours("2021-01-20", "09:00", "13:00"), "liberal", TABLES.regimes, TABLES.is_holiday) == ()
