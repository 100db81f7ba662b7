"""Slots never exceed the doses of the week; who gets them first, counted by hand."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from app.core.ids import SessionId
from app.scheduling.session import SessionState
from app.scheduling.slots import SessionSlots, WeekSlots, appointments_sentence, apportion, slots_by_week
from tests.scheduling.builders import MONDAY, TUESDAY, a_centre, a_session


def slots(*sessions_slots: tuple[str, int, int]) -> tuple[SessionSlots, ...]:
    return tuple(SessionSlots(SessionId(id), capacity, given) for id, capacity, given in sessions_slots)


def test_doses_for_all_leave_the_capacity_whole() -> None:
    """Two half-days of 3 lines take 288; 300 doses cap nothing."""
    week = slots_by_week([a_session(), a_session("S2", TUESDAY)], {MONDAY: 300}, a_centre())
    assert week == (WeekSlots(MONDAY, 300, slots(("S1", 144, 144), ("S2", 144, 144))),)


def test_short_doses_are_shared_in_proportion() -> None:
    """101 doses over 144 and 48 places are 75.75 and 25.25: the larger remainder gets the odd one."""
    sessions = [a_session(), a_session("S2", TUESDAY, lines=1)]
    assert slots_by_week(sessions, {MONDAY: 101}, a_centre())[0].sessions == slots(("S1", 144, 76), ("S2", 48, 25))


def test_each_week_has_its_own_doses() -> None:
    """A Sunday belongs to the week that began on Monday."""
    sunday, monday = date(2026, 12, 6), date(2026, 12, 7)
    weeks = slots_by_week([a_session(day=sunday), a_session("S2", monday)], {MONDAY: 10, monday: 20}, a_centre())
    assert [(week.monday, week.slots) for week in weeks] == [(MONDAY, 10), (monday, 20)]


def test_an_allotment_that_nobody_typed_is_said_and_caps_nothing() -> None:
    """Unknown is not zero."""
    week = slots_by_week([a_session()], {}, a_centre())[0]
    assert (week.doses, week.slots) == (None, 144)
    assert (
        week.sentence == "Semaine du lundi 30 novembre : dotation non saisie, 144 créneaux possibles et non plafonnés."
    )


def test_second_doses_are_served_first_as_many_as_were_booked() -> None:
    """100 came the first time: of 150 doses their return takes 100, the first dose of the week 50."""
    first = a_session("F", date(2026, 11, 9), appointments=100)
    back = a_session("S2", TUESDAY, dose_number=2, first_dose_session_id=SessionId("F"))
    week = slots_by_week([first, a_session(), back], {MONDAY: 150}, a_centre())[1]
    assert week.sessions == slots(("S1", 144, 50), ("S2", 144, 100))


def test_reserved_slots_come_before_everyone_else() -> None:
    """20 doses, 10 kept for Auray and 5 for Crach in each of two sessions: 15 would be kept, 10 can, in proportion."""
    centre = a_centre(reserved_slots=(("56007", 10), ("56046", 5)))
    week = slots_by_week([a_session(), a_session("S2", TUESDAY)], {MONDAY: 20}, centre)[0]
    kept = (("56007", 7), ("56046", 3))
    assert week.sessions == tuple(SessionSlots(SessionId(id), 144, 10, kept) for id in ("S1", "S2"))


def test_reserved_slots_stay_inside_the_slots_of_a_quiet_week() -> None:
    """144 slots, 15 of them kept."""
    centre = a_centre(reserved_slots=(("56007", 10), ("56046", 5)))
    found = slots_by_week([a_session()], {MONDAY: 600}, centre)[0].sessions[0]
    assert (found.slots, found.reserved) == (144, (("56007", 10), ("56046", 5)))


def test_a_cancelled_session_gets_no_slot() -> None:
    """Its doses go to the others."""
    sessions = [a_session(state=SessionState.CANCELLED), a_session("S2", TUESDAY)]
    assert slots_by_week(sessions, {MONDAY: 100}, a_centre())[0].sessions == slots(("S2", 144, 100))


def test_long_slots_limit_a_line_whatever_its_rate() -> None:
    """10-minute slots: 24 a line in 4 hours, not 48."""
    assert slots_by_week([a_session(lines=1)], {}, a_centre(slot_minutes=10))[0].capacity == 24


def test_appointments_beyond_the_slots_are_counted_and_said() -> None:
    """160 booked for 144."""
    session = a_session(appointments=160)
    found = slots_by_week([session], {MONDAY: 600}, a_centre())[0].sessions[0]
    assert (found.excess, found.left) == (16, 0)
    assert (
        appointments_sentence(session, found)
        == "Lundi 30 novembre, matin : 160 rendez-vous pour 144 créneaux, 16 à déplacer."
    )
    assert appointments_sentence(a_session(appointments=100), SessionSlots(SessionId("S1"), 144, 144, (), 100)) is None


@given(st.integers(0, 500), st.dictionaries(st.integers(), st.integers(0, 90), max_size=8))
def test_shares_are_whole_never_above_what_was_wanted_and_spend_everything(total: int, wanted: dict[int, int]) -> None:
    """Largest remainder keeps its three promises."""
    shares = apportion(total, wanted)
    assert sum(shares.values()) == min(total, sum(wanted.values()))
    assert all(0 <= shares[key] <= wanted[key] for key in wanted)


@given(
    st.lists(st.tuples(st.integers(0, 13), st.integers(1, 5), st.integers(1, 2)), max_size=8),
    st.integers(0, 700),
    st.integers(0, 40),
)
def test_slots_never_exceed_the_doses_of_the_week(rows: list[tuple[int, int, int]], doses: int, kept: int) -> None:
    """The hard cap, whatever the sessions, second doses and reserved slots."""
    sessions = [
        a_session(f"S{index}", date.fromordinal(MONDAY.toordinal() + day), lines=lines, dose_number=dose)
        for index, (day, lines, dose) in enumerate(rows)
    ]
    allotments = {MONDAY: doses, date(2026, 12, 7): doses // 2}
    for week in slots_by_week(sessions, allotments, a_centre(reserved_slots=(("56007", kept),))):
        assert week.slots == min(allotments[week.monday], week.capacity)
        assert all(sum(kept for _commune, kept in one.reserved) <= one.slots <= one.capacity for one in week.sessions)
