"""The small questions: what overlaps, what is the same civil day, what is rest enough."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from app.scheduling.staffing.problem import Session
from app.scheduling.staffing.rules import Rule, clash, open_lines, slot_of
from tests.scheduling.staffing.small import a_session

MORNING = a_session("am")


@pytest.mark.parametrize(
    ("other", "rest", "rule"),
    [
        (a_session("noon", opens=13), 0, None),
        (a_session("noon", opens=12.5), 0, Rule.OVERLAP),
        (a_session("pm", opens=14, centre="Redon"), 0, Rule.OTHER_CENTRE),
        (a_session("noon", opens=12, centre="Redon"), 0, Rule.OVERLAP),
        (a_session("next", day=1), 20, None),
        (a_session("next", day=1), 20.01, Rule.REST),
        (a_session("pm", opens=14), 11, None),
        (a_session("next", day=1, centre="Redon"), 0, None),
    ],
)
def test_the_first_rule_between_monday_morning_and_another_session(
    other: Session, rest: float, rule: Rule | None
) -> None:
    """Touching ends don't overlap; rest counts from one end to the next start, and only across civil days."""
    assert clash(slot_of(MORNING), slot_of(other), rest) is rule
    assert clash(slot_of(other), slot_of(MORNING), rest) is rule


def test_a_session_that_starts_at_midnight_in_paris_belongs_to_the_new_day_and_week() -> None:
    sunday_23_utc = datetime(2026, 12, 6, 23, tzinfo=UTC)
    slot = slot_of(replace(MORNING, start=sunday_23_utc, end=sunday_23_utc.replace(day=7, hour=3)))
    assert (slot.day, slot.week) == (date(2026, 12, 7), date(2026, 12, 7))


@pytest.mark.parametrize(
    ("critical", "lines"), [([], 3), ([(3, 2)], 2), ([(2, 1)], 1), ([(1, 1)], 3), ([(1, 0)], 0), ([(3, 3), (6, 5)], 2)]
)
def test_lines_that_open(critical: list[tuple[int, int]], lines: int) -> None:
    """y × count ≤ 3 × filled: 1 of 2 preparers opens 1 line of 3, 5 of 6 injectors open 2."""
    assert open_lines(3, critical) == lines
