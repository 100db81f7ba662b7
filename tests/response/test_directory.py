"""Tests of app/response/directory.py: numbers as they are dialled, what a directory lacks, rounds of calls."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.errors import InvalidInput
from app.response.directory import (
    CheckRound,
    Contact,
    Hole,
    HoleKind,
    Moment,
    NumberTest,
    Outcome,
    counted,
    holes,
    number_of,
    spoken_number,
    to_call,
)
from app.response.references import ContactFunction

TODAY = date(2026, 11, 26)
NOW = datetime(2026, 11, 26, 16, tzinfo=UTC)
YEAR = timedelta(days=365)
PREFECTURE = ContactFunction("prefecture", "Préfecture", "Prefecture", "authority", True, True)
CPAM = ContactFunction("cpam", "CPAM", "Fund", "payer", False, False)
CARE_HOME = ContactFunction("care_home", "EHPAD", "Care home", "establishment", False, True)
DAY, NIGHT = "+33199002001", "+33199002002"


def a_contact(function: str = "cpam", **fields: object) -> Contact:
    said = {"id": f"c-{function}", "day_phone": DAY, "checked_on": TODAY}
    return Contact(function=function, **{**said, **fields})  # type: ignore[arg-type]


def a_test(contact: Contact, outcome: Outcome, number: str = DAY, minutes: int = 0) -> NumberTest:
    at = NOW + timedelta(minutes=minutes)
    return NumberTest(f"t-{number}-{minutes}", contact.id, at, number, outcome, "maiwenn")


def lacking(*contacts: Contact, functions: tuple[ContactFunction, ...] = (CPAM,), **more: object) -> list[Hole]:
    return list(holes(contacts, functions, ["35", "56"], today=TODAY, within=YEAR, **more))  # type: ignore[arg-type]


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


def test_a_function_is_needed_in_each_department_of_the_territory() -> None:
    """Redon has three préfectures: one found leaves the others missing; one for the whole territory does for all."""
    here = a_contact("prefecture", department="56", night_phone=NIGHT)
    assert lacking(functions=(PREFECTURE,)) == [
        Hole(HoleKind.MISSING, "prefecture", "35"),
        Hole(HoleKind.MISSING, "prefecture", "56"),
    ]
    assert lacking(here, functions=(PREFECTURE,)) == [Hole(HoleKind.MISSING, "prefecture", "35")]
    assert lacking(replace(here, department=""), functions=(PREFECTURE,)) == []


def test_the_night_counts_where_the_table_says() -> None:
    """A préfecture without a night number is a hole, a CPAM without one is not."""
    both = [
        a_contact("prefecture", department="35"),
        a_contact("prefecture", id="b", department="56", night_phone=NIGHT),
    ]
    assert lacking(*both, functions=(PREFECTURE,)) == [Hole(HoleKind.NO_NIGHT, "prefecture", "35", both[0])]
    assert lacking(a_contact()) == []


def test_somebody_without_a_number_reaches_nobody() -> None:
    """An organisation alone is not somebody to call."""
    mute = a_contact(day_phone="", organisation="CPAM")
    assert lacking(mute) == [Hole(HoleKind.NO_NUMBER, "cpam", "", mute)]


def test_each_establishment_is_answered_for_by_day_and_by_night() -> None:
    """One home's night desk does not answer for another; a home without anybody is named, and its function not twice."""
    first = a_contact("care_home", site_id="s1", night_phone=NIGHT)
    second = a_contact("care_home", id="b", site_id="s2")
    sites = {"s1": "care_home", "s2": "care_home", "s3": "care_home"}
    assert lacking(first, second, functions=(CARE_HOME,), sites=sites) == [
        Hole(HoleKind.NO_NIGHT, "care_home", "", second),
        Hole(HoleKind.SITE, "care_home", site="s3"),
    ]
    assert [one.kind for one in lacking(functions=(CARE_HOME,), sites=sites)] == [HoleKind.SITE] * 3


def test_the_last_call_says_what_a_number_is_worth() -> None:
    """Wrong, silent, then answering: only the last call to the number that stands counts."""
    one = a_contact()
    wrong, silent = a_test(one, Outcome.WRONG), a_test(one, Outcome.NO_ANSWER, minutes=1)
    assert lacking(one, tests=[wrong]) == [Hole(HoleKind.WRONG, "cpam", "", one)]
    assert lacking(one, tests=[silent, wrong]) == [Hole(HoleKind.UNREACHED, "cpam", "", one)]
    assert lacking(one, tests=[wrong, silent, a_test(one, Outcome.ANSWERED, minutes=2)]) == []
    assert lacking(one, tests=[a_test(one, Outcome.WRONG, number=NIGHT)]) == []


def test_a_year_without_a_check_is_said_and_an_emergency_line_is_never_called() -> None:
    """365 days are within the year, 366 are not; the 15 is dialled in need, not to see whether it answers."""
    kept, late = a_contact(checked_on=TODAY - YEAR), a_contact(checked_on=TODAY - YEAR - timedelta(days=1))
    assert lacking(kept) == []
    assert lacking(late) == [Hole(HoleKind.UNCHECKED, "cpam", "", late)]
    samu = a_contact(day_phone="15", checked_on=None)
    assert lacking(samu, never_called={"15"}) == []
    assert lacking(samu) == [Hole(HoleKind.UNCHECKED, "cpam", "", samu)]
    assert to_call([samu], [], [], {"15"}) == ()


def test_the_worst_comes_first() -> None:
    """Missing before unchecked, whatever the order of functions."""
    late = a_contact(checked_on=None)
    found = lacking(late, functions=(CPAM, PREFECTURE))
    assert [one.kind for one in found] == [HoleKind.MISSING, HoleKind.MISSING, HoleKind.UNCHECKED]


def test_a_round_lists_what_is_left_first_and_counts_what_came_of_it() -> None:
    """Three numbers: one answered, one wrong, one nobody called; a third of them answers."""
    one, two = a_contact(night_phone=NIGHT), a_contact("prefecture", day_phone="+33199002003")
    calls = to_call(
        [two, one], [a_test(one, Outcome.ANSWERED), a_test(one, Outcome.WRONG, NIGHT)], ["cpam", "prefecture"]
    )
    assert [(each.number, each.test is None) for each in calls] == [
        ("+33199002003", True),
        (DAY, False),
        (NIGHT, False),
    ]
    ended = counted(CheckRound(opened_at=NOW, opened_by="Maïwenn"), calls)
    assert (ended.called, ended.answered, ended.unanswered, ended.wrong, ended.left) == (2, 1, 0, 1, 1)
    assert (ended.total, ended.answered_percent) == (3, 33)
    assert CheckRound(opened_at=NOW, opened_by="").answered_percent == 0
