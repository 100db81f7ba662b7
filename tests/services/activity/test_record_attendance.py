"""Tests of app/services/activity/record_attendance.py and attendance_sheet.py: everyone present, corrections as new rows."""

from dataclasses import replace
from datetime import time, timedelta
from pathlib import Path

import pytest

from app.activity.attendance import Presence
from app.core.clock import paris_instant
from app.core.errors import InvalidInput, NotAllowed, NotFound, StaleRevision
from app.scheduling.session import Holder, SeatState
from app.services.activity.close_attendance import close_attendance
from app.services.activity.day_rights import lead_actor
from app.services.activity.record_attendance import (
    Noted,
    add_extra,
    add_walk_in,
    instant_within,
    record_attendance,
    settle_walk_in,
)
from app.services.activity.sign_in import write_name_at_the_door
from app.store import attendance, seats
from tests.builders import COORDINATOR, MONDAY
from tests.services.a_day import ENDS, NEXT, SESSION, STARTS, TEN, Day, a_day

PRESENT = [("Anne", "present"), ("Bleuenn", "present"), ("Corentin", "present"), ("Denez", "present"), ("Enora", "present"), ("Mairie", "present")]  # fmt: skip


def stored(day: Day) -> int:
    with day.store.reading() as conn:
        return len(attendance.of_session(conn, SESSION))


def test_everyone_is_present_without_a_row_and_a_correction_keeps_what_was_said(tmp_path: Path) -> None:
    """Absent, then late after all: three rows for one person, one stands; the others are in no table yet."""
    day = a_day(tmp_path, TEN)
    assert (day.sheet(), stored(day)) == (PRESENT, 0)
    first = day.row("Denez")
    assert record_attendance(lead_actor(SESSION), day.store, SESSION, {first: Noted(absent=True)}) == 1
    late = Noted(arrived_at=paris_instant(MONDAY, time(9, 20)))
    assert record_attendance(COORDINATOR, day.store, SESSION, {day.row("Denez"): late}) == 1
    assert day.sheet() == [one if one[0] != "Denez" else ("Denez", "late") for one in PRESENT]
    assert stored(day) == 3
    with pytest.raises(StaleRevision):
        record_attendance(COORDINATOR, day.store, SESSION, {first: Noted(absent=True)})
    with pytest.raises(NotFound):
        record_attendance(COORDINATOR, day.store, SESSION, {"nobody": Noted()})


def test_all_or_nothing_and_what_says_the_same_writes_nothing(tmp_path: Path) -> None:
    """One impossible hour refuses the whole sheet; saying « présent » of someone present is no correction."""
    day = a_day(tmp_path, TEN)
    bad = {day.row("Anne"): Noted(absent=True), day.row("Enora"): Noted(arrived_at=ENDS)}
    with pytest.raises(InvalidInput, match="notez plutôt"):
        record_attendance(COORDINATOR, day.store, SESSION, bad)
    assert record_attendance(COORDINATOR, day.store, SESSION, {day.row("Anne"): Noted()}) == 0
    assert (stored(day), day.journal()) == (0, [])


def test_a_seat_that_changes_hands_changes_the_sheet_unless_something_was_noted(tmp_path: Path) -> None:
    """Denez gives his seat to Fañch: he leaves the sheet; had he been noted absent he would stay on it."""
    day = a_day(tmp_path)
    record_attendance(COORDINATOR, day.store, SESSION, {day.row("Corentin"): Noted(absent=True)})
    for line in (1, 2):
        seat = day.seat("injector", line)
        with day.store.transaction() as conn:
            holder = Holder(day.id("Fañch")) if line == 2 else Holder()
            seats.write(conn, seat, replace(seat, holder=holder), day.store.now())
    assert [name for name, _said in day.sheet()] == ["Anne", "Bleuenn", "Corentin", "Enora", "Fañch", "Mairie"]


