"""Tests of app/services/activity/read_session_day.py: one state of a session, its sessions to choose from, nothing written."""

from datetime import timedelta
from pathlib import Path

from app.activity.attendance import PRESENCE_WORDS
from app.services.activity.check_opening import check_opening
from app.services.activity.close_line import close_line, preview_closing
from app.services.activity.read_session_day import day_sessions, session_at_hand
from app.services.activity.record_attendance import Noted, add_extra, record_attendance
from tests.builders import COORDINATOR
from tests.services.a_day import CENTRE, EIGHT, ENDS, NEXT, SESSION, TEN, a_day, all_in_order


def test_the_session_at_hand_is_the_one_under_way_or_next(tmp_path: Path) -> None:
    """Monday's until two hours after it ends, then Tuesday's; once nothing is left, the last one."""
    day = a_day(tmp_path)
    found = day_sessions(COORDINATOR, day.store, CENTRE)
    assert [one.id for one in found] == [SESSION, NEXT]
    at = [
        session_at_hand(found, when)
        for when in (EIGHT, ENDS, ENDS + timedelta(hours=2), found[1].ends_at + timedelta(days=1))
    ]
    assert [one.id for one in at if one] == [SESSION, SESSION, NEXT, NEXT]
    assert session_at_hand((), EIGHT) is None


def test_who_is_there_decides_which_lines_open(tmp_path: Path) -> None:
    """Someone absent closes his line; someone on top opens the other; gone early counts no more."""
    day = a_day(tmp_path, TEN)
    check_opening(COORDINATOR, day.store, SESSION, all_in_order(day))
    add_extra(COORDINATOR, day.store, SESSION, day.id("Fañch"), role="dose_preparer")
    assert day.read().decision.open_lines == (1, 2)
    record_attendance(COORDINATOR, day.store, SESSION, {day.row("Corentin"): Noted(absent=True)})
    decided = day.read().decision
    assert (decided.open_lines, decided.missing) == ((2,), {"injector": 1})
    record_attendance(COORDINATOR, day.store, SESSION, {day.row("Anne"): Noted(left_at=TEN)})
    assert day.read().decision.open_lines == ()


def test_a_line_closed_by_hand_stays_closed_and_asks_for_nobody(tmp_path: Path) -> None:
    """Line 1 closed before the start: line 2 opens with its people once a preparer of line 1 has moved to it."""
    day = a_day(tmp_path, EIGHT)
    check_opening(COORDINATOR, day.store, SESSION, all_in_order(day))
    preview = preview_closing(COORDINATOR, day.store, SESSION, 1)
    assert {move.target.id for move in preview.closing.moves} == {
        day.seat(role, 2).id for role in ("dose_preparer", "reception")
    }
    close_line(COORDINATOR, day.store, SESSION, 1, "panne", preview.expected)
    decided = day.read().decision
    assert (decided.open_lines, decided.closed_lines, decided.reasons) == ((2,), (1,), ())
    assert {one.line for one in day.read().results} == {None, 2}


def test_rows_are_named_and_placed_as_people_say(tmp_path: Path) -> None:
    """In full on the sheet; a partner by its name; a place with its line."""
    day = a_day(tmp_path).read()
    said = [f"{day.name(row)}, {day.place(row)}, {PRESENCE_WORDS[row.presence]}" for row in day.sheet.rows]
    assert said[:3] == [
        "Bleuenn Fictif, ligne 1, préparation des doses, présent",
        "Corentin Fictif, ligne 1, injection, présent",
        "Denez Fictif, ligne 2, injection, présent",
    ]
    assert "Mairie d’Auray, ligne 1, accueil, présent" in said
