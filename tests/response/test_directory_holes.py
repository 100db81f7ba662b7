"""Tests of app/response/directory_holes.py: what a directory lacks, worst first."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from app.response.directory_holes import Hole, HoleKind, holes
from app.response.number_check import Outcome, to_call
from app.response.references import ContactFunction
from tests.response.a_contact import NIGHT, TODAY, a_contact, a_test

if TYPE_CHECKING:
    from app.response.directory import Contact

YEAR = timedelta(days=365)
PREFECTURE = ContactFunction("prefecture", "Préfecture", "Prefecture", "authority", True, True)
CPAM = ContactFunction("cpam", "CPAM", "Fund", "payer", False, False)
CARE_HOME = ContactFunction("care_home", "EHPAD", "Care home", "establishment", False, True)


def lacking(*contacts: Contact, functions: tuple[ContactFunction, ...] = (CPAM,), **more: object) -> list[Hole]:
    return list(holes(contacts, functions, ["35", "56"], today=TODAY, within=YEAR, **more))  # type: ignore[arg-type]


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
