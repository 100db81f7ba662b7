"""From people to injections: lines, binding role, status, counted by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.ids import PartnerId
from app.scheduling.capacity import (
    Limit,
    SessionStatus,
    Throughput,
    closed_line_numbers,
    filled_of_seats,
    session_capacity,
    week_capacity,
)
from app.scheduling.session import Holder, Need, SeatState
from tests.scheduling.builders import TUESDAY, a_seat, a_session

SESSION = a_session()
PACE = Throughput(12, paces=frozenset({"prevax_interview"}))
NEEDS = (
    Need(SESSION.id, "supervising_physician", 1, 4, True),
    Need(SESSION.id, "injector", 3, 3, True),
    Need(SESSION.id, "prevax_interview", 3, 3),
    Need(SESSION.id, "dose_preparer", 2, 2, True),
    Need(SESSION.id, "reception", 2),
)
FULL = {"supervising_physician": 1, "injector": 3, "prevax_interview": 3, "dose_preparer": 2, "reception": 2}
PLENTY = dict.fromkeys(FULL, 9)


def test_a_complete_team_opens_every_line() -> None:
    """3 lines × 12 × 4 h = 144; nobody is missing."""
    found = session_capacity(SESSION, NEEDS, FULL, PACE, able=PLENTY)
    assert (found.open_lines, found.injections, found.full, found.status) == (3, 144, 144, SessionStatus.OPEN)
    assert (found.limit, found.bottleneck, found.missing, found.to_open) == (Limit.LINES, None, (), ())


def test_two_injectors_open_two_lines_and_injection_is_binding() -> None:
    """96 of 144."""
    found = session_capacity(SESSION, NEEDS, {**FULL, "injector": 2}, PACE, able=PLENTY)
    assert (found.open_lines, found.injections, found.status) == (2, 96, SessionStatus.DEGRADED)
    assert (found.limit, found.bottleneck, found.to_open) == (Limit.STAFF, "injector", (("injector", 1),))


def test_one_preparer_of_two_opens_one_line_of_three() -> None:
    """y × 2 ≤ 3 × 1 gives y = 1: the contract's rule, 48 injections."""
    found = session_capacity(SESSION, NEEDS, {**FULL, "dose_preparer": 1}, PACE, able=PLENTY)
    assert (found.open_lines, found.injections, found.closed_lines) == (1, 48, 2)


def test_a_role_that_only_paces_slows_lines_that_stay_open() -> None:
    """2 interviewers of 3: 3 lines open, two thirds of the rate."""
    found = session_capacity(SESSION, NEEDS, {**FULL, "prevax_interview": 2}, PACE, able=PLENTY)
    assert (found.open_lines, found.injections, found.status) == (3, 96, SessionStatus.DEGRADED)
    assert (found.bottleneck, found.to_open, found.missing) == ("prevax_interview", (), (("prevax_interview", 1),))


def test_a_missing_receptionist_is_counted_and_stops_nothing() -> None:
    """Throughput stays 100 %."""
    found = session_capacity(SESSION, NEEDS, {**FULL, "reception": 0}, PACE, able=PLENTY)
    assert (found.injections, found.status, found.missing) == (144, SessionStatus.OPEN, (("reception", 2),))


def test_without_its_physician_a_session_is_closed() -> None:
    """A critical role not covered."""
    found = session_capacity(SESSION, NEEDS, {**FULL, "supervising_physician": 0}, PACE)
    assert (found.open_lines, found.injections, found.status) == (0, 0, SessionStatus.CLOSED)
    assert found.bottleneck == "supervising_physician"


def test_a_single_possible_physician_puts_the_session_at_risk() -> None:
    """All seats filled, but nobody could replace the physician; with two it is open."""
    at_risk = session_capacity(SESSION, NEEDS, FULL, PACE, able={**PLENTY, "supervising_physician": 1})
    assert (at_risk.status, at_risk.sole_holders) == (SessionStatus.AT_RISK, ("supervising_physician",))
    assert session_capacity(SESSION, NEEDS, FULL, PACE, able=PLENTY).status is SessionStatus.OPEN


def test_a_missing_line_beats_a_risk() -> None:
    """« dégradée » says more than « à risque »."""
    found = session_capacity(SESSION, NEEDS, {**FULL, "injector": 2}, PACE, able={**PLENTY, "supervising_physician": 1})
    assert found.status is SessionStatus.DEGRADED


