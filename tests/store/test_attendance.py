"""Tests of app/store/attendance.py: rows come back whole, are never changed, and names can be erased."""

from dataclasses import replace
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from app.activity.attendance import AttendanceRow, Attendee, Origin, Passing, Stamp, names_erased
from app.core.ids import SeatId
from app.store import attendance
from tests.services.a_day import ENDS, SESSION, STARTS, TEN, TOWN_HALL, a_day


def rows(person: str) -> list[AttendanceRow]:
    """One of each kind of attendee."""
    first = AttendanceRow(stamp=Stamp("a", STARTS, "x"), session_id=SESSION, attendee=Attendee(person), seat_id=SeatId("seat-4"), role="injector", line=2)  # type: ignore[arg-type]  # fmt: skip
    passing = Attendee(passing=Passing("p1", "Gwenn « Passage »", "infirmier", "liberal", "remplacant", 3))
    return [
        first,
        replace(first, stamp=Stamp("b", TEN, "y"), replaces="a", absent=True, note="malade"),
        AttendanceRow(stamp=Stamp("c", TEN), session_id=SESSION, attendee=Attendee(partner_id=TOWN_HALL), signed_at=TEN),
        AttendanceRow(stamp=Stamp("d", TEN), session_id=SESSION, attendee=passing, origin=Origin.WALK_IN, arrived_at=TEN, left_at=ENDS),
    ]  # fmt: skip


def test_rows_come_back_as_written_and_stay(tmp_path: Path) -> None:
    """Written again under the same id they are as they were; a session outside the bounds gives nothing."""
    day = a_day(tmp_path)
    held = rows(day.id("Denez"))
    with day.store.transaction() as conn:
        attendance.add(conn, held)
        attendance.add(conn, [replace(held[0], absent=True)])
        assert attendance.of_session(conn, SESSION) == held
        assert attendance.between(conn, STARTS, ENDS) == held
        assert attendance.between(conn, ENDS, ENDS) == []


def test_a_name_is_erased_in_place(tmp_path: Path) -> None:
    """Everything but the name stays."""
    day = a_day(tmp_path)
    held = rows(day.id("Denez"))
    with day.store.transaction() as conn:
        attendance.add(conn, held)
        attendance.write_names(conn, names_erased(held, {"p1"}))
        (found,) = [row for row in attendance.of_session(conn, SESSION) if row.attendee.passing]
    assert found == replace(held[3], attendee=Attendee(passing=replace(held[3].attendee.passing, name="")))  # type: ignore[type-var]
    assert b"Gwenn" not in day.store.folder.database.read_bytes()


def test_the_first_closing_keeps_its_instant(tmp_path: Path) -> None:
    """Said again after a correction, the instant stays."""
    day = a_day(tmp_path)
    with day.store.transaction() as conn:
        assert attendance.closed_at(conn, SESSION) is None
        attendance.close(conn, SESSION, TEN, "x")
        attendance.close(conn, SESSION, ENDS, "y")
        assert attendance.closed_at(conn, SESSION) == TEN
        assert attendance.closings(conn, STARTS, ENDS) == {SESSION: TEN}


@settings(max_examples=10)
@given(name=st.text(max_size=30), line=st.none() | st.integers(1, 9), year=st.none() | st.integers(1, 9))
def test_any_name_comes_back(tmp_path_factory: object, name: str, line: int | None, year: int | None) -> None:
    """Quotes, accents and emptiness survive."""
    day = a_day(tmp_path_factory.mktemp("day"))  # type: ignore[attr-defined]
    safe = name.encode("utf-8", "ignore").decode()
    row = replace(rows("x")[3], line=line, attendee=Attendee(passing=Passing("p", safe, student_year=year)))
    with day.store.transaction() as conn:
        attendance.add(conn, [row])
        assert attendance.of_session(conn, SESSION) == [row]
