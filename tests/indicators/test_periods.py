"""Tests of app/indicators/periods.py: quarters, months, weeks and days, the one before, and their codes."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.errors import InvalidInput
from app.indicators.periods import Period, month_of, period_of_code, period_of_days, quarter_of, week_of

DAYS = st.dates(date(2000, 1, 1), date(2099, 12, 31))


def test_a_quarter_and_the_one_before() -> None:
    """The fourth quarter of 2026 follows the third; January's quarter follows the year before's last."""
    assert quarter_of(date(2026, 11, 30)) == Period(date(2026, 10, 1), date(2026, 12, 31))
    assert quarter_of(date(2026, 2, 1)).previous == quarter_of(date(2025, 12, 1))
    assert quarter_of(date(2026, 11, 30)).name == "4e trimestre 2026"


def test_other_periods_are_compared_with_as_many_days_before() -> None:
    """February with January, a week with the week before, ten days with the ten before."""
    assert month_of(date(2026, 2, 9)).previous == month_of(date(2026, 1, 1))
    assert week_of(date(2026, 12, 2)).previous == week_of(date(2026, 11, 25))
    ten = period_of_days(date(2026, 12, 5), date(2026, 12, 14))
    assert ten.previous == Period(date(2026, 11, 25), date(2026, 12, 4))


def test_a_period_runs_from_midnight_to_midnight_in_paris() -> None:
    """October 2026 loses an hour of summer time: 745 hours, from 22:00 UTC to 23:00 UTC."""
    span = month_of(date(2026, 10, 1)).interval
    assert (span.start, span.end) == (datetime(2026, 9, 30, 22, tzinfo=UTC), datetime(2026, 10, 31, 23, tzinfo=UTC))


@given(DAYS, st.integers(0, 400))
def test_every_period_reads_back_from_its_code_and_follows_the_one_before(first: date, days: int) -> None:
    """Whatever its kind: the code says it whole, and the period before ends on the eve."""
    for period in (
        quarter_of(first),
        month_of(first),
        week_of(first),
        Period(first, date.fromordinal(first.toordinal() + days)),
    ):
        assert period_of_code(period.code) == period
        assert (period.first - period.previous.last).days == 1
        assert period.mondays[0] <= period.first <= period.last
        assert (period.last - period.mondays[-1]).days in range(7)


@pytest.mark.parametrize(
    "code", ["2026-T5", "2026-13", "hier", "2026-12-31_2026-12-01", "2020-01-01_2026-01-01", "0000-T1", "0001-T1", "9999-T4",
             "9999-12", "0001-01-01_0001-01-02"],
)  # fmt: skip
def test_a_code_that_is_no_period_is_refused(code: str) -> None:
    """One sentence, whatever the mistake."""
    with pytest.raises(InvalidInput):
        period_of_code(code)
