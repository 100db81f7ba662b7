"""Public holidays and exceptions."""

from __future__ import annotations

from datetime import date

import pytest

from app.core.errors import InvalidInput
from app.scheduling.opening_days import ClosedDay, DayException, open_days

CHRISTMAS = date(2026, 12, 25)
WEDNESDAY = date(2026, 12, 2)


def test_a_public_holiday_is_closed_and_says_which() -> None:
    """25 December 2026 is a Friday."""
    assert open_days().why_closed(CHRISTMAS) == "férié : Noël"
    assert ClosedDay(CHRISTMAS, "férié : Noël").sentence == "vendredi 25 décembre (férié : Noël)"


def test_holidays_open_when_said() -> None:
    """For the whole centre, or for one day by exception."""
    assert open_days(open_on_holidays=True).is_open(CHRISTMAS)
    assert open_days(exceptions=[DayException(CHRISTMAS, True)]).is_open(CHRISTMAS)


def test_an_ordinary_day_can_be_closed_with_its_reason() -> None:
    """« La salle n’est pas disponible mercredi (élections). »"""
    days = open_days(exceptions=[DayException(WEDNESDAY, False, "élections")])
    assert (days.why_closed(WEDNESDAY), days.is_open(date(2026, 12, 3))) == ("élections", True)


def test_a_weekday_that_is_not_asked_for_stays_closed() -> None:
    """Monday to Friday: no Saturday, unless it is opened by exception."""
    saturday = date(2026, 12, 5)
    assert not open_days(range(5)).is_open(saturday)
    assert open_days(range(5), exceptions=[DayException(saturday, True)]).is_open(saturday)


def test_a_day_both_opened_and_closed_is_refused() -> None:
    """Nobody guesses which line is right."""
    with pytest.raises(InvalidInput):
        open_days(exceptions=[DayException(CHRISTMAS, True), DayException(CHRISTMAS, False)])
