"""Tests of app/services/activity/sign_in.py: « je suis là » from one's page or at the door; nobody learns who is known."""

from datetime import timedelta
from pathlib import Path

import pytest

from app.core.errors import InvalidInput, NotAllowed
from app.services.activity.record_attendance import Noted, record_attendance
from app.services.activity.sign_in import MOST_AT_THE_DOOR, sign_in, sign_in_by_contact, write_name_at_the_door
from tests.builders import COORDINATOR
from tests.services.a_day import ENDS, SESSION, STARTS, TEN, Day, a_day


def signed(day: Day) -> list[str]:
    """First names of who signed."""
    found = day.read()
    return sorted(found.name(row).split(" ")[0] for row in found.sheet.rows if row.signed_at)


def test_one_signs_from_an_hour_before_to_the_end(tmp_path: Path) -> None:
    """Both bounds; an absence noted too early is undone; twice is harmless."""
    day = a_day(tmp_path)
    early, bound = day.at(STARTS - timedelta(minutes=61)), day.at(STARTS - timedelta(minutes=60))
    for wrong in (early, day.at(ENDS)):
        with pytest.raises(InvalidInput, match="une heure avant"):
            sign_in(day.me("Denez"), wrong.store, day.id("Denez"), SESSION)
    record_attendance(COORDINATOR, bound.store, SESSION, {day.row("Denez"): Noted(absent=True)})
    sign_in(day.me("Denez"), bound.store, day.id("Denez"), SESSION)
    sign_in(day.me("Denez"), day.at(TEN).store, day.id("Denez"), SESSION)
    found = day.read().sheet.of_person(day.id("Denez"))
    assert found is not None
    assert (found.signed_at, found.absent) == (STARTS - timedelta(minutes=60), False)
    assert day.journal() == ["attendance_noted", "attendance_signed"]


def test_nobody_signs_for_another_nor_where_nobody_expects_them(tmp_path: Path) -> None:
    """A volunteer's link opens their own arrival only."""
    day = a_day(tmp_path)
    with pytest.raises(NotAllowed):
        sign_in(day.me("Denez"), day.store, day.id("Anne"), SESSION)
    with pytest.raises(InvalidInput, match="pas sur la feuille"):
        sign_in(day.me("Fañch"), day.store, day.id("Fañch"), SESSION)


@pytest.mark.parametrize("contact", ["06 39 98 00 04", "+33639980004", " DENEZ@exemple.fr "])
def test_a_known_contact_signs_its_holder_in(tmp_path: Path, contact: str) -> None:
    """However the number or the address is written."""
    day = a_day(tmp_path)
    sign_in_by_contact(day.store, SESSION, contact)
    assert signed(day) == ["Denez"]


def test_an_unknown_contact_is_answered_alike_and_writes_nothing(tmp_path: Path) -> None:
    """No error either way; only what is no address at all is told."""
    day = a_day(tmp_path)
    sign_in_by_contact(day.store, SESSION, "06 39 98 00 99")
    sign_in_by_contact(day.store, SESSION, "inconnu@exemple.fr")
    assert (signed(day), day.journal()) == ([], [])
    with pytest.raises(InvalidInput, match="mobile"):
        sign_in_by_contact(day.store, SESSION, "Denez")


def test_names_at_the_door_are_counted(tmp_path: Path) -> None:
    """The same name twice is one; past a dozen the page says to speak to someone."""
    day = a_day(tmp_path)
    for n in range(MOST_AT_THE_DOOR):
        write_name_at_the_door(day.store, SESSION, f"Gwenn {n}")
    write_name_at_the_door(day.store, SESSION, "Gwenn 0")
    assert len(day.read().sheet.at_the_door) == MOST_AT_THE_DOOR
    with pytest.raises(InvalidInput, match="Trop de noms"):
        write_name_at_the_door(day.store, SESSION, "Gwenn de trop")
