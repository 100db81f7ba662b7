"""Tests of app/services/mobilisation/remind_silent.py: one click, once a person, within budget and quiet hours."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from app.access.actor import volunteer
from app.core.errors import NotAllowed, NotFound, RuleRefusal
from app.core.ids import PersonId
from app.mobilisation.message import MessageKind
from app.mobilisation.preferences import Preferences
from app.roster.answer import AnswerValue
from app.services.mobilisation.answer_poll import answer_poll
from app.services.mobilisation.close_polls import close_poll
from app.services.mobilisation.read_polls import read_poll
from app.services.mobilisation.record_answers import record_answers
from app.services.mobilisation.remind_silent import remind_silent
from app.store.database import Store
from tests.builders import COORDINATOR, READER
from tests.mobilisation.builders import paris
from tests.services.a_poll import a_polled_store, a_running_poll, at, posted, requests, sessions_of, wish

TUESDAY_NOON = paris(2026, 12, 1, 12)
FRIDAY_17 = paris(2026, 11, 27, 17)


def reminded(store: Store, poll_id: str) -> list[tuple[PersonId, object]]:
    kind = MessageKind.POLL_REMINDER
    return [(one.message.recipient, one.message.due_at) for one in posted(store, poll_id) if one.message.kind is kind]


def test_only_the_silent_are_reminded_once_and_the_sentence_says_it(tmp_path: Path) -> None:
    """Anne answered from her page, Bleuenn on the phone: three reminders; a second click finds nobody left."""
    store, centre, team = a_polled_store(tmp_path)
    poll_id = a_running_poll(store, centre)
    session = sessions_of(store, centre)[0].id
    anne, bleuenn = team["Anne"].id, team["Bleuenn"].id
    answer_poll(volunteer(anne, "Anne"), store, anne, poll_id, {session: AnswerValue.YES})
    record_answers(COORDINATOR, store, {(bleuenn, session): "no"})
    friday = at(store, FRIDAY_17)
    found = remind_silent(COORDINATOR, friday, poll_id)
    silent = read_poll(COORDINATOR, friday, poll_id).silent
    assert set(silent) == {team[name].id for name in ("Corentin", "Denez", "Enora")}
    assert reminded(store, poll_id) == [(one, FRIDAY_17) for one in silent]
    assert found.now == silent
    assert found.sentence.replace("\u00a0", " ") == "3 personnes relancées maintenant."
    again = remind_silent(COORDINATOR, at(store, FRIDAY_17 + timedelta(hours=18)), poll_id)
    assert (again.now, again.later, again.never) == ((), (), ())
    assert len(reminded(store, poll_id)) == 3
    assert read_poll(COORDINATOR, friday, poll_id).reminded == frozenset(silent)


def test_a_reminder_waits_a_day_after_the_question(tmp_path: Path) -> None:
    """One click an hour after opening: everyone on Friday at 17:00; it is queued, and not queued again."""
    store, centre, _team = a_polled_store(tmp_path)
    poll_id = a_running_poll(store, centre)
    an_hour_on = at(store, store.now() + timedelta(hours=1))
    found = remind_silent(COORDINATOR, an_hour_on, poll_id)
    assert (found.now, {when for _person, when in found.later}) == ((), {store.now() + timedelta(hours=24)})
    assert len(reminded(store, poll_id)) == 5
    assert "à partir de vendredi 27 novembre à 17" in found.sentence.replace("\u00a0", " ")
    assert remind_silent(COORDINATOR, an_hour_on, poll_id).later == ()


def test_who_cannot_be_reminded_before_the_close_is_said(tmp_path: Path) -> None:
    """Anne allows one request a week: the poll was it."""
    store, centre, team = a_polled_store(tmp_path)
    wish(store, team["Anne"].id, Preferences(budget=1))
    poll_id = a_running_poll(store, centre)
    found = remind_silent(COORDINATOR, at(store, FRIDAY_17), poll_id)
    assert (len(found.now), found.never) == (4, (team["Anne"].id,))
    assert "1 ne peut pas l’être avant la clôture" in found.sentence.replace("\u00a0", " ")
    assert len(requests(store)) == 9


def test_an_answer_withdraws_the_reminder_that_waits(tmp_path: Path) -> None:
    """Queued for tomorrow, answered today: it never leaves and costs nothing."""
    store, centre, team = a_polled_store(tmp_path)
    poll_id = a_running_poll(store, centre)
    remind_silent(COORDINATOR, store, poll_id)
    anne = team["Anne"].id
    answer_poll(volunteer(anne, "Anne"), store, anne, poll_id, {sessions_of(store, centre)[0].id: AnswerValue.NO})
    assert [one for one in requests(store) if one[0] == anne] == []


def test_nobody_is_reminded_of_a_closed_poll_nor_of_sessions_begun(tmp_path: Path) -> None:
    """Each is refused in a sentence, and nothing is queued."""
    store, centre, _team = a_polled_store(tmp_path)
    poll_id = a_running_poll(store, centre, TUESDAY_NOON)
    with pytest.raises(NotAllowed):
        remind_silent(READER, store, poll_id)
    with pytest.raises(NotFound):
        remind_silent(COORDINATOR, store, "another")
    with pytest.raises(RuleRefusal, match="ont commencé"):
        remind_silent(COORDINATOR, at(store, TUESDAY_NOON - timedelta(hours=2)), poll_id)
    close_poll(COORDINATOR, store, poll_id)
    with pytest.raises(RuleRefusal, match="est clos"):
        remind_silent(COORDINATOR, store, poll_id)
    assert reminded(store, poll_id) == []
