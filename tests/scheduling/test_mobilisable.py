"""Who could come within so many hours: delay, answers, habits, and what takes them elsewhere."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from app.core.ids import PersonId
from app.core.intervals import Interval
from app.roster.person import HalfDay, HalfDayPart
from app.scheduling.mobilisable import HORIZONS, Known, mobilisable
from tests.scheduling.builders import MONDAY, a_person, a_seat, a_session, paris

NINE = paris(2026, 11, 30, 9)
"""Monday 30 November 2026, 9:00 in Paris."""

ANNE = PersonId("Anne")
MORNINGS = frozenset({HalfDay(0, HalfDayPart.AM)})
AFTERNOONS = frozenset({HalfDay(0, HalfDayPart.PM)})
TUESDAYS = frozenset({HalfDay(1, HalfDayPart.AM)})


def hours(known: Known, **person: Any) -> list[int]:
    """The horizons in which Anne counts."""
    anne = replace(a_person("Anne"), **{"delay_to_mobilise_hours": 1, "usual_half_days": frozenset(), **person})
    return [hour for hour, found in mobilisable([anne], known).items() if ANNE in found]


def known(**changes: Any) -> Known:
    return Known(**{"now": NINE, "sessions": {}, "answers": {}, "seats": (), "busy": {}, **changes})


def test_a_habit_counts_from_when_it_begins_and_not_before_the_delay() -> None:
    """This morning at once; this afternoon begins at 13:00, beyond three hours; tomorrow morning is within a day."""
    assert hours(known(), usual_half_days=MORNINGS) == [1, 3, 12, 24]
    assert hours(known(), usual_half_days=AFTERNOONS) == [12, 24]
    assert hours(known(), usual_half_days=TUESDAYS) == [24]
    assert hours(known(), usual_half_days=MORNINGS, delay_to_mobilise_hours=3) == [3, 12, 24]
    assert hours(known(), usual_half_days=MORNINGS, delay_to_mobilise_hours=6) == []


def test_who_never_said_how_soon_is_not_promised_before_a_day() -> None:
    """Unknown is not at once."""
    assert hours(known(), usual_half_days=MORNINGS | TUESDAYS, delay_to_mobilise_hours=None) == [24]


def test_an_answer_counts_and_a_refusal_takes_the_habit_away() -> None:
    """« si besoin » to this afternoon counts from its start; « non » to this morning wins over the habit of mornings."""
    morning = a_session("S1", MONDAY)
    afternoon = a_session("S2", MONDAY, 14, 18)
    sessions = {one.id: one for one in (morning, afternoon)}
    said = known(sessions=sessions, answers={(ANNE, afternoon.id): "if_needed"})
    assert hours(said) == [12, 24]
    refused = known(sessions=sessions, answers={(ANNE, morning.id): "no"})
    assert hours(refused, usual_half_days=MORNINGS) == []


def test_who_is_taken_elsewhere_is_not_free() -> None:
    """By a seat held, or by a busy calendar, that meets the time."""
    morning = a_session("S1", MONDAY)
    seat = a_seat("A1", person="Anne")
    assert hours(known(sessions={morning.id: morning}, seats=(seat,)), usual_half_days=MORNINGS) == []
    busy = {ANNE: [Interval(NINE + timedelta(hours=1), NINE + timedelta(hours=2))]}
    assert hours(known(busy=busy), usual_half_days=MORNINGS) == []
    assert hours(known(busy=busy), usual_half_days=AFTERNOONS) == [12, 24]


@given(
    st.integers(0, 30) | st.none(),
    st.frozensets(st.builds(HalfDay, st.integers(0, 6), st.sampled_from(list(HalfDayPart)))),
    st.integers(0, 48),
)
def test_whoever_counts_at_an_hour_counts_at_every_later_one(
    delay: int | None, usual: frozenset[HalfDay], later: int
) -> None:
    """The longer one waits, the more people there are."""
    found = hours(known(now=NINE + timedelta(hours=later)), delay_to_mobilise_hours=delay, usual_half_days=usual)
    assert found == list(HORIZONS[len(HORIZONS) - len(found) :])
