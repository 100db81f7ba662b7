"""Tests of app/response/directory.py: numbers as they are dialled, each once."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.errors import InvalidInput
from app.response.directory import Moment, number_of, spoken_number
from tests.response.a_contact import DAY, NIGHT, a_contact


@pytest.mark.parametrize(
    ("typed", "kept", "said"),
    [
        ("01 99 00 20 01", "+33199002001", "01 99 00 20 01"),
        ("15", "15", "15"),
        ("3114", "3114", "3114"),
        ("116 117", "116117", "116\u00a0117"),
        ("112", "112", "112"),
        (" ", "", ""),
    ],
)
def test_a_number_is_kept_as_it_is_dialled(typed: str, kept: str, said: str) -> None:
    """Ten figures in E.164, short ones as they are."""
    assert (number_of(typed), spoken_number(kept)) == (kept, said)


@pytest.mark.parametrize("typed", ["4", "99", "0199", "permanence", "01 99 00 20"])
def test_what_is_no_number_is_refused_with_what_to_write(typed: str) -> None:
    """Nothing is kept that nobody could dial."""
    with pytest.raises(InvalidInput, match="écrivez dix chiffres"):
        number_of(typed)


@given(st.text(max_size=30))
def test_any_text_is_a_number_that_reads_back_or_is_refused(typed: str) -> None:
    """What was kept is kept again: no second reading changes it."""
    try:
        kept = number_of(typed)
    except InvalidInput:
        return
    assert number_of(kept) == kept


def test_a_contact_s_numbers_stand_once_by_day_first() -> None:
    """The same number by day and by night is called once."""
    one = a_contact(night_phone=NIGHT)
    assert one.numbers == ((Moment.DAY, DAY), (Moment.NIGHT, NIGHT))
    assert a_contact(night_phone=DAY).numbers == ((Moment.DAY, DAY),)
    assert a_contact(day_phone="", night_phone=NIGHT).numbers == ((Moment.NIGHT, NIGHT),)
    assert (one.number_at(Moment.NIGHT), a_contact().number_at(Moment.NIGHT)) == (NIGHT, DAY)
