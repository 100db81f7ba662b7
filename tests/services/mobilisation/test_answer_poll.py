"""Tests of app/services/mobilisation/answer_poll.py: one's own answers, « tous mes lundis », the note, and nothing twice."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from app.access.actor import volunteer
from app.core.errors import InvalidInput, NotAllowed, NotFound, RuleRefusal
from app.core.ids import PersonId, SessionId
from app.mobilisation.message import MessageState
from app.mobilisation.poll_answers import WeekdayAnswer
from app.roster.answer import AnswerValue
from app.roster.person import HalfDayPart
from app.services.mobilisation.answer_poll import answer_poll
from app.services.mobilisation.read_polls import poll_forms, read_poll
from app.services.rota.change_session import cancel_session
from app.store import journal
from app.store.database import Store
from tests.builders import COORDINATOR, some_people
from tests.services.a_poll import (
    SATURDAY_NOON,
    a_polled_store,
    a_running_poll,
    at,
    posted,
    requests,
    sessions_of,
    with_email,
)

YES, IF_NEEDED, NO = AnswerValue


def rows(store: Store) -> list[tuple[str, str, str, str]]:
    with store.reading() as conn:
        return [tuple(row) for row in conn.execute("SELECT person_id, session_id, answer, source FROM answer ORDER BY 1, 2")]  # fmt: skip


def entries(store: Store, type: str = "poll_answered") -> list[object]:
    with store.reading() as conn:
        return [entry.payload for entry in journal.recent(conn) if entry.type == type]


def test_all_my_mondays_and_what_is_said_of_a_session_wins(tmp_path: Path) -> None:
    """Monday yes, Monday afternoon no by itself, Tuesday untouched: written as the poll's, counted, said once."""
    store, centre, team = a_polled_store(tmp_path, days=2)
    poll_id = a_running_poll(store, centre)
    anne = team["Anne"].id
    morning, afternoon, *_tuesday = (one.id for one in sessions_of(store, centre))
    me, usual = volunteer(anne, "Anne"), [WeekdayAnswer(0, YES)]
    assert answer_poll(me, store, anne, poll_id, {afternoon: NO}, usual) == 2
    assert rows(store) == sorted([(anne, morning, "yes", "poll"), (anne, afternoon, "no", "poll")])
    assert answer_poll(me, store, anne, poll_id, {afternoon: NO}, usual) == 2
    assert entries(store) == [{"person": anne, "note": False, "accepted": 2, "updated": 0, "unchanged": 0}]


def test_half_days_of_a_weekday_can_be_answered_apart(tmp_path: Path) -> None:
    store, centre, team = a_polled_store(tmp_path)
    poll_id = a_running_poll(store, centre)
    anne = team["Anne"].id
    usual = [WeekdayAnswer(0, NO), WeekdayAnswer(0, IF_NEEDED, HalfDayPart.PM)]
    answer_poll(volunteer(anne, "Anne"), store, anne, poll_id, {}, usual)
    with store.reading() as conn:
        (form,) = poll_forms(conn, store, anne)
    assert [form.answers[one.id] for one in form.sessions] == [NO, IF_NEEDED]


def test_the_note_is_shown_replaced_taken_back_and_never_in_the_journal(tmp_path: Path) -> None:
    """The journal says that a note was left, no word of it."""
    store, centre, team = a_polled_store(tmp_path)
    poll_id = a_running_poll(store, centre)
    anne = team["Anne"].id
    me = volunteer(anne, "Anne")
    answer_poll(me, store, anne, poll_id, {}, note="  après\n10 h ")
    answer_poll(me, store, anne, poll_id, {}, note="après 11 h")
    assert [note.text for note in read_poll(COORDINATOR, store, poll_id).notes] == ["après 11 h"]
    assert [entry["note"] for entry in entries(store)] == [True, True]
    assert "11 h" not in str(entries(store))
    answer_poll(me, store, anne, poll_id, {})
    assert read_poll(COORDINATOR, store, poll_id).notes == ()
    with pytest.raises(InvalidInput, match="numéro de téléphone"):
        answer_poll(me, store, anne, poll_id, {sessions_of(store, centre)[0].id: YES}, note="06 39 98 00 01")
    assert rows(store) == []