def test_slots_and_chairs_hold_injections_down_without_degrading_the_session() -> None:
    """100 slots; 6 chairs × 4 an hour × 4 h = 96."""
    by_slots = session_capacity(SESSION, NEEDS, FULL, PACE, slots=100, able=PLENTY)
    assert (by_slots.injections, by_slots.full, by_slots.limit, by_slots.status) == (
        100,
        100,
        Limit.SLOTS,
        SessionStatus.OPEN,
    )
    chairs = replace(PACE, observation_chairs=6)
    by_chairs = session_capacity(SESSION, NEEDS, FULL, chairs, slots=100, able=PLENTY)
    assert (by_chairs.injections, by_chairs.limit) == (96, Limit.OBSERVATION)


def test_more_people_than_asked_give_no_more() -> None:
    """Nine injectors on three lines."""
    assert session_capacity(SESSION, NEEDS, PLENTY, PACE, able=PLENTY).injections == 144


def test_seats_count_when_someone_stands_on_them() -> None:
    """A stand-in seeker still does; an absent holder and a cancelled seat don't; a partner does."""
    seats = [
        a_seat("a", person="Ana"),
        a_seat("b", line=2, person="Bea", state=SeatState.STAND_IN_WANTED),
        a_seat("c", line=3, person="Cloé", state=SeatState.NO_SHOW),
        a_seat("d", "reception", None, 1, holder=Holder(partner_id=PartnerId("mairie"))),
        a_seat("e", "reception", None, 2, person="Eve", state=SeatState.CANCELLED),
        a_seat("f", "reception", None, 3),
    ]
    assert filled_of_seats(seats) == {"S1": {"injector": 2, "reception": 1}}


def test_the_closed_line_is_the_one_with_the_hole() -> None:
    """Line 1 lacks its injector: it is the one that stays closed; without seats, the last."""
    found = session_capacity(SESSION, NEEDS, {**FULL, "injector": 2}, PACE)
    seats = [a_seat("a", line=1), a_seat("b", line=2, person="Bea"), a_seat("c", line=3, person="Cloé")]
    assert closed_line_numbers(found, seats, {"injector"}) == (1,)
    assert closed_line_numbers(found, (), {"injector"}) == (3,)


def test_a_week_gives_no_more_than_its_doses_and_names_its_binding_role() -> None:
    """144 + 96 = 240, 200 doses."""
    full = session_capacity(SESSION, NEEDS, FULL, PACE)
    short = session_capacity(a_session("S2", TUESDAY), NEEDS, {**FULL, "injector": 2}, PACE)
    week = week_capacity([short, full], 200)
    assert [one.session_id for one in week.sessions] == ["S1", "S2"]
    assert (week.injections, week.full, week.bottleneck) == (200, 200, "injector")
    assert week_capacity([full, short]).injections == 240


@given(st.integers(1, 6), st.dictionaries(st.sampled_from(sorted(FULL)), st.integers(0, 6)), st.integers(0, 300))
def test_capacity_never_exceeds_any_of_its_limits(lines: int, filled: dict[str, int], slots: int) -> None:
    """Within slots, within open lines, within each pacing role's share; adding a person never takes injections away."""
    session = a_session(lines=lines)
    needs = (Need(session.id, "injector", lines, 3, True), Need(session.id, "dose_preparer", (lines + 1) // 2, 2, True))
    found = session_capacity(session, needs, filled, PACE, slots=slots)
    assert found.injections <= min(slots, found.open_lines * 48)
    assert all(found.open_lines * need.count <= lines * filled.get(need.role, 0) for need in needs)
    more = {**filled, "injector": filled.get("injector", 0) + 1}
    assert session_capacity(session, needs, more, PACE, slots=slots).injections >= found.injections
    assert (found.status is SessionStatus.CLOSED) == (found.open_lines == 0)


@pytest.mark.parametrize("role", ["injector", "dose_preparer"])
def test_a_centre_that_asks_for_no_role_is_never_closed_by_it(role: str) -> None:
    """No need, no constraint."""
    assert session_capacity(SESSION, (), {role: 0}, PACE).open_lines == 3
