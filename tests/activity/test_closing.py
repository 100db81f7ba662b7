"""Closing the attendance: seats worked or « absent », hours for pay, the count in one sentence."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.activity.attendance import Attendee, Passing, Presence, added, corrected, expected_rows
from app.activity.closing import close
from app.core.errors import InvalidInput
from app.core.ids import PersonId
from app.core.intervals import Interval
from app.scheduling.session import SeatState
from tests.activity.builders import stamps
from tests.scheduling.builders import a_seat, a_session, paris

SESSION = a_session()
TEN, ONE = paris(2026, 11, 30, 10), paris(2026, 11, 30, 13)
STAMP = stamps(ONE)
ROWS = expected_rows(SESSION, [a_seat(id, line=n, person=id) for n, id in enumerate("ABC", 1)], STAMP)


def test_nothing_typed_closes_as_everyone_present() -> None:
    """The default takes no gesture: three seats worked from start to end."""
    closing = close(SESSION, ROWS, ONE)
    assert closing.seats == dict.fromkeys("ABC", SeatState.WORKED)
    assert [one.interval for one in closing.worked] == [Interval(SESSION.starts_at, SESSION.ends_at)] * 3
    assert closing.tally.sentence == "3 présents sur 3 attendus."


def test_what_was_typed_makes_seats_hours_and_count() -> None:
    """One absent, one late, one extra, one passing, one extra taken off again: whole result."""
    absent, late = (
        corrected(ROWS[0], SESSION, STAMP(), absent=True),
        corrected(ROWS[1], SESSION, STAMP(), arrived_at=TEN),
    )
    extra = added(SESSION, ROWS, Attendee(PersonId("D")), STAMP())
    mistake = added(SESSION, ROWS, Attendee(PersonId("E")), STAMP())
    passing = added(SESSION, ROWS, Attendee(passing=Passing("W1", "Maël")), STAMP())
    gone = corrected(mistake, SESSION, STAMP(), absent=True)
    closing = close(SESSION, (*ROWS, absent, late, extra, mistake, gone, passing), ONE)
    assert closing.seats == {"A": SeatState.NO_SHOW, "B": SeatState.WORKED, "C": SeatState.WORKED}
    assert [(one.row.attendee.key, one.interval.start) for one in closing.worked] == [
        ("person:B", TEN),
        ("person:C", SESSION.starts_at),
        ("person:D", SESSION.starts_at),
        ("passing:W1", SESSION.starts_at),
    ]
    assert closing.tally.counts == {
        Presence.PRESENT: 1, Presence.ABSENT: 1, Presence.LATE: 1, Presence.EXTRA: 1, Presence.WALK_IN: 1,
    }  # fmt: skip
    assert closing.tally.sentence == (
        "2 présents sur 3 attendus ; 1 absent ; 1 en retard ; 1 en plus ; 1 renfort de passage."
    )


def test_attendance_is_not_closed_before_the_session() -> None:
    """A minute too early is told when it begins."""
    with pytest.raises(InvalidInput, match="La séance commence"):
        close(SESSION, ROWS, SESSION.starts_at - timedelta(minutes=1))
