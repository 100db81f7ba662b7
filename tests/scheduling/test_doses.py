"""The second-dose session proposed with the first."""

from __future__ import annotations

from datetime import date

import pytest

from app.core.errors import InvalidInput
from app.core.ids import SessionId
from app.scheduling.doses import propose_second_dose, second_dose_day
from app.scheduling.opening_days import DayException, open_days
from tests.scheduling.builders import MONDAY, a_session

WEEKDAYS = open_days(range(5))
HOME = SessionId("D2")


def test_the_same_people_come_back_the_same_weekday_and_hours() -> None:
    """21–49 days after Monday 30 November is Monday 21 December, with as many people expected as were booked."""
    first = a_session(site="Résidence du Loch", target_group="résidents", appointments=42, vaccine="comirnaty", lines=1)
    proposal = propose_second_dose(first, 21, 49, WEEKDAYS, HOME)
    assert proposal is not None
    assert proposal.session == a_session(
        "D2", date(2026, 12, 21), site="Résidence du Loch", target_group="résidents", vaccine="comirnaty", lines=1,
        dose_number=2, first_dose_session_id=SessionId("S1"),
    )  # fmt: skip
    assert (proposal.interval_days, proposal.expected) == (21, 42)
    assert proposal.sentence == (
        "Deuxième dose proposée : lundi 21 décembre, matin (9 h–13 h), 21 jours après la première."
    )


def test_an_interval_that_is_no_whole_number_of_weeks_rounds_up_to_the_weekday() -> None:
    """At least 22 days: 28."""
    assert second_dose_day(MONDAY, 22, 49, WEEKDAYS) == date(2026, 12, 28)


def test_a_closed_day_gives_way_to_the_next_open_one() -> None:
    """Friday 4 December + 21 is Christmas, then a weekend: Monday 28."""
    assert second_dose_day(date(2026, 12, 4), 21, 49, WEEKDAYS) == date(2026, 12, 28)


def test_nothing_open_after_falls_back_before_within_the_interval() -> None:
    """18–21 days: the 21st is Christmas, the nearest open day before is Thursday 24."""
    assert second_dose_day(date(2026, 12, 4), 18, 21, WEEKDAYS) == date(2026, 12, 24)


def test_no_open_day_in_the_interval_proposes_nothing() -> None:
    """Only Christmas would do."""
    assert second_dose_day(date(2026, 12, 4), 21, 21, WEEKDAYS) is None
    closed = open_days(range(5), exceptions=[DayException(date(2026, 12, 21), False)])
    assert propose_second_dose(a_session(), 21, 21, closed, HOME) is None


def test_a_vaccine_of_one_dose_proposes_nothing() -> None:
    """No interval in its row."""
    assert propose_second_dose(a_session(), None, None, WEEKDAYS, HOME) is None


def test_summer_time_does_not_move_the_wall_time() -> None:
    """9:00 stays 9:00 when the clocks change in between: the instant moves by an hour."""
    proposal = propose_second_dose(
        a_session(day=date(2027, 3, 15)), 21, 49, open_days(range(7), open_on_holidays=True), HOME
    )
    assert proposal is not None
    assert proposal.session == a_session("D2", date(2027, 4, 5), dose_number=2, first_dose_session_id=SessionId("S1"))


def test_an_interval_upside_down_is_refused() -> None:
    """A row of the vaccine table that can't be."""
    with pytest.raises(InvalidInput):
        second_dose_day(MONDAY, 49, 21, WEEKDAYS)
