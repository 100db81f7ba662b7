"""Who said yes to an event's alert has answered for the sessions opened for it."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from app.access.actor import volunteer
from app.core.ids import PersonId, SessionId
from app.mobilisation.message import MessageKind
from app.response.alert import Answer, Reply
from app.response.event import EventKind
from app.response.staffing_request import Wanted
from app.services.crisis.answer_alert import answer_alert
from app.services.crisis.close_alert import close_alert
from app.services.crisis.staff_request import Staffing, staff_request
from app.services.mobilisation.start_call_out import rank_for
from app.store import alerts, answers, seats
from tests.builders import COORDINATOR
from tests.services.an_alert import DOCTOR, NURSE, PHARMACIST, Alerted, an_alerted
from tests.services.an_event import a_request

NOW = Reply(answer=Answer.AVAILABLE)


@pytest.fixture
def alerted(tmp_path: Path) -> Alerted:
    return an_alerted(tmp_path)


def tonight(alerted: Alerted, event_id: str, hours: int = 4) -> SessionId:
    """A session for one nurse, of four hours, that begins in so many."""
    starts_at = alerted.store.now() + timedelta(hours=hours)
    wanted = (Wanted("reinforcement_nurse", 1),)
    request = a_request(
        alerted.store, event_id, starts_at=starts_at, ends_at=starts_at + timedelta(hours=4), wanted=wanted
    )
    staffing = Staffing(wanted=wanted, starts_at=starts_at, ends_at=request.ends_at, place="Ici", frame="convention")
    return staff_request(COORDINATOR, alerted.store, request.id, request.revision, staffing)


def said(alerted: Alerted, alert_id: str, person: PersonId, reply: Reply) -> None:
    answer_alert(volunteer(person, person), alerted.store, alert_id, person, reply)


def held(alerted: Alerted, session_id: SessionId) -> dict[str, tuple[str, str]]:
    with alerted.store.reading() as conn:
        return {str(person): value for person, value in answers.of_session(conn, session_id).items()}


def test_the_yeses_stand_in_the_session_opened_after(alerted: Alerted) -> None:
    """Only those there for the whole of it; a no to the alert is no answer for tonight."""
    event_id = alerted.event(EventKind.REAL)
    id = alerted.launch(event_id=event_id)
    said(alerted, id, NURSE, NOW)
    said(alerted, id, DOCTOR, Reply(answer=Answer.AVAILABLE, until_at=alerted.store.now() + timedelta(hours=5)))
    said(alerted, id, PHARMACIST, Reply(answer=Answer.NO))
    session_id = tonight(alerted, event_id)
    assert held(alerted, session_id) == {NURSE: ("yes", "alert")}
    with alerted.store.reading() as conn:
        seat = seats.of_session(conn, session_id)[0]
    assert rank_for(COORDINATOR, alerted.store, [seat.id]).ranking.candidates[0].person == NURSE
    assert held(alerted, tonight(alerted, event_id, hours=40)) == {}


def test_what_is_answered_later_reaches_it_and_is_taken_back(alerted: Alerted) -> None:
    """« disponible », then « non »; what was said of the session itself is never written over."""
    event_id = alerted.event(EventKind.REAL)
    id = alerted.launch(event_id=event_id)
    session_id = tonight(alerted, event_id)
    assert held(alerted, session_id) == {}
    said(alerted, id, NURSE, NOW)
    assert held(alerted, session_id) == {NURSE: ("yes", "alert")}
    said(alerted, id, NURSE, Reply(answer=Answer.NO))
    assert held(alerted, session_id) == {}
    with alerted.store.transaction() as conn:
        answers.write(conn, {(NURSE, session_id): "no"}, "coordination", alerted.store.now())
    said(alerted, id, NURSE, NOW)
    assert held(alerted, session_id) == {NURSE: ("no", "coordination")}


def test_an_alert_of_another_event_says_nothing_of_this_one(alerted: Alerted) -> None:
    """Nor does one that belongs to none."""
    event_id = alerted.event(EventKind.REAL)
    id = alerted.launch()
    said(alerted, id, NURSE, NOW)
    assert held(alerted, tonight(alerted, event_id)) == {}


def test_quiet_hours_hold_no_call_to_who_has_just_said_yes(alerted: Alerted) -> None:
    """At eleven in the evening: the nurse who answered the alert is asked at once, nobody else before the morning."""
    alerted.clock.forward(hours=6)
    event_id = alerted.event(EventKind.REAL)
    id = alerted.launch(event_id=event_id)
    session_id = tonight(alerted, event_id, hours=2)
    with alerted.store.reading() as conn:
        seat = seats.of_session(conn, session_id)[0].id
    assert rank_for(COORDINATOR, alerted.store, [seat]).first_wave(size=5, urgent=False)[0] == ()
    said(alerted, id, NURSE, NOW)
    assert rank_for(COORDINATOR, alerted.store, [seat]).first_wave(size=5, urgent=False)[0] == (NURSE,)


def test_who_said_yes_hears_at_once_that_it_is_over(alerted: Alerted) -> None:
    """They may be on the way; the others are told after their quiet hours."""
    alerted.clock.forward(hours=6)
    id = alerted.launch()
    alerted.send(id)
    said(alerted, id, NURSE, NOW)
    with alerted.store.reading() as conn:
        revision = next(one.revision for one in alerts.running(conn))
    close_alert(COORDINATOR, alerted.store, id, revision)
    due = {one.recipient: one.due_at for one in alerted.messages(id) if one.kind is MessageKind.ALERT_CLOSED}
    assert due[NURSE] == alerted.store.now()
    assert due[DOCTOR] > alerted.store.now()
