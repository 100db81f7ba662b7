"""Tests of app/services/activity/close_line.py and closing_scene.py: one gesture, one transaction, before and during the session; everyone is told."""

from datetime import timedelta
from pathlib import Path

import pytest

from app.core.errors import InvalidInput, NotAllowed, StaleRevision
from app.scheduling.session import SeatState
from app.services.activity import close_line as module
from app.services.activity.close_attendance import close_attendance
from app.services.activity.close_line import close_line, preview_closing
from app.services.activity.closing_scene import appointments_left_of
from app.services.activity.day_rights import lead_actor
from app.services.activity.record_attendance import Noted, record_attendance
from app.services.activity.sign_in import sign_in
from app.store import opening
from tests.builders import COORDINATOR
from tests.services.a_day import EIGHT, ENDS, NEXT, SESSION, STARTS, TEN, Day, a_day

WHY = "il manque un préparateur"


def absent(day: Day, name: str) -> None:
    record_attendance(COORDINATOR, day.store, SESSION, {day.row(name): Noted(absent=True)})


def closed(day: Day, line: int) -> None:
    preview = preview_closing(COORDINATOR, day.store, SESSION, line)
    close_line(lead_actor(SESSION), day.store, SESSION, line, WHY, preview.expected)


def test_before_the_session_seats_change_hands_and_everyone_is_told(tmp_path: Path) -> None:
    """Corentin is absent: Denez leaves line 2 for his seat; nobody else moves; 60 bookings for 24 places leave 36."""
    day = a_day(tmp_path, EIGHT)
    absent(day, "Corentin")
    preview = preview_closing(COORDINATOR, day.store, SESSION, 2)
    assert preview.sentences == (
        "Denez F. passe de « ligne 2, injection » à « ligne 1, injection ».".replace("« ", "«\u00a0").replace(" »", "\u00a0»"),
        "36 rendez-vous à déplacer.",
    )  # fmt: skip
    done = close_line(lead_actor(SESSION), day.store, SESSION, 2, WHY, preview.expected)
    first, second = day.seat("injector", 1), day.seat("injector", 2)
    assert (first.holder.person_id, first.state) == (day.id("Denez"), SeatState.ACKNOWLEDGED)
    assert (second.holder.filled, second.state) == (False, SeatState.CANCELLED)
    assert {day.seat(role, 2).state for role in ("dose_preparer", "reception")} == {SeatState.CANCELLED}
    assert day.told() == [("change_within_48h", "Corentin"), ("change_within_48h", "Denez")]
    assert "36" in done.texts.platform
    assert "01 99 00 00 01" in done.texts.phone_line
    with day.store.reading() as conn:
        assert opening.closings_of(conn, SESSION) == [done]
    assert day.journal()[-1] == "line_closed"
    assert day.read().decision.closed_lines == (1, 2), "nothing is checked yet"
    assert day.read().decision.missing == {}


def test_who_had_signed_before_the_line_closes_stays_once_on_the_sheet(tmp_path: Path) -> None:
    """Denez signed and moves: one row, on his new seat. Signed and free to go: on no sheet, and no absent."""
    for number, corentin_comes in enumerate((False, True)):
        day = a_day(tmp_path / str(number), EIGHT)
        sign_in(day.me("Denez"), day.store, day.id("Denez"), SESSION)
        if not corentin_comes:
            absent(day, "Corentin")
        closed(day, 2)
        rows = [row for row in day.read().sheet.rows if row.attendee.person_id == day.id("Denez")]
        assert [row.line for row in rows if row.signed_at] == ([] if corentin_comes else [1])
        assert len(rows) == (0 if corentin_comes else 1)
        assert close_attendance(COORDINATOR, day.at(ENDS).store, SESSION).tally.present == 5
        assert day.seat("injector", 2).state is SeatState.CANCELLED


def test_during_the_session_seats_stay_and_the_sheet_says_who_left(tmp_path: Path) -> None:
    """Denez is free at ten: what he worked stays due; his seat is still his, and he is told."""
    day = a_day(tmp_path, TEN)
    closed(day, 2)
    row = day.read().sheet.of_person(day.id("Denez"))
    assert row is not None
    assert (row.left_at, day.seat("injector", 2).state) == (TEN, SeatState.ACKNOWLEDGED)
    assert day.told() == [("change_within_48h", "Denez")]


def test_someone_moved_during_the_session_may_be_moved_or_freed_again(tmp_path: Path) -> None:
    """Denez goes to line 1 at ten, and is free when line 1 closes at eleven; one row stands, on his own seat."""
    day = a_day(tmp_path, TEN)
    absent(day, "Corentin")
    closed(day, 2)
    row = day.read().sheet.of_person(day.id("Denez"))
    assert row is not None
    assert (row.line, row.left_at, row.seat_id) == (1, None, day.seat("injector", 2).id)
    later = day.at(TEN + timedelta(hours=1))
    closed(later, 1)
    row = later.read().sheet.of_person(day.id("Denez"))
    assert row is not None
    assert (row.left_at, row.seat_id) == (TEN + timedelta(hours=1), day.seat("injector", 2).id)
    assert later.read().decision.open_lines == ()


def test_what_was_read_over_must_still_hold(tmp_path: Path) -> None:
    """Someone turns out absent between the sentence and the gesture: nothing is closed, nobody is told."""
    day = a_day(tmp_path, EIGHT)
    preview = preview_closing(COORDINATOR, day.store, SESSION, 2)
    absent(day, "Corentin")
    with pytest.raises(StaleRevision):
        close_line(COORDINATOR, day.store, SESSION, 2, WHY, preview.expected)
    assert (day.told(), day.seat("injector", 2).state) == ([], SeatState.ACKNOWLEDGED)


def test_all_or_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A fault while telling people leaves the line open."""
    day = a_day(tmp_path, EIGHT)
    preview = preview_closing(COORDINATOR, day.store, SESSION, 2)
    monkeypatch.setattr(module, "tell_changes", lambda *_args: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        close_line(COORDINATOR, day.store, SESSION, 2, WHY, preview.expected)
    assert (day.seat("injector", 2).state, day.journal()) == (SeatState.ACKNOWLEDGED, [])


def test_refusals(tmp_path: Path) -> None:
    """Without a reason, twice, a line that is not there, once over, or by someone else."""
    day = a_day(tmp_path, EIGHT)
    expected = preview_closing(COORDINATOR, day.store, SESSION, 2).expected
    with pytest.raises(InvalidInput, match="pourquoi"):
        close_line(COORDINATOR, day.store, SESSION, 2, "  ", expected)
    with pytest.raises(NotAllowed):
        close_line(lead_actor(NEXT), day.store, SESSION, 2, WHY, expected)
    closed(day, 2)
    for line in (2, 3):
        with pytest.raises(InvalidInput, match="pas ouverte"):
            preview_closing(COORDINATOR, day.store, SESSION, line)
    with pytest.raises(InvalidInput, match="terminée"):
        preview_closing(COORDINATOR, day.at(ENDS).store, SESSION, 1)


def test_appointments_left_follow_the_time_left(tmp_path: Path) -> None:
    """All of them before the start, three quarters at ten, none at the end; unknown stays unknown."""
    day = a_day(tmp_path)
    session = day.read().session
    assert [appointments_left_of(session, at) for at in (EIGHT, STARTS, TEN, ENDS)] == [60, 60, 45, 0]
    unknown = a_day(tmp_path / "b", appointments=None)
    assert preview_closing(COORDINATOR, unknown.store, SESSION, 2).closing.to_move is None
    assert preview_closing(COORDINATOR, unknown.store, SESSION, 2, 30).closing.to_move == 6
