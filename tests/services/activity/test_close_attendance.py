"""Tests of app/services/activity/close_attendance.py: seats worked or absent, the session done, every row written."""

from pathlib import Path

import pytest

from app.core.errors import InvalidInput
from app.scheduling.session import SeatState, SessionState
from app.services.activity.close_attendance import close_attendance
from app.services.activity.record_attendance import Noted, record_attendance
from app.store import attendance, sessions
from tests.builders import COORDINATOR
from tests.services.a_day import EIGHT, ENDS, SESSION, STARTS, a_day


def test_closing_writes_the_whole_sheet_once(tmp_path: Path) -> None:
    """Six expected, one absent: six rows and a correction; closing again says the same and writes nothing."""
    day = a_day(tmp_path, ENDS)
    record_attendance(COORDINATOR, day.store, SESSION, {day.row("Denez"): Noted(absent=True)})
    closing = close_attendance(COORDINATOR, day.store, SESSION)
    assert (closing.tally.present, closing.tally.expected, len(closing.worked)) == (5, 6, 4)
    assert day.seat("injector", 2).state is SeatState.NO_SHOW
    assert day.seat("injector", 1).state is SeatState.WORKED
    assert day.seat("dose_preparer", 2).state is SeatState.OPEN
    with day.store.reading() as conn:
        session = sessions.find(conn, SESSION)
        assert session is not None
        assert session.state is SessionState.DONE
        rows = attendance.between(conn, STARTS, ENDS)
        assert attendance.closings(conn, STARTS, ENDS) == {SESSION: ENDS}
    assert len(rows) == 7
    assert close_attendance(COORDINATOR, day.store, SESSION).seats == closing.seats
    assert day.journal() == ["attendance_noted", "attendance_closed"]
    assert day.sheet()[3] == ("Denez", "absent")


def test_nothing_closes_before_it_begins(tmp_path: Path) -> None:
    """A sheet closed by mistake at eight would pay the whole morning."""
    day = a_day(tmp_path, EIGHT)
    with pytest.raises(InvalidInput, match="se clôt ensuite"):
        close_attendance(COORDINATOR, day.store, SESSION)
    assert day.read().sheet.closed_at is None
