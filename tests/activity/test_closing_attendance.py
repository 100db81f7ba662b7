"""A line closed in mid-session: what was worked until then stays due."""

from __future__ import annotations

from app.activity.attendance import corrected, expected_rows, standing, worked
from app.activity.closing import seat_states
from app.activity.closing_attendance import rows_after_closing
from app.activity.closing_line import close_line
from app.core.intervals import Interval
from app.scheduling.session import SeatState
from tests.activity.builders import stamps
from tests.scheduling.builders import a_seat, a_session, paris

SESSION = a_session()
TEN, ELEVEN = paris(2026, 11, 30, 10), paris(2026, 11, 30, 11)
SEATS = (
    a_seat("I2", "injector", 2), a_seat("I3", "injector", 3, person="Bleuenn"),
    a_seat("P3", "dose_preparer", 3, person="Enora"), a_seat("R3", "reception", 3, person="Gone"),
)  # fmt: skip
STAMP = stamps(TEN)
ROWS = expected_rows(SESSION, SEATS, STAMP)


def test_who_moves_goes_on_and_who_is_freed_left_then() -> None:
    """At 11 h the injector goes on at line 2, the preparer has worked two hours, who left at 10 h is not touched."""
    gone = corrected(next(row for row in ROWS if row.seat_id == "R3"), SESSION, STAMP(), left_at=TEN)
    closing = close_line(SESSION, 3, SEATS, ())
    found = rows_after_closing(closing, (*ROWS, gone), ELEVEN, STAMP)
    rows = {row.seat_id: row for row in standing((*ROWS, gone, *found))}
    assert {row.seat_id for row in found} == {"I3", "P3"}
    assert (rows[SEATS[1].id].line, rows[SEATS[1].id].role) == (2, "injector")
    assert {seat: worked(row, SESSION) for seat, row in rows.items()} == {
        "I3": Interval(SESSION.starts_at, SESSION.ends_at),
        "P3": Interval(SESSION.starts_at, ELEVEN),
        "R3": Interval(SESSION.starts_at, TEN),
    }
    assert set(seat_states(rows.values()).values()) == {SeatState.WORKED}


def test_before_the_start_the_sheet_is_left_alone() -> None:
    """Seats change hands instead: nobody sent home before the start is « absent »."""
    assert rows_after_closing(close_line(SESSION, 3, SEATS, ()), ROWS, SESSION.starts_at, STAMP) == ()
