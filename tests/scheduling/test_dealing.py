"""Who sits where: the same seat as live, the same line through the day, holes on one line."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.errors import StaleRevision
from app.core.ids import PartnerId
from app.scheduling.dealing import deal
from app.scheduling.session import Holder, Seat, SeatState
from app.scheduling.staffing.plan import Assignment
from tests.scheduling.builders import TUESDAY, a_seat, a_session

MORNING = a_session()
AFTERNOON = a_session("S2", starts=14, ends=18)
TOMORROW = a_session("S3", TUESDAY)
SESSIONS = {one.id: one for one in (MORNING, AFTERNOON, TOMORROW)}


def dealt_to(seats: list[Seat], plan: list[Assignment]) -> dict[str, str]:
    return {str(seat): str(person) for seat, person in deal(seats, plan, SESSIONS).items()}


def line_seats(session: str = "S1", role: str = "injector", lines: int = 3) -> list[Seat]:
    return [a_seat(f"{session}-{role}-{line}", role, line, session=session) for line in range(1, lines + 1)]


def injectors(*people: str, session: str = "S1") -> list[Assignment]:
    return [Assignment(person, session, "injector") for person in people]


def test_people_take_seats_in_order() -> None:
    """Nothing to respect: by id, from line 1."""
    assert dealt_to(line_seats(), injectors("Bea", "Ana")) == {"S1-injector-1": "Ana", "S1-injector-2": "Bea"}


def test_whoever_holds_a_seat_keeps_it() -> None:
    """Bea stays on line 3 although Ana comes first."""
    seats = [*line_seats()[:2], a_seat("S1-injector-3", line=3, person="Bea")]
    assert dealt_to(seats, injectors("Ana", "Bea"))["S1-injector-3"] == "Bea"


def test_the_line_of_the_morning_is_the_line_of_the_afternoon() -> None:
    """Bea holds line 2 live in the afternoon: she gets it in the morning too, and keeps nothing for the next day."""
    seats = [*line_seats(), a_seat("S2-injector-2", line=2, session="S2", person="Bea"), *line_seats("S3")]
    plan = [*injectors("Ana", "Bea"), *injectors("Bea", session="S2"), *injectors("Ana", "Bea", session="S3")]
    dealt = dealt_to(seats, plan)
    assert (dealt["S1-injector-2"], dealt["S1-injector-1"], dealt["S3-injector-2"]) == ("Bea", "Ana", "Bea")


def test_the_line_follows_the_person_from_morning_to_afternoon() -> None:
    """New in both: what the morning gave, the afternoon gives."""
    plan = [*injectors("Ana", "Bea"), *injectors("Bea", "Zoé", session="S2")]
    dealt = dealt_to([*line_seats(), *line_seats("S2")], plan)
    assert (dealt["S1-injector-2"], dealt["S2-injector-2"]) == ("Bea", "Bea")


def test_the_plans_line_is_a_wish_that_comes_after() -> None:
    """Granted when nothing else speaks."""
    plan = [Assignment("Ana", "S1", "injector", 3)]
    assert dealt_to(line_seats(), plan) == {"S1-injector-3": "Ana"}


def test_the_line_of_the_day_comes_before_the_plans() -> None:
    """Bea is on line 2 in the afternoon; the plan wished line 3 for her morning."""
    seats = [*line_seats(), a_seat("S2-injector-2", line=2, session="S2", person="Bea")]
    plan = [Assignment("Bea", "S1", "injector", 3), *injectors("Bea", session="S2")]
    assert dealt_to(seats, plan)["S1-injector-2"] == "Bea"


def test_holes_end_up_on_the_same_line() -> None:
    """One preparer holds line 2; the only injector joins them there, so that line 2 can open."""
    seats = [*line_seats(), *line_seats(role="dose_preparer")]
    seats[4] = a_seat("S1-dose_preparer-2", "dose_preparer", 2, person="Bea")
    plan = [*injectors("Ana"), Assignment("Bea", "S1", "dose_preparer")]
    assert dealt_to(seats, plan) == {"S1-dose_preparer-2": "Bea", "S1-injector-2": "Ana"}


def test_partners_and_cancelled_seats_are_not_dealt() -> None:
    """One seat is left."""
    seats = line_seats()
    seats[0] = a_seat("S1-injector-1", holder=Holder(partner_id=PartnerId("mairie")), state=SeatState.ACKNOWLEDGED)
    seats[1] = a_seat("S1-injector-2", line=2, state=SeatState.CANCELLED)
    assert dealt_to(seats, injectors("Ana")) == {"S1-injector-3": "Ana"}
    with pytest.raises(StaleRevision, match="relancez Proposer"):
        dealt_to(seats, injectors("Ana", "Bea"))


people = st.lists(st.sampled_from("abcdef"), max_size=3, unique=True)


@given(
    people,
    people,
    st.lists(st.sampled_from("abcdef") | st.none(), min_size=3, max_size=3, unique_by=lambda one: one or object()),
)
def test_everyone_gets_one_seat_and_holders_never_move(
    morning: list[str], afternoon: list[str], live: list[str | None]
) -> None:
    """Exactly the people of the plan are seated, once each; who was there and is still wanted stays."""
    seats = [a_seat(f"S1-{line}", line=line, person=person) for line, person in enumerate(live, start=1)]
    seats += line_seats("S2")
    dealt = dealt_to(seats, [*injectors(*morning), *injectors(*afternoon, session="S2")])
    sessions = {str(seat.id): seat.session_id for seat in seats}
    assert Counter((sessions[seat], person) for seat, person in dealt.items()) == Counter(
        [*(("S1", person) for person in morning), *(("S2", person) for person in afternoon)]
    )
    for line, person in enumerate(live, start=1):
        assert person not in morning or dealt[seats[line - 1].id] == person
