"""Regimes and lengths of half-days are rows: the packaged ones hold together, wrong ones are refused."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from app.activity.fee_regimes import length_in_force, regime_hours_of, regimes_of_day, vacation_length_of
from app.activity.public_days import holiday_calendar, moved_holiday_of
from app.core.errors import InvalidInput
from app.roster.fees import EXERCISES
from tests.activity.builders import TABLES, rows

ROW = dict(rows("fee_regimes")[0].cells)


@pytest.mark.parametrize("exercise", sorted(EXERCISES))
def test_every_hour_of_a_year_has_one_regime(exercise: str) -> None:
    """No gap and no overlap on any day of 2021, holidays included: otherwise reading the day would fail."""
    first = date(2021, 2, 6)
    days = [regimes_of_day(TABLES.regimes, exercise, first + timedelta(days=n), TABLES.is_holiday) for n in range(366)]
    assert all(days)
    assert regimes_of_day(TABLES.regimes, exercise, date(2021, 2, 5), TABLES.is_holiday) == ()


def test_half_days_are_for_those_paid_by_the_half_day() -> None:
    """Four hours for a liberal; salaried, retired and students are paid by the hour."""
    lengths = {one: length_in_force(TABLES.lengths, one, date(2021, 3, 1)) for one in sorted(EXERCISES)}
    assert {one: row.half_day_hours if row else 0 for one, row in lengths.items()} == {
        "etudiant": None, "liberal": 4, "retraite": None, "salarie": None,
    }  # fmt: skip
    assert length_in_force(TABLES.lengths, "liberal", date(2021, 2, 5)) is None


def test_a_gap_or_an_overlap_is_told() -> None:
    """A morning nobody defined, or defined twice, stops the computation instead of guessing."""
    morning = regime_hours_of({**ROW, "ends": "12:00"})
    evening = regime_hours_of({**ROW, "starts": "11:00"})
    for table in ([morning], [morning, evening], [evening]):
        with pytest.raises(InvalidInput, match="fee_regimes"):
            regimes_of_day(table, "liberal", date(2021, 3, 1), TABLES.is_holiday)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"days": "lundi"}, "days"),
        ({"days": ""}, "days"),
        ({"starts": "8h"}, "starts"),
        ({"ends": "25:00"}, "ends"),
        ({"starts": "12:00", "ends": "08:00"}, "minuit"),
        ({"exercise": "salariee"}, "exercise"),
        ({"regime": "matin"}, "regime"),
    ],
)
def test_a_wrong_row_is_refused(change: dict[str, str], said: str) -> None:
    """Each mistake names its column or says what to do."""
    with pytest.raises(InvalidInput, match=said):
        regime_hours_of({**ROW, **change})


def test_a_half_day_of_no_hours_is_refused() -> None:
    """Zero would make endless half-days: leave the cell empty instead."""
    with pytest.raises(InvalidInput, match="half_day_hours"):
        vacation_length_of({"exercise": "liberal", "half_day_hours": "0", "source": "s"})


def test_a_holiday_can_be_moved() -> None:
    """Two rows move 11 November to the 12th; other days keep the calendar of France."""
    moved = [
        moved_holiday_of({"day": on, "is_holiday": yes, "label": "Armistice", "source": "texte"})
        for on, yes in (("2026-11-11", "non"), ("2026-11-12", "oui"))
    ]
    is_holiday = holiday_calendar(moved)
    assert [is_holiday(date(2026, 11, day)) for day in (1, 10, 11, 12)] == [True, False, False, True]
    assert holiday_calendar()(date(2026, 11, 11))
    with pytest.raises(InvalidInput, match="day"):
        moved_holiday_of({"day": "", "is_holiday": "oui", "label": "x", "source": "s"})
