"""People as values."""

from __future__ import annotations

from datetime import date

import pytest

from app.core.errors import InvalidInput
from app.core.ids import PersonId
from app.roster.competence import Competence, codes_valid_on
from app.roster.person import HalfDay, HalfDayPart, Person, PersonKind


def test_half_days_come_back_from_their_code() -> None:
    """The fourteen half-days of a week, written and read again, Monday first."""
    halves = [HalfDay(day, part) for day in range(7) for part in HalfDayPart]
    assert [HalfDay.of_code(half.code) for half in halves] == halves
    assert [halves[0].code, halves[-1].code] == ["lun-am", "dim-pm"]


@pytest.mark.parametrize("code", ["lundi-am", "lun", "lun-soir", ""])
def test_other_words_are_no_half_day(code: str) -> None:
    """Anything but a code is refused."""
    with pytest.raises(InvalidInput):
        HalfDay.of_code(code)


def test_who_opted_out_is_left_alone_from_that_day() -> None:
    """Contact stops on the day of the opt-out, not before."""
    person = Person(
        id=PersonId("P"), kind=PersonKind.HELPER, family_name="A", given_name="B", opted_out_on=date(2026, 12, 1)
    )
    assert [person.is_contactable_on(date(2026, 11, 30)), person.is_contactable_on(date(2026, 12, 1))] == [True, False]


def test_competences_hold_between_their_dates() -> None:
    """Both ends count; someone else's competence does not."""
    mine = Competence(person=PersonId("P"), code="a", valid_from=date(2026, 1, 2), valid_to=date(2026, 1, 3))
    hers = Competence(person=PersonId("Q"), code="b")
    days = [date(2026, 1, day) for day in (1, 2, 3, 4)]
    assert [codes_valid_on([mine, hers], PersonId("P"), day) for day in days] == [set(), {"a"}, {"a"}, set()]
