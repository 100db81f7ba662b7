"""Tests of app/store/call_outs.py: what is kept of a call-out comes back whole."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from app.core.errors import NotFound, StaleRevision
from app.mobilisation.callout import CallOut, CallOutState, Mode, Outcome, Response, Wave, prepare
from app.mobilisation.phone import Claim
from app.mobilisation.ranking import Candidate, PastAnswers
from app.mobilisation.rules import SolicitationRules
from app.scheduling.session import Holder, SeatState
from app.scheduling.warnings import WarningCode
from app.store import call_outs, seats, sessions
from app.store.database import Connection
from tests.builders import THURSDAY
from tests.services.a_call_out import Hole, a_hole


def a_callout(conn: Connection, hole: Hole, id: str = "call-1", **changes: object) -> CallOut:
    """A call-out for the hole, every nurse a candidate, kept with one wave."""
    seat = hole.seat(hole.seats[0])
    session = sessions.find(conn, seat.session_id)
    assert session is not None
    candidates = [Candidate(person.id, (seat.id,), f"raison de {name}") for name, person in hole.team.items()]
    prepared = prepare(
        id,
        [(seat.id, session)],
        candidates,
        THURSDAY,
        SolicitationRules(),
        mode=Mode.COORDINATOR_APPROVES,
        delay_minutes=20,
    )
    wave = Wave(1, tuple(one.person for one in candidates[:2]), THURSDAY)
    kept = replace(prepared, state=CallOutState.RUNNING, waves=(wave,), **changes)  # type: ignore[arg-type]
    call_outs.insert(conn, kept, "maiwenn", THURSDAY + timedelta(minutes=20))
    return kept


def test_a_call_out_comes_back_as_it_was_kept(tmp_path: Path) -> None:
    """Seats with their hour, people in order with their reason, mode, waves, next hour, revision."""
    hole = a_hole(tmp_path)
    with hole.store.transaction() as conn:
        kept = a_callout(conn, hole)
        found = call_outs.find(conn, "call-1")
        assert call_outs.find(conn, "nothing") is None
    assert found == call_outs.Held(kept, "maiwenn", THURSDAY + timedelta(minutes=20), 1)


def test_a_moved_session_moves_its_call_out(tmp_path: Path) -> None:
    """The hour is the session's, not a copy: nobody is asked for a session that has begun since."""
    hole = a_hole(tmp_path)
    with hole.store.transaction() as conn:
        kept = a_callout(conn, hole)
        conn.execute("UPDATE session SET starts_at = '2026-11-30T07:30:00Z'")
        found = call_outs.find(conn, "call-1")
    assert found is not None
    assert found.callout.starts[kept.seats[0]].hour == 7


def test_only_running_ones_whose_hour_has_come_are_due(tmp_path: Path) -> None:
    """One due, one later, one ended; the next hour is the nearest of the running ones."""
    hole = a_hole(tmp_path)
    later = THURSDAY + timedelta(hours=3)
    with hole.store.transaction() as conn:
        a_callout(conn, hole, "a")
        call_outs.update(conn, a_callout(conn, hole, "b"), later)
        stopped = replace(a_callout(conn, hole, "c"), state=CallOutState.STOPPED, ended_at=THURSDAY)
        call_outs.update(conn, stopped, None)
        assert call_outs.due(conn, THURSDAY + timedelta(minutes=20)) == ["a"]
        assert call_outs.next_due(conn) == THURSDAY + timedelta(minutes=20)
        assert [held.callout.id for held in call_outs.running(conn)] == ["a", "b"]
        assert [held.callout.id for held in call_outs.ended(conn)] == ["c"]
        call_outs.wake(conn, hole.seats, THURSDAY)
        assert call_outs.due(conn, THURSDAY) == ["a", "b"]


def test_a_stale_revision_is_refused(tmp_path: Path) -> None:
    """Each step moves the revision."""
    hole = a_hole(tmp_path)
    with hole.store.transaction() as conn:
        call_outs.update(conn, a_callout(conn, hole), None)
        assert call_outs.expect(conn, "call-1", 2).revision == 2
        with pytest.raises(StaleRevision):
            call_outs.expect(conn, "call-1", 1)
        with pytest.raises(NotFound):
            call_outs.expect(conn, "nothing", 1)


def test_responses_come_back_in_order_and_count_once_a_call_out(tmp_path: Path) -> None:
    """A yes set aside afterwards stays a yes; « pas cette fois » and silence count for nothing."""
    hole = a_hole(tmp_path)
    one, two, three = (person.id for person in list(hole.team.values())[:3])
    at = THURSDAY + timedelta(minutes=5)
    said = [
        Response(one, Outcome.YES, THURSDAY),
        Response(one, Outcome.NOT_THIS_TIME, at),
        Response(two, Outcome.CALL_BACK_AT, THURSDAY, call_back_at=at, by_phone=True),
        Response(two, Outcome.NO, at, by_phone=True),
        Response(three, Outcome.EXPIRED, THURSDAY),
        Response(three, Outcome.YES, THURSDAY, rule=WarningCode.REST),
        Response(three, Outcome.YES, at, seat=hole.seats[0]),
    ]
    with hole.store.transaction() as conn:
        a_callout(conn, hole)
        for response in said:
            call_outs.add_response(conn, "call-1", response)
        assert call_outs.responses(conn, "call-1") == said
        assert call_outs.past_answers(conn) == {
            one: PastAnswers(1, 1),
            two: PastAnswers(0, 1),
            three: PastAnswers(1, 1),
        }


def test_a_seat_whose_holder_seeks_a_stand_in_is_open(tmp_path: Path) -> None:
    """Held, open, held again but sought; a cancelled session opens nothing."""
    hole = a_hole(tmp_path)
    seat = hole.seat(hole.seats[0])
    states = (SeatState.PUBLISHED, SeatState.STAND_IN_WANTED)
    with hole.store.transaction() as conn:
        assert call_outs.open_seats(conn, hole.seats) == frozenset(hole.seats)
        found = []
        for state in states:
            seats.write(conn, seat, replace(seat, holder=Holder(hole.id("Loig")), state=state), THURSDAY)
            found.append(bool(call_outs.open_seats(conn, hole.seats)))
        conn.execute("UPDATE session SET state = 'cancelled'")
        found.append(bool(call_outs.open_seats(conn, hole.seats)))
    assert found == [False, True, False]


def test_a_claim_is_kept_replaced_and_lapses(tmp_path: Path) -> None:
    """One claim a person; past its hour it is nobody's."""
    hole = a_hole(tmp_path)
    until = THURSDAY + timedelta(minutes=10)
    claim = Claim(hole.id("Loig"), "ann", "Ann", THURSDAY, until)
    with hole.store.transaction() as conn:
        call_outs.put_claim(conn, claim)
        call_outs.put_claim(conn, replace(claim, caller="bob", caller_name="Bob"))
        assert call_outs.claims(conn, THURSDAY) == [replace(claim, caller="bob", caller_name="Bob")]
        assert call_outs.claims(conn, until) == []
        call_outs.drop_claim(conn, hole.id("Loig"))
        assert call_outs.claims(conn, THURSDAY) == []
