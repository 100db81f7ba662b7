"""The confirmation loop: reminders on their day, unconfirmed seats rise a day before."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time, timedelta

import pytest

from app.core.ids import PersonId
from app.mobilisation.confirmation import (
    Reminder,
    reminder_times,
    reminders_due,
    states_sentence,
    unconfirmed,
    unconfirmed_sentence,
)
from app.mobilisation.rules import SolicitationRules
from app.scheduling.session import Seat, SeatState, SessionState
from tests.mobilisation.builders import RULES
from tests.scheduling.builders import TUESDAY, a_seat, a_session, paris

MONDAY_MORNING = a_session("S1", state=SessionState.PUBLISHED)
THURSDAY_MORNING = a_session("S4", TUESDAY + timedelta(days=2), state=SessionState.PUBLISHED)
SESSIONS = {one.id: one for one in (MONDAY_MORNING, THURSDAY_MORNING)}
TO_CONFIRM = a_seat("B1", session="S4", person="Anne", changed_at=paris(2026, 11, 20))
CONFIRMED = replace(TO_CONFIRM, state=SeatState.ACKNOWLEDGED)


def due(seat: Seat, now: datetime, **changes: object) -> list[tuple[str, int, bool]]:
    found = reminders_due([seat], SESSIONS, now, RULES, **changes)  # type: ignore[arg-type]
    return [(one.person, one.days, one.is_last) for one in found]


def test_a_thursday_session_is_reminded_on_monday_and_on_wednesday_at_ten() -> None:
    """J−3 then J−1."""
    assert list(reminder_times(THURSDAY_MORNING, RULES)) == [(3, paris(2026, 11, 30, 10)), (1, paris(2026, 12, 2, 10))]


def test_a_monday_session_is_reminded_on_friday_and_on_saturday_never_on_sunday() -> None:
    """J−1 is a Sunday: the reminder leaves on Saturday, not on Monday an hour before."""
    assert list(reminder_times(MONDAY_MORNING, RULES)) == [(3, paris(2026, 11, 27, 10)), (1, paris(2026, 11, 28, 10))]


def test_the_first_reminder_is_for_those_who_have_not_confirmed_the_last_for_everyone() -> None:
    """A minute before, nobody."""
    j3, j1 = paris(2026, 11, 30, 10), paris(2026, 12, 2, 10)
    assert [due(TO_CONFIRM, j3 - timedelta(minutes=1)), due(TO_CONFIRM, j3), due(CONFIRMED, j3)] == [
        [],
        [("Anne", 3, False)],
        [],
    ]
    assert [due(TO_CONFIRM, j1), due(CONFIRMED, j1)] == [[("Anne", 1, True)], [("Anne", 1, True)]]
    assert reminders_due([TO_CONFIRM], SESSIONS, j3, RULES) == (Reminder(TO_CONFIRM, PersonId("Anne"), 3, j3, False),)


def test_a_reminder_is_made_once_and_a_new_holder_has_their_own() -> None:
    """Sent to Anne; Bleuenn takes the seat over before J−3 and is reminded."""
    j3 = paris(2026, 11, 30, 10)
    sent = {(TO_CONFIRM.id, PersonId("Anne"), 3)}
    assert due(TO_CONFIRM, j3, sent=sent) == []
    assert due(a_seat("B1", session="S4", person="Bleuenn"), j3, sent=sent) == [("Bleuenn", 3, False)]


def test_a_seat_given_after_the_hour_of_a_reminder_does_not_get_it() -> None:
    """Published on Monday at noon: its message has just been read; J−1 comes as usual."""
    fresh = replace(TO_CONFIRM, changed_at=paris(2026, 11, 30, 12))
    assert [due(fresh, paris(2026, 11, 30, 13)), due(fresh, paris(2026, 12, 2, 10))] == [[], [("Anne", 1, True)]]


def test_a_server_that_was_down_sends_only_the_nearest_reminder() -> None:
    """Both hours have passed: one message, not two."""
    assert due(TO_CONFIRM, paris(2026, 12, 2, 11)) == [("Anne", 1, True)]


@pytest.mark.parametrize("state", [SeatState.OPEN, SeatState.CANCELLED, SeatState.WORKED, SeatState.NO_SHOW])
def test_nobody_is_reminded_of_a_seat_they_are_not_expected_at(state: SeatState) -> None:
    """Nor once the session has begun, nor of one that is cancelled, nor a partner."""
    now = paris(2026, 12, 2, 10)
    assert due(replace(TO_CONFIRM, state=state), now) == []
    assert due(TO_CONFIRM, THURSDAY_MORNING.starts_at) == []
    cancelled = {THURSDAY_MORNING.id: replace(THURSDAY_MORNING, state=SessionState.CANCELLED)}
    assert reminders_due([TO_CONFIRM, a_seat("B2", session="S4")], cancelled, now, RULES) == ()


def test_the_days_and_the_hour_are_settable() -> None:
    """J−5 at 9:00 only: it is the last one too."""
    rules = SolicitationRules(reminder_days=(5,), reminder_hour=time(9))
    found = reminders_due([CONFIRMED], SESSIONS, paris(2026, 11, 28, 9), rules)
    assert [(one.days, one.is_last) for one in found] == [(5, True)]
    assert reminders_due([CONFIRMED], SESSIONS, paris(2026, 12, 2, 10), SolicitationRules(reminder_days=())) == ()


def test_unconfirmed_seats_rise_24_hours_before_and_not_earlier() -> None:
    """Wednesday 9:00 is in, a second earlier is out; confirmed seats and open ones don't rise."""
    eve = paris(2026, 12, 2, 9)
    crowd = [CONFIRMED, TO_CONFIRM, a_seat("B2", session="S4"), a_seat("A1", person="Denez")]
    assert unconfirmed(crowd, SESSIONS, eve, RULES) == (TO_CONFIRM,)
    assert unconfirmed(crowd, SESSIONS, eve - timedelta(seconds=1), RULES) == ()
    assert unconfirmed(crowd, SESSIONS, THURSDAY_MORNING.starts_at, RULES) == ()


def test_the_loop_is_said_in_sentences() -> None:
    """Counted by state; a cancelled seat is not told."""
    assert unconfirmed_sentence([TO_CONFIRM], RULES) == (
        "1 poste n’est pas confirmé à moins de 24 h : appelez, ou cherchez un remplaçant."
    )
    assert unconfirmed_sentence([], RULES) == "Tous les postes des prochaines 24 h sont confirmés."
    seats = [
        CONFIRMED,
        CONFIRMED,
        TO_CONFIRM,
        replace(TO_CONFIRM, state=SeatState.STAND_IN_WANTED),
        a_seat("X"),
        replace(CONFIRMED, state=SeatState.CANCELLED),
    ]
    assert states_sentence(seats) == "2 confirmés, 1 à confirmer, 1 cherche un remplaçant et 1 à pourvoir."
    assert states_sentence([]) == "Aucun poste."
