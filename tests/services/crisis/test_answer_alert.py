"""Answers: from the link or by telephone, changed until the end, the same one twice harmless."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from app.access.actor import volunteer
from app.core.errors import InvalidInput, NotAllowed, NotFound, RuleRefusal
from app.response.alert import Answer, Called, Reply
from app.services.crisis.answer_alert import answer_alert, note_no_reply
from app.services.crisis.close_alert import close_alert
from app.services.crisis.read_alert import read_alert
from app.store import journal
from tests.builders import COORDINATOR
from tests.services.an_alert import DOCTOR, NURSE, OUT, Alerted, an_alerted

NOA = volunteer(NURSE, "Noa")
YES = Reply(answer=Answer.AVAILABLE, until_at=None, skills="pansements", vehicle=True, note="par l’est")


@pytest.fixture
def alerted(tmp_path: Path) -> Alerted:
    return an_alerted(tmp_path)


def test_a_yes_is_kept_whole(alerted: Alerted) -> None:
    """From now on, with skills, vehicle and a word; journaled without any of them."""
    id = alerted.launch()
    at = alerted.clock.forward(minutes=4)
    said = answer_alert(NOA, alerted.store, id, NURSE, YES)
    assert "ne partez pas avant" in said
    before = alerted.called(id, NURSE)
    assert before == Called(
        alert_id=id, person=NURSE, rank=2, due_at=before.due_at, seen_at=at, answered_at=at, answer=Answer.AVAILABLE,
        from_at=at, skills="pansements", vehicle=True, note="par l’est", message_state="queued",
    )  # fmt: skip
    with alerted.store.reading() as conn:
        entry = journal.recent(conn, 1)[0]
    assert (entry.type, entry.actor_id, entry.payload) == (
        "alert_answered", NURSE, {"answer": "available", "by_phone": False},
    )  # fmt: skip


def test_the_same_answer_again_changes_nothing(alerted: Alerted) -> None:
    """A second tap counts from the first; nothing more is journaled."""
    id = alerted.launch()
    answer_alert(NOA, alerted.store, id, NURSE, YES)
    before = alerted.called(id, NURSE)
    with alerted.store.reading() as conn:
        head = journal.head(conn)
    alerted.clock.forward(minutes=10)
    answer_alert(NOA, alerted.store, id, NURSE, YES)
    assert alerted.called(id, NURSE) == before
    with alerted.store.reading() as conn:
        assert journal.head(conn) == head


def test_an_answer_may_be_changed(alerted: Alerted) -> None:
    """Later, then no, then now: the last stands; the first instant they were heard is kept."""
    id = alerted.launch()
    first = alerted.clock.forward(minutes=2)
    answer_alert(NOA, alerted.store, id, NURSE, Reply(answer=Answer.LATER, from_at=first + timedelta(hours=3)))
    second = alerted.clock.forward(minutes=5)
    answer_alert(NOA, alerted.store, id, NURSE, Reply(answer=Answer.NO))
    held = alerted.called(id, NURSE)
    assert (held.answer, held.from_at, held.seen_at, held.answered_at) == (Answer.NO, None, first, second)
    third = alerted.clock.forward(minutes=5)
    answer_alert(NOA, alerted.store, id, NURSE, YES)
    assert alerted.called(id, NURSE).from_at == third


def test_saying_more_does_not_move_when_they_came(alerted: Alerted) -> None:
    """Available since the first tap, with an end added afterwards."""
    id = alerted.launch()
    first = alerted.clock.forward(minutes=2)
    answer_alert(NOA, alerted.store, id, NURSE, Reply(answer=Answer.AVAILABLE))
    until = alerted.clock.forward(minutes=1) + timedelta(hours=4)
    answer_alert(NOA, alerted.store, id, NURSE, Reply(answer=Answer.AVAILABLE, until_at=until))
    held = alerted.called(id, NURSE)
    assert (held.from_at, held.until_at) == (first, until)


def test_the_cell_records_what_is_said_by_telephone(alerted: Alerted) -> None:
    """Marked as such; nobody picking up puts the call off by a quarter of an hour."""
    id = alerted.launch()
    again = note_no_reply(COORDINATOR, alerted.store, id, DOCTOR)
    assert again == alerted.store.now() + timedelta(minutes=15)
    assert alerted.called(id, DOCTOR).due_at == again
    answer_alert(COORDINATOR, alerted.store, id, DOCTOR, YES, by_phone=True)
    assert alerted.called(id, DOCTOR).by_phone
    assert read_alert(COORDINATOR, alerted.store, id).board.by_phone == 1


def test_what_cannot_be_answered(alerted: Alerted) -> None:
    """An alert of others, somebody else's answer, a volunteer passing for the cell, hours that do not hold, a closed alert."""
    id = alerted.launch()
    with pytest.raises(NotFound):
        answer_alert(COORDINATOR, alerted.store, id, OUT, YES, by_phone=True)
    with pytest.raises(NotFound):
        answer_alert(NOA, alerted.store, "inconnue", NURSE, YES)
    with pytest.raises(NotAllowed):
        answer_alert(NOA, alerted.store, id, DOCTOR, YES)
    with pytest.raises(NotAllowed):
        answer_alert(NOA, alerted.store, id, NURSE, YES, by_phone=True)
    with pytest.raises(InvalidInput):
        answer_alert(NOA, alerted.store, id, NURSE, Reply(answer=Answer.LATER))
    close_alert(COORDINATOR, alerted.store, id, 1)
    with pytest.raises(RuleRefusal, match="close"):
        answer_alert(NOA, alerted.store, id, NURSE, YES)
    with pytest.raises(RuleRefusal, match="close"):
        note_no_reply(COORDINATOR, alerted.store, id, DOCTOR)
