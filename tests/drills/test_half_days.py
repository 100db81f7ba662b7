"""Tests of app/drills/half_days.py: mornings, afternoons and nights of Paris, whatever the clocks do."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.drills.half_days import MOMENTS, DayKind, day_kind, day_of, moment, slices_from
from app.drills.world import Part


def test_the_first_slice_is_that_of_the_instant() -> None:
    """Thursday 26 November at 17:00 in Paris: its afternoon, the night, Friday's morning."""
    found = slices_from(datetime(2026, 11, 26, 16, tzinfo=UTC), 1)
    assert [(one.part, one.starts_at, one.ends_at) for one in found] == [
        (Part.AFTERNOON, datetime(2026, 11, 26, 12, tzinfo=UTC), datetime(2026, 11, 26, 19, tzinfo=UTC)),
        (Part.NIGHT, datetime(2026, 11, 26, 19, tzinfo=UTC), datetime(2026, 11, 27, 6, tzinfo=UTC)),
        (Part.MORNING, datetime(2026, 11, 27, 6, tzinfo=UTC), datetime(2026, 11, 27, 12, tzinfo=UTC)),
    ]


def test_before_seven_it_is_still_the_night_before() -> None:
    """At 5:00 on Friday the night of Thursday goes on; at 7:00 sharp it is over."""
    night = slices_from(datetime(2026, 11, 27, 4, tzinfo=UTC), 1)[0]
    assert (night.part, day_of(night)) == (Part.NIGHT, date(2026, 11, 26))
    assert slices_from(datetime(2026, 11, 27, 6, tzinfo=UTC), 1)[0].part is Part.MORNING


@given(st.datetimes(datetime(2025, 1, 1), datetime(2028, 1, 1), timezones=st.just(UTC)), st.integers(1, 15))  # noqa: DTZ001
def test_slices_follow_each_other_without_a_hole(at: datetime, days: int) -> None:
    """Three a day, end to end, the first holding the instant, over both changes of clocks."""
    found = slices_from(at, days)
    assert len(found) == 3 * days
    assert found[0].starts_at <= at < found[0].ends_at
    assert [one.ends_at for one in found[:-1]] == [one.starts_at for one in found[1:]]
    assert {moment(one) for one in found} <= MOMENTS


def test_the_night_of_the_clocks_is_longer_or_shorter() -> None:
    """Twelve hours in October, ten in March: an hour more, an hour less."""
    long, short = (slices_from(datetime(*day, 22, tzinfo=UTC), 1)[0] for day in ((2026, 10, 24), (2026, 3, 28)))
    assert [one.ends_at - one.starts_at for one in (long, short)] == [timedelta(hours=12), timedelta(hours=10)]


@pytest.mark.parametrize(
    ("day", "kind"),
    [
        (date(2026, 11, 27), DayKind.WEEKDAY),
        (date(2026, 11, 28), DayKind.SATURDAY),
        (date(2026, 11, 29), DayKind.SUNDAY),
        (date(2026, 12, 25), DayKind.SUNDAY),
        (date(2026, 8, 15), DayKind.SUNDAY),
    ],
)
def test_a_holiday_counts_as_a_sunday(day: date, kind: DayKind) -> None:
    """Christmas is a Friday and Assumption a Saturday that year."""
    assert day_kind(day) is kind
