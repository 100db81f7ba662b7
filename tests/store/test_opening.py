"""Tests of app/store/opening.py: answers and closed lines come back as written, in order."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

from app.activity.closing_trace import ClosingTrace, Hold, Touched
from app.activity.closing_words import ClosingTexts
from app.activity.opening_check import CheckAnswer
from app.core.ids import PartnerId, PersonId, SeatId
from app.scheduling.session import NOBODY, Holder, SeatState
from app.store import opening
from app.store.opening import LineClosed
from tests.services.a_day import CENTRE, NEXT, SESSION, STARTS, TEN, a_day


def test_answers_come_back_and_the_last_of_the_centre_is_known(tmp_path: Path) -> None:
    """Every kind of proof; what was noted on a line is no hint for the next session."""
    day = a_day(tmp_path)
    held = [
        CheckAnswer(code="a", done=True, name="Anne", phone="+33639980001", tested_at=TEN),
        CheckAnswer(code="b", done=True, expires_on=date(2027, 5, 31)),
        CheckAnswer(code="c", done=False),
        CheckAnswer(code="d", line=2, done=True, temperature_c=Decimal("4.5")),
        CheckAnswer(code="c", done=True),
    ]
    with day.store.transaction() as conn:
        opening.add_answers(conn, SESSION, [(f"{n}", one) for n, one in enumerate(held)], TEN, "x")
        assert opening.answers_of(conn, SESSION) == held
        assert opening.answers_of(conn, NEXT) == []
        following = day.read(NEXT).session
        found = {one.code: one for one in opening.last_of_centre(conn, CENTRE, following.starts_at)}
        assert found == {"a": held[0], "b": held[1], "c": held[4]}
        assert opening.last_of_centre(conn, CENTRE, STARTS) == []


def test_closed_lines_keep_their_texts_and_what_is_not_known(tmp_path: Path) -> None:
    """Nothing to move and not knowing are not the same."""
    day = a_day(tmp_path)
    first = LineClosed("1", SESSION, 2, TEN, "x", "panne", 38, ClosingTexts("a", "b", "c", "d"))
    second = replace(first, id="2", line=1, to_move=None)
    third = replace(first, id="3", session_id=NEXT, to_move=0)
    with day.store.transaction() as conn:
        for one in (first, second, third):
            opening.add_closing(conn, one)
        assert opening.closings_of(conn, SESSION) == [second, first]
        assert opening.closings_of(conn, NEXT) == [third]


def test_what_a_closing_changed_comes_back_and_a_line_reopened_is_closed_no_more(tmp_path: Path) -> None:
    """Who held each place and how, before and after; the other line stays closed."""
    day = a_day(tmp_path)
    person, partner = Holder(person_id=PersonId("p")), Holder(partner_id=PartnerId("m"))
    places = (
        Touched(SeatId("a"), Hold(person, SeatState.PUBLISHED, True, "seul"), Hold(NOBODY, SeatState.CANCELLED)),
        Touched(SeatId("b"), Hold(partner, SeatState.ACKNOWLEDGED), Hold(partner, SeatState.CANCELLED)),
    )
    trace = ClosingTrace(begun=True, places=places, rows=("r1",))
    first = LineClosed("1", SESSION, 2, TEN, "x", "panne", 38, ClosingTexts("a", "b", "c", "d"), trace)
    second = replace(first, id="2", line=1, trace=None)
    with day.store.transaction() as conn:
        opening.add_closing(conn, first)
        opening.add_closing(conn, second)
        assert opening.closings_of(conn, SESSION) == [second, first]
        opening.drop_closing(conn, "2")
        assert opening.closings_of(conn, SESSION) == [first]
