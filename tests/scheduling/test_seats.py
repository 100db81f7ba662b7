"""Permanent seats: where they stand, what lines and ratios change, what partners give."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.errors import InvalidInput
from app.core.ids import CentreId, PartnerId, PersonId
from app.scheduling.centre import RoleNeed
from app.scheduling.openings import SessionTemplate, plan_opening
from app.scheduling.seats import Provision, needs_of, place, provide, reseat, seats_of, seats_of_sessions
from app.scheduling.session import NOBODY, Holder, Need, Seat, SeatState
from tests.scheduling.builders import MONDAY, a_centre, a_seat, a_session, ids

TOWN_HALL = PartnerId("mairie")
SESSION = a_session()


def need(role: str = "injector", count: int = 3, **changes: object) -> Need:
    return replace(Need(SESSION.id, role, count), **changes)  # type: ignore[arg-type]


def test_ten_sessions_of_three_lines_and_four_roles_are_120_seats() -> None:
    """The story, in one call: 10 × 3 × 4, one seat a line and role."""
    opening = plan_opening(SessionTemplate(MONDAY, date(2026, 12, 4), 3), CentreId("C1"), ids("S"), today=MONDAY)
    needs, seats = seats_of_sessions(opening.sessions, a_centre(), ids("seat"))
    assert (len(needs), len(seats), len({seat.id for seat in seats})) == (40, 120, 120)
    assert {(seat.line, seat.rank) for seat in seats} == {(1, 1), (2, 1), (3, 1)}


def test_needs_follow_the_ratios_and_the_partner_gives_at_most_all_of_a_role() -> None:
    """Half a receptionist a line for 3 lines is 2; the town hall offers 5 and gives 2."""
    centre = a_centre(roles=(RoleNeed("injector", Fraction(1), 0, True, 3), RoleNeed("reception", Fraction(1, 2), 0)))
    assert needs_of(SESSION, centre, {"reception": Provision(5, TOWN_HALL), "injector": Provision(0, TOWN_HALL)}) == (
        Need(SESSION.id, "injector", 3, 3, True),
        Need(SESSION.id, "reception", 2, 1, False, 2, TOWN_HALL),
    )
    with pytest.raises(InvalidInput):
        needs_of(SESSION, centre, {"reception": Provision(-1, TOWN_HALL)})


def test_a_count_that_divides_by_the_lines_stands_on_them_and_another_serves_the_centre() -> None:
    """6 injectors on 3 lines: two a line; 2 preparers: ranks 1 and 2 without line."""
    seats = seats_of(SESSION, [need(count=6), need("dose_preparer", 2)], ids())
    assert [place(seat) for seat in seats] == [
        ("dose_preparer", None, 1), ("dose_preparer", None, 2), ("injector", 1, 1), ("injector", 1, 2),
        ("injector", 2, 1), ("injector", 2, 2), ("injector", 3, 1), ("injector", 3, 2),
    ]  # fmt: skip


def test_seats_a_partner_provides_are_held_and_confirmed_the_others_open() -> None:
    """« fournis par la mairie : 2 »."""
    seats = seats_of(SESSION, [need("reception", 3, provided=2, partner_id=TOWN_HALL)], ids())
    partner = Holder(partner_id=TOWN_HALL)
    assert [(seat.holder, seat.state, seat.sequence) for seat in seats] == [
        (partner, SeatState.ACKNOWLEDGED, 0), (partner, SeatState.ACKNOWLEDGED, 0), (NOBODY, SeatState.OPEN, 0),
    ]  # fmt: skip


def test_one_line_fewer_cancels_its_seats_and_keeps_who_held_them() -> None:
    """Line 3 goes: its holder is displaced, kept on the cancelled seat, and the others are untouched."""
    seats = [a_seat("a", line=1, person="Ana"), a_seat("b", line=2), a_seat("c", line=3, person="Cloé")]
    change = reseat(replace(SESSION, lines=2), [need(count=2)], seats, ids())
    gone = replace(seats[2], state=SeatState.CANCELLED, sequence=1)
    assert (change.kept, change.added, change.cancelled) == (tuple(seats[:2]), (), (gone,))


def test_a_line_that_comes_back_finds_its_seat_again() -> None:
    """Same place, same id, open, with nobody on it."""
    gone = a_seat("c", line=3, person="Cloé", state=SeatState.CANCELLED, sequence=1, pinned=True)
    change = reseat(SESSION, [need()], [a_seat("a"), a_seat("b", line=2), gone], ids())
    assert change.revived == (a_seat("c", line=3, sequence=2),)
    assert change.added == ()


def test_a_ratio_that_leaves_the_lines_displaces_people_to_seats_of_the_whole_centre() -> None:
    """3 on lines become 2 for the centre: everyone is displaced."""
    seats = [
        a_seat("a", line=1, person="Ana"),
        a_seat("b", line=2, person="Bea"),
        a_seat("c", line=3, person="Cloé", pinned=True),
    ]
    change = reseat(SESSION, [need(count=2)], seats, ids())
    assert [seat.holder.person_id for seat in change.cancelled] == ["Ana", "Bea", "Cloé"]


def test_a_partner_never_pushes_a_volunteer_out() -> None:
    """Three asked for, one seat is Ana's: the partner gets the other two."""
    seats = [a_seat("a", person="Ana"), a_seat("b", line=2), a_seat("c", line=3)]
    given = provide(seats, need(provided=3, partner_id=TOWN_HALL))
    assert [(seat.id, seat.holder.partner_id, seat.sequence) for seat in given] == [
        ("b", TOWN_HALL, 1),
        ("c", TOWN_HALL, 1),
    ]


