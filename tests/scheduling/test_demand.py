"""Doses → lines → vials and chairs, counted by hand."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.errors import InvalidInput
from app.scheduling.demand import (
    ObservationSeats,
    line_half_days,
    lines_needed,
    observation_seats,
    plan_demand,
    vials,
)


def test_2400_doses_at_12_an_hour_and_4_hours_are_exactly_50_line_half_days() -> None:
    """The figure of the story; at 15 an hour it is 40."""
    assert (line_half_days(2400, 12, 4), line_half_days(2400, 15, 4)) == (50, 40)


def test_one_dose_more_takes_one_more_line_half_day() -> None:
    """The count is rounded up, never to the nearest."""
    assert (line_half_days(2401, 12, 4), line_half_days(0, 12, 4)) == (51, 0)


def test_a_length_of_three_hours_and_a_half_stays_exact() -> None:
    """42 injections a line: 84 take 2, 85 take 3."""
    hours = Fraction(7, 2)
    assert (line_half_days(84, 12, hours), line_half_days(85, 12, hours)) == (2, 3)


@pytest.mark.parametrize(("needed", "half_days", "lines"), [(50, 10, 5), (50, 12, 5), (51, 10, 6), (0, 10, 0)])
def test_lines_for_the_half_days_of_a_week(needed: int, half_days: int, lines: int) -> None:
    """50 over 10 are 5 lines, over 12 (Saturday open) still 5."""
    assert lines_needed(needed, half_days) == lines


@pytest.mark.parametrize(("doses", "count"), [(2400, 400), (2401, 401), (1, 1), (0, 0)])
def test_vials_of_six(doses: int, count: int) -> None:
    """2,400 doses are 400 vials; one more opens another."""
    assert vials(doses, 6) == count


def test_three_chairs_a_line_and_half_as_many_again() -> None:
    """12 an hour × 15 minutes are 3 chairs (5 with the margin), 15 for 5 lines (23)."""
    assert observation_seats(12, 15) == ObservationSeats(3, 2)
    assert observation_seats(12, 15, 5) == ObservationSeats(15, 8)
    assert observation_seats(12, 15, 5).total == 23


def test_the_plan_reads_aloud() -> None:
    """The sentence that the coordinator reads on Thursday at 17:00."""
    plan = plan_demand(2400, 10)
    assert plan.sentence == (
        "2\u202f400 injections par semaine : 50 lignes-demi-journées, soit 5 lignes sur 10 demi-journées ; 400 flacons de 6."
    )


def test_the_singular_reads_aloud_too() -> None:
    """One dose: one of everything."""
    sentence = plan_demand(1, 1).sentence
    assert (
        sentence == "1 injection par semaine : 1 ligne-demi-journée, soit 1 ligne sur 1 demi-journée ; 1 flacon de 6."
    )


@pytest.mark.parametrize(
    ("doses", "half_days", "rate", "hours"), [(-1, 10, 12, 4), (2400, 0, 12, 4), (2400, 10, 0, 4), (2400, 10, 12, 0)]
)
def test_impossible_figures_are_refused(doses: int, half_days: int, rate: int, hours: int) -> None:
    """Negative doses, no half-day, no rate, no length: one sentence each."""
    with pytest.raises(InvalidInput):
        plan_demand(doses, half_days, injections_per_hour=rate, session_hours=hours)


@given(st.integers(0, 20_000), st.integers(1, 30), st.integers(1, 12), st.integers(1, 14))
def test_the_lines_always_suffice_and_one_fewer_never_does(doses: int, rate: int, hours: int, half_days: int) -> None:
    """The number of lines is the smallest that injects all the doses."""
    plan = plan_demand(doses, half_days, injections_per_hour=rate, session_hours=hours)
    assert plan.lines * half_days * rate * hours >= doses
    assert plan.lines == 0 or (plan.lines - 1) * half_days * rate * hours < doses