def test_whoever_has_answered_is_not_asked_any_more(tmp_path: Path) -> None:
    """What still waits for them is withdrawn and costs nothing; a note alone is no answer."""
    store, centre, team = a_polled_store(tmp_path)
    poll_id = a_running_poll(store, centre)
    anne = team["Anne"].id
    me = volunteer(anne, "Anne")
    answer_poll(me, store, anne, poll_id, {}, note="je regarde")
    assert (anne, store.now(), "poll") in requests(store)
    answer_poll(me, store, anne, poll_id, {sessions_of(store, centre)[0].id: IF_NEEDED})
    assert [one.message.state for one in posted(store, poll_id) if one.message.recipient == anne] == [
        MessageState.CANCELLED
    ]
    assert anne not in [person for person, _at, _ask in requests(store)]
    assert len(requests(store)) == 4


def test_a_session_cancelled_meanwhile_is_passed_over(tmp_path: Path) -> None:
    """The other answers of the form are kept, and the form no longer shows it."""
    store, centre, team = a_polled_store(tmp_path)
    poll_id = a_running_poll(store, centre)
    morning, afternoon = sessions_of(store, centre)
    cancel_session(COORDINATOR, store, morning.id, morning.revision, "Vaccins non livrés")
    anne = team["Anne"].id
    assert answer_poll(volunteer(anne, "Anne"), store, anne, poll_id, {morning.id: YES, afternoon.id: YES}) == 1
    with store.reading() as conn:
        (form,) = poll_forms(conn, store, anne)
    assert dict(form.answers) == {afternoon.id: YES}
    assert [one.id for one in form.sessions] == [afternoon.id]


def test_nobody_answers_for_another_nor_outside_the_poll(tmp_path: Path) -> None:
    """Another volunteer, someone not asked, a session of nowhere, a word of nowhere: refused, nothing written."""
    store, centre, team = a_polled_store(tmp_path)
    poll_id = a_running_poll(store, centre)
    stranger = with_email("Zoé")
    some_people(store, stranger)
    anne, session = team["Anne"].id, sessions_of(store, centre)[0].id
    with pytest.raises(NotAllowed):
        answer_poll(volunteer(stranger.id, "Zoé"), store, anne, poll_id, {session: YES})
    with pytest.raises(NotFound, match="ne vous est pas adressé"):
        answer_poll(volunteer(stranger.id, "Zoé"), store, stranger.id, poll_id, {session: YES})
    with pytest.raises(NotFound, match="n’existe plus"):
        answer_poll(volunteer(anne, "Anne"), store, anne, "another", {session: YES})
    with pytest.raises(InvalidInput, match="n’est pas dans le sondage"):
        answer_poll(volunteer(anne, "Anne"), store, anne, poll_id, {session: YES, SessionId("elsewhere"): YES})
    with pytest.raises(InvalidInput, match="si besoin"):
        answer_poll(volunteer(anne, "Anne"), store, anne, poll_id, {session: "peut-être"})  # type: ignore[dict-item]
    assert rows(store) == []


def test_the_coordination_may_answer_for_someone_on_the_phone(tmp_path: Path) -> None:
    store, centre, team = a_polled_store(tmp_path)
    poll_id = a_running_poll(store, centre)
    anne: PersonId = team["Anne"].id
    assert answer_poll(COORDINATOR, store, anne, poll_id, {sessions_of(store, centre)[0].id: NO}) == 1


def test_an_answer_counts_until_the_close_and_not_from_it_on(tmp_path: Path) -> None:
    """One second before, yes; at the hour itself, no: the page has nothing to show any more."""
    store, centre, team = a_polled_store(tmp_path)
    poll_id = a_running_poll(store, centre)
    anne, session = team["Anne"].id, sessions_of(store, centre)[0].id
    me = volunteer(anne, "Anne")
    assert answer_poll(me, at(store, SATURDAY_NOON - timedelta(seconds=1)), anne, poll_id, {session: YES}) == 1
    closed = at(store, SATURDAY_NOON)
    with pytest.raises(RuleRefusal, match="clos"):
        answer_poll(me, closed, anne, poll_id, {session: NO})
    with closed.reading() as conn:
        assert poll_forms(conn, closed, anne) == ()
    assert rows(store) == [(anne, session, "yes", "poll")]
