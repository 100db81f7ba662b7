"""Tests of app/services/mobilisation/poll_closing.py: the hour proposed, from now and the sessions asked about."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from app.core.clock import PARIS
from app.services.mobilisation.poll_closing import proposed_closing
from tests.scheduling.builders import a_session, paris


@pytest.mark.parametrize(
    ("now", "days", "closing"),
    [
        (paris(2026, 11, 26, 17), [date(2026, 12, 7)], paris(2026, 11, 29, 18)),
        (paris(2026, 11, 26, 17), [date(2026, 11, 30)], paris(2026, 11, 28, 18)),
        (paris(2026, 11, 28, 17), [date(2026, 11, 30), date(2026, 12, 11)], paris(2026, 11, 29, 18)),
        (paris(2026, 11, 29, 5), [date(2026, 11, 30), date(2026, 12, 11)], paris(2026, 12, 1, 18)),
        (paris(2026, 11, 30, 8), [date(2026, 11, 30)], paris(2026, 11, 30, 8, 30)),
        (paris(2026, 11, 30, 7), [date(2026, 11, 30)], paris(2026, 11, 30, 8, 30)),
    ],
)
def test_the_proposed_close_leaves_a_day_to_answer_and_time_to_plan(
    now: datetime, days: list[date], closing: datetime
) -> None:
    """Three days at most, a day and a half before the first session; a Sunday does not count as a day to answer."""
    sessions = [a_session(f"S{rank}", day) for rank, day in enumerate(days)]
    assert proposed_closing(now, sessions).astimezone(PARIS) == closing
