"""Tests of app/continuity/open_ended.py: what holds, from its first instant up to its last."""

from __future__ import annotations

from datetime import timedelta

from app.continuity.open_ended import OpenEnded
from tests.builders import THURSDAY

HOUR = timedelta(hours=1)


def test_it_holds_from_its_start_until_just_before_its_end() -> None:
    """Without an end, for good; two spans that only meet do not touch."""
    one, on = OpenEnded(starts_at=THURSDAY, ends_at=THURSDAY + HOUR), OpenEnded(starts_at=THURSDAY, ends_at=None)
    at = (THURSDAY - HOUR, THURSDAY, THURSDAY + HOUR)
    assert ([one.holds_at(each) for each in at], [on.holds_at(each) for each in at]) == (
        [False, True, False], [False, True, True],
    )  # fmt: skip
    assert [one.touches(first, first + HOUR) for first in at] == [False, True, False]
    assert on.touches(THURSDAY + 9 * HOUR, THURSDAY + 10 * HOUR)
