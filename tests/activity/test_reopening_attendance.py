"""Tests of app/activity/reopening_attendance.py: what the closing wrote on the sheet goes, what was noted since stands."""

from __future__ import annotations

from dataclasses import replace
from datetime import time, timedelta

from app.activity.attendance import AttendanceRow, Attendee, Stamp
from app.activity.reopening_attendance import rows_after_reopening
from app.core.clock import paris_instant
from app.core.ids import PersonId, SeatId, SessionId
from tests.builders import MONDAY

TEN = paris_instant(MONDAY, time(10))
ANNE = Attendee(PersonId("anne"))
FIRST = AttendanceRow(stamp=Stamp("1", TEN), session_id=SessionId("s"), attendee=ANNE, seat_id=SeatId("a"), role="injector", line=2)  # fmt: skip
MOVED = replace(FIRST, stamp=Stamp("2", TEN), replaces="1", line=1)
FREED = replace(FIRST, stamp=Stamp("2", TEN), replaces="1", left_at=TEN)
BACK = Stamp("9", TEN + timedelta(minutes=5))


def reopened(*rows: AttendanceRow, back: str = ANNE.key) -> tuple[AttendanceRow, ...]:
    return rows_after_reopening(rows, {"2"}, {back}, (), lambda: BACK)


def test_who_was_free_or_moved_is_as_before() -> None:
    """A new row on top: nothing that was written goes."""
    assert reopened(FIRST, FREED) == (replace(FIRST, stamp=BACK, replaces="2"),)
    assert reopened(FIRST, MOVED) == (replace(FIRST, stamp=BACK, replaces="2"),)


def test_an_hour_noted_since_stands() -> None:
    """Late, said after the move: late on their own line again."""
    late = replace(MOVED, stamp=Stamp("3", TEN), replaces="2", arrived_at=TEN)
    assert reopened(FIRST, MOVED, late) == (replace(FIRST, stamp=BACK, replaces="3", arrived_at=TEN),)


def test_who_does_not_come_back_and_whom_the_closing_left_alone_stay_as_they_are() -> None:
    """No row for them."""
    assert reopened(FIRST, FREED, back="person:basile") == ()
    assert reopened(FIRST) == ()
