"""Tests of app/activity/reopening_line.py and closing_trace.py: exactly what a closing did is undone, and nothing else."""

from __future__ import annotations

from app.activity.closing_trace import trace_of
from app.activity.reopening_line import KeptOut, Return, reopen_line
from app.core.ids import PartnerId, PersonId, SeatId, SessionId
from app.scheduling.session import NOBODY, Holder, Seat, SeatState

ANNE, BASILE = PersonId("anne"), PersonId("basile")
OPEN, PUBLISHED, ACKNOWLEDGED, CANCELLED = (
    SeatState.OPEN, SeatState.PUBLISHED, SeatState.ACKNOWLEDGED, SeatState.CANCELLED,
)  # fmt: skip


def a_seat(id: str, line: int, holder: Holder = NOBODY, state: SeatState = ACKNOWLEDGED, **fields: object) -> Seat:
    return Seat(SeatId(id), SessionId("s"), "injector", line, 1, holder, state, **fields)  # type: ignore[arg-type]


def nowhere_else(_person: PersonId) -> bool:
    return False


FREED = a_seat("freed", 2, Holder(ANNE), PUBLISHED, pinned=True, override_reason="seule")
MOVED = a_seat("moved", 2, Holder(BASILE))
GIVEN = a_seat("given", 1, state=OPEN)
LENT = a_seat("lent", 2, Holder(partner_id=PartnerId("mairie")))
EMPTY = a_seat("empty", 2, state=OPEN)
BEFORE = (FREED, MOVED, GIVEN, LENT, EMPTY)
AFTER = (
    a_seat("freed", 2, Holder(ANNE), CANCELLED),
    a_seat("moved", 2, state=CANCELLED),
    a_seat("given", 1, Holder(BASILE)),
    a_seat("lent", 2, LENT.holder, CANCELLED),
    a_seat("empty", 2, state=CANCELLED),
)
TRACE = trace_of(BEFORE, {seat.id: seat for seat in AFTER}, ["r"], begun=False)


def test_every_place_is_held_again_as_it_was() -> None:
    """Freed, moved, lent by a partner, empty: holder, state, pin and reason; who moved comes from the place given."""
    done = reopen_line(2, TRACE, AFTER, nowhere_else)
    assert sorted(done.after, key=lambda seat: seat.id) == sorted(BEFORE, key=lambda seat: seat.id)
    assert {one.id for one in done.was} == {one.id for one in AFTER}
    assert done.returns == (Return(ANNE, FREED), Return(BASILE, MOVED, AFTER[2]))
    assert (done.kept_out, done.partner_seats, done.to_staff) == ((), (LENT,), 2)


def test_what_a_person_said_of_the_place_given_goes_back_with_them() -> None:
    """Basile seeks a stand-in since: on his own seat too."""
    given = a_seat("given", 1, Holder(BASILE), SeatState.STAND_IN_WANTED)
    done = reopen_line(2, TRACE, (*AFTER[:2], given, *AFTER[3:]), nowhere_else)
    assert [one.seat.state for one in done.returns if one.person == BASILE] == [SeatState.STAND_IN_WANTED]


def test_who_is_elsewhere_keeps_what_they_have() -> None:
    """Their seat is to be staffed, and counted once; the place given stays with whoever has it."""
    done = reopen_line(2, TRACE, AFTER, lambda person: person == BASILE)
    assert done.kept_out == (KeptOut(BASILE, AFTER[1], elsewhere=True),)
    assert [seat.id for seat in done.after if seat.state is OPEN] == ["empty", "moved"]
    assert ("given" in {seat.id for seat in done.after}, done.to_staff) == (False, 1)


def test_a_place_given_that_went_to_someone_else_stays_theirs() -> None:
    """Basile has left it: nothing is put back by force."""
    given = a_seat("given", 1, Holder(PersonId("carole")))
    done = reopen_line(2, TRACE, (*AFTER[:2], given, *AFTER[3:]), nowhere_else)
    assert done.kept_out == (KeptOut(BASILE, AFTER[1], elsewhere=False),)
    assert "given" not in {seat.id for seat in done.after}