def test_a_partner_who_gives_fewer_frees_the_last_seats() -> None:
    """From 2 to 1: the second opens again; nothing else is touched."""
    held: dict[str, Any] = {"holder": Holder(partner_id=TOWN_HALL), "state": SeatState.ACKNOWLEDGED}
    seats = [a_seat("a", **held), a_seat("b", line=2, **held), a_seat("c", line=3, person="Cloé")]
    assert provide(seats, need(provided=1, partner_id=TOWN_HALL)) == (a_seat("b", line=2, sequence=1),)


def test_another_partner_takes_over_the_seats_of_the_first() -> None:
    """The hospital replaces the town hall."""
    held: dict[str, Any] = {"holder": Holder(partner_id=TOWN_HALL), "state": SeatState.ACKNOWLEDGED}
    changed = provide([a_seat("a", **held)], need(count=1, provided=1, partner_id=PartnerId("hopital")))
    assert [(seat.id, seat.holder.partner_id) for seat in changed] == [("a", "hopital")]


Shape = tuple[int, int, int]
shapes = st.lists(st.tuples(st.integers(1, 5), st.integers(1, 9), st.integers(0, 4)), min_size=1, max_size=6)


@given(shapes)
def test_a_place_keeps_its_seat_whatever_happens_to_lines_and_counts(history: list[Shape]) -> None:
    """Through any sequence of changes an id never moves, no place has two seats, and the active ones are those asked for."""
    seats: dict[str, Seat] = {}
    homes: dict[str, tuple[str, int | None, int]] = {}
    new = ids()
    for lines, count, provided in history:
        asked = need(count=count, provided=min(provided, count), partner_id=TOWN_HALL)
        change = reseat(replace(SESSION, lines=lines), [asked], seats.values(), new)
        for seat in (*change.active, *change.cancelled):
            assert homes.setdefault(seat.id, place(seat)) == place(seat)
            seats[seat.id] = seat
        assert len({place(seat) for seat in seats.values()}) == len(seats)
        assert {seat.id for seat in change.active} == {
            seat.id for seat in seats.values() if seat.state is not SeatState.CANCELLED
        }
        assert len(change.active) == count
        assert sum(seat.holder.partner_id == TOWN_HALL for seat in change.active) == min(provided, count)


@given(st.integers(1, 5), st.integers(1, 9))
def test_reseating_for_the_same_needs_changes_nothing(lines: int, count: int) -> None:
    """Idempotent: no id is drawn, everyone stays."""
    session = replace(SESSION, lines=lines)
    seats = [replace(seat, holder=Holder(PersonId(seat.id))) for seat in seats_of(session, [need(count=count)], ids())]
    again = reseat(session, [need(count=count)], seats, ids("never"))
    assert (again.kept, again.added, again.revived, again.cancelled, again.provided) == (tuple(seats), (), (), (), ())
