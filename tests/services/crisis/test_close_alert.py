"""The end of an alert, and the one reminder of the silent by another way."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from app.access.actor import volunteer
from app.core.errors import InvalidInput, NotFound, RuleRefusal, StaleRevision
from app.mobilisation.message import MessageKind, MessageState
from app.mobilisation.preferences import Channel
from app.response.alert import Answer, Reply
from app.response.event import EventKind
from app.services.crisis.answer_alert import answer_alert
from app.services.crisis.close_alert import Closed, close_alert, remind_alert
from app.services.crisis.read_alert import read_alert
from app.store import alerts
from tests.builders import COORDINATOR
from tests.services.an_alert import DOCTOR, NURSE, PHARMACIST, Alerted, an_alerted


@pytest.fixture
def alerted(tmp_path: Path) -> Alerted:
    return an_alerted(tmp_path)


def test_those_whom_it_reached_are_thanked_and_the_rest_withdrawn(alerted: Alerted) -> None:
    """Noa read it, Paul answered by telephone; Dora's message never left: she owes and gets nothing."""
    id = alerted.launch()
    alerted.send(id, NURSE)
    answer_alert(COORDINATOR, alerted.store, id, PHARMACIST, Reply(answer=Answer.AVAILABLE), by_phone=True)
    assert close_alert(COORDINATOR, alerted.store, id, 1) == Closed(told=2, withdrawn=2)
    found = {(one.recipient, one.kind): one.state for one in alerted.messages(id)}
    assert found == {
        (NURSE, MessageKind.ALERT): MessageState.SENT,
        (DOCTOR, MessageKind.ALERT): MessageState.CANCELLED,
        (PHARMACIST, MessageKind.ALERT): MessageState.CANCELLED,
        (NURSE, MessageKind.ALERT_CLOSED): MessageState.QUEUED,
        (PHARMACIST, MessageKind.ALERT_CLOSED): MessageState.QUEUED,
    }
    with alerted.store.reading() as conn:
        held = alerts.find(conn, id)
        assert alerts.running(conn) == []
    assert held is not None
    assert (held.closed_at, held.revision) == (alerted.store.now(), 2)


def test_nobody_is_woken_up_to_be_thanked(alerted: Alerted) -> None:
    """Closed at three in the morning, it is said after the quiet hours; an exercise says so first."""
    alerted.event(EventKind.EXERCISE)
    id = alerted.launch(event_id="evenement")
    alerted.send(id, NURSE)
    alerted.clock.forward(hours=10)
    close_alert(COORDINATOR, alerted.store, id, 1)
    note = next(one for one in alerted.messages(id) if one.kind is MessageKind.ALERT_CLOSED)
    assert note.due_at > alerted.store.now() + timedelta(hours=3)
    assert note.subject.startswith("EXERCICE – EXERCICE – EXERCICE")
    assert note.body.startswith("EXERCICE – EXERCICE – EXERCICE")


def test_it_may_end_without_a_word(alerted: Alerted) -> None:
    """As a test does."""
    id = alerted.launch()
    alerted.send(id)
    assert close_alert(COORDINATOR, alerted.store, id, 1, thank=False) == Closed(0, 0)
    assert {one.kind for one in alerted.messages(id)} == {MessageKind.ALERT}


def test_when_messages_left_is_kept_after_the_outbox(alerted: Alerted) -> None:
    """Written with the alert once it is closed."""
    id = alerted.launch()
    alerted.send(id, NURSE)
    sent_at = alerted.called(id, NURSE).sent_at
    assert sent_at == alerted.store.now()
    close_alert(COORDINATOR, alerted.store, id, 1, thank=False)
    with alerted.store.transaction() as conn:
        conn.execute("DELETE FROM message")
    assert alerted.called(id, NURSE).sent_at == sent_at
    assert alerted.called(id, DOCTOR).sent_at is None


def test_closing_what_somebody_else_closed(alerted: Alerted) -> None:
    """The second one is told who did; a closed one stays closed."""
    id = alerted.launch()
    close_alert(COORDINATOR, alerted.store, id, 1)
    with pytest.raises(StaleRevision, match="Entre-temps"):
        close_alert(COORDINATOR, alerted.store, id, 1)
    with pytest.raises(InvalidInput, match="déjà close"):
        close_alert(COORDINATOR, alerted.store, id, 2)
    with pytest.raises(NotFound):
        close_alert(COORDINATOR, alerted.store, "inconnue", 1)


def test_the_silent_are_reminded_once_by_another_way(alerted: Alerted) -> None:
    """Noa, written to by e-mail, has an SMS; Dora has no e-mail; who answered is left alone."""
    id = alerted.launch()
    with pytest.raises(RuleRefusal, match="pour l’instant"):
        remind_alert(COORDINATOR, alerted.store, id)
    alerted.send(id)
    alerted.clock.forward(minutes=6)
    assert read_alert(COORDINATOR, alerted.store, id).remindable == 1
    assert remind_alert(COORDINATOR, alerted.store, id) == 1
    new = [one for one in alerted.messages(id) if one.state is MessageState.QUEUED]
    assert [(one.recipient, one.channel, one.kind) for one in new] == [(NURSE, Channel.SMS, MessageKind.ALERT)]
    held = alerted.called(id, NURSE)
    assert (held.message_state, held.sent_at) == ("queued", alerted.store.now() - timedelta(minutes=6))
    with pytest.raises(RuleRefusal):
        remind_alert(COORDINATOR, alerted.store, id)


def test_a_message_that_is_still_to_leave_needs_no_reminder(alerted: Alerted) -> None:
    """However long it has waited."""
    id = alerted.launch()
    alerted.clock.forward(minutes=30)
    assert read_alert(COORDINATOR, alerted.store, id).remindable == 0


def test_who_answered_is_not_reminded(alerted: Alerted) -> None:
    """Nor anybody once it is closed."""
    id = alerted.launch()
    alerted.send(id)
    answer_alert(volunteer(NURSE, "Noa"), alerted.store, id, NURSE, Reply(answer=Answer.NO))
    alerted.clock.forward(minutes=6)
    with pytest.raises(RuleRefusal):
        remind_alert(COORDINATOR, alerted.store, id)
    close_alert(COORDINATOR, alerted.store, id, 1)
    with pytest.raises(RuleRefusal, match="close"):
        remind_alert(COORDINATOR, alerted.store, id)