def test_extras_and_walk_ins_are_added_once(tmp_path: Path) -> None:
    """Someone of the roster is « en plus », anyone else « renfort de passage »; nobody twice, no name left blank."""
    day = a_day(tmp_path, TEN)
    add_extra(COORDINATOR, day.store, SESSION, day.id("Fañch"), role="dose_preparer")
    add_walk_in(lead_actor(SESSION), day.store, SESSION, "  Gwenn   Passage ", profession="infirmier")
    assert day.sheet()[4:] == [("Enora", "present"), ("Fañch", "extra"), ("Gwenn", "walk_in"), ("Mairie", "present")]
    with pytest.raises(InvalidInput, match="déjà sur la feuille"):
        add_extra(COORDINATOR, day.store, SESSION, day.id("Fañch"))
    with pytest.raises(InvalidInput, match="Écrivez le nom"):
        add_walk_in(COORDINATOR, day.store, SESSION, "  ")
    with pytest.raises(InvalidInput, match="profession"):
        add_walk_in(COORDINATOR, day.store, SESSION, "Gwenn", profession="magicien")
    with pytest.raises(InvalidInput, match="poste"):
        add_extra(COORDINATOR, day.store, SESSION, day.id("Anne"), role="magicien")
    with pytest.raises(NotAllowed):
        add_walk_in(lead_actor(NEXT), day.store, SESSION, "Gwenn")
    assert day.read().decision.missing == {}, "the extra preparer fills the hole of line 2"


def test_a_name_at_the_door_counts_once_accepted(tmp_path: Path) -> None:
    """It waits, counted nowhere; accepted it is a walk-in, refused it is gone; neither can be settled twice."""
    day = a_day(tmp_path, TEN)
    for name in ("Gwenn Passage", "Hervé Farceur"):
        write_name_at_the_door(day.store, SESSION, name)
    assert [day.read().name(row) for row in day.read().sheet.at_the_door] == ["Gwenn Passage", "Hervé Farceur"]
    assert len(day.read().sheet.shown) == 6
    row = day.row("Gwenn")
    settle_walk_in(COORDINATOR, day.store, SESSION, row, accepted=True)
    settle_walk_in(COORDINATOR, day.store, SESSION, day.row("Hervé"), accepted=False)
    with pytest.raises(StaleRevision):
        settle_walk_in(COORDINATOR, day.store, SESSION, row, accepted=False)
    found = day.read()
    assert [found.name(row) for row in found.sheet.shown if row.presence is Presence.WALK_IN] == ["Gwenn Passage"]
    assert found.sheet.at_the_door == ()


def test_a_closed_sheet_is_still_corrected_and_its_seats_follow(tmp_path: Path) -> None:
    """Closed with everyone present, Denez turns out absent: his seat says so."""
    day = a_day(tmp_path, ENDS)
    close_attendance(COORDINATOR, day.store, SESSION)
    record_attendance(COORDINATOR, day.store, SESSION, {day.row("Denez"): Noted(absent=True)})
    assert day.seat("injector", 2).state is SeatState.NO_SHOW
    record_attendance(COORDINATOR, day.store, SESSION, {day.row("Denez"): Noted()})
    assert day.seat("injector", 2).state is SeatState.WORKED


def test_the_small_hours_of_a_night_are_those_of_the_day_after(tmp_path: Path) -> None:
    """A session from 20 h to 2 h: « 1 h » is the next day, « 21 h » the same."""
    day = a_day(tmp_path)
    night = replace(day.read().session, starts_at=paris_instant(MONDAY, time(20)), ends_at=paris_instant(MONDAY + timedelta(days=1), time(2)))  # fmt: skip
    assert instant_within(night, time(1)) == paris_instant(MONDAY + timedelta(days=1), time(1))
    assert instant_within(night, time(21)) == paris_instant(MONDAY, time(21))
    assert instant_within(day.read().session, time(9)) == STARTS
