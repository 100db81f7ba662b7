"""What a practice says: what it can take on, how long its word on new patients holds, what is refused."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from app.continuity.practice_care import CareDefaults, Locum, NewPatients, PracticeCare, capacity, checked, is_current
from app.core.errors import InvalidInput
from app.core.ids import PracticeId

TODAY = date(2026, 11, 26)
CARE = PracticeCare(practice=PracticeId("un"))
DEFAULTS = CareDefaults(15, 20, 20)


def test_it_takes_on_its_share_of_a_day_rounded_down() -> None:
    """20 % of 33 patients are 6; what was not said is 15 % of 20 patients a member; 0 % is nobody."""
    assert capacity(replace(CARE, daily_visits=33, absorbable_percent=20), 2, DEFAULTS) == 6
    assert capacity(CARE, 3, DEFAULTS) == 9
    assert capacity(replace(CARE, absorbable_percent=0), 3, DEFAULTS) == 0


@pytest.mark.parametrize(
    ("said", "day", "holds"),
    [
        (NewPatients.YES, date(2026, 11, 26), True),
        (NewPatients.SOME, date(2026, 8, 26), True),
        (NewPatients.YES, date(2026, 8, 25), False),
        (NewPatients.NOT_SAID, date(2026, 11, 26), False),
        (NewPatients.YES, None, False),
    ],
)
def test_the_word_on_new_patients_holds_three_months(said: NewPatients, day: date | None, holds: bool) -> None:
    """Older or undated, nobody is sent there."""
    assert is_current(replace(CARE, new_patients=said, new_patients_on=day), TODAY) is holds


@pytest.mark.parametrize(
    "wrong",
    [
        {"absorbable_percent": 101},
        {"radius_minutes": 241},
        {"daily_visits": -1},
        {"paired": PracticeId("un")},
        {"agreed_on": TODAY},
        {"paired": PracticeId("deux"), "agreed_on": date(2026, 11, 27)},
        {"new_patients": NewPatients.YES, "new_patients_on": date(2026, 11, 27)},
        {"software": "x" * 81},
    ],
)
def test_what_can_not_be_is_refused(wrong: dict[str, Any]) -> None:
    """Out of bounds, paired with itself, signed with nobody or tomorrow."""
    with pytest.raises(InvalidInput):
        checked(replace(CARE, **wrong), TODAY)


def test_a_locum_is_free_between_its_days() -> None:
    """Both days included; a side left open stays open."""
    one = Locum(id="l", practice=CARE.practice, name="Remplaçante fictive", from_day=TODAY)
    assert [one.is_free_on(date(2026, 11, day)) for day in (25, 26, 30)] == [False, True, True]
    assert not replace(one, until_day=date(2026, 11, 28)).is_free_on(date(2026, 11, 30))
