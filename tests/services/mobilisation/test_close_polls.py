"""Tests of app/services/mobilisation/close_polls.py: by hand or at its hour, nothing more leaves, no note survives, answers stay."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from app.access.actor import SCHEDULER, volunteer
from app.core.errors import NotAllowed, NotFound
from app.core.ids import PersonId
from app.mobilisation import outbox
from app.mobilisation.message import MessageState
from app.mobilisation.poll import PollState
from app.roster.answer import AnswerValue
from app.services.mobilisation.answer_poll import answer_poll
from app.services.mobilisation.close_polls import close_poll, close_polls
from app.services.mobilisation.read_polls import open_polls, read_poll
from app.services.mobilisation.record_answers import record_answers
from app.services.mobilisation.remind_silent import remind_silent
from app.store import journal, messages, people
from app.store.database import Store, connect
from tests.builders import COORDINATOR, READER
from tests.services.a_poll import (
    SATURDAY_NOON,
    a_polled_store,
    a_running_poll,
    at,
    posted,
    requests,
    sessions_of,
    waiting,
)

SECRET = "xyzzy"


def sent(store: Store, poll_id: str, *people_sent: PersonId) -> None:
    """As if the outbox had delivered these people's messages."""
    with store.transaction() as conn:
        for one in messages.about(conn, poll_id):
            if one.message.recipient in people_sent:
                gone = outbox.accepted(outbox.begin(one.message))
                messages.update(conn, replace(one, message=gone), store.now())


def test_what_has_not_left_is_withdrawn_and_costs_nothing(tmp_path: Path) -> None:
    """Anne was written to; the four others were not: their requests are taken back, hers stays."""
    store, centre, team = a_polled_store(tmp_path)
    poll_id = a_running_poll(store, centre)
    anne = team["Anne"].id
    sent(store, poll_id, anne)
    record_answers(COORDINATOR, store, {(anne, sessions_of(store, centre)[0].id): "yes"})
    later = at(store, store.now() + timedelta(hours=2))
    assert close_poll(COORDINATOR, later, poll_id) == 4
    assert waiting(store, poll_id) == []
    assert requests(store) == [(anne, store.now(), "poll")]
    view = read_poll(COORDINATOR, later, poll_id)
    assert (view.poll.state, view.poll.closes_at, view.rate.answered) == (PollState.CLOSED, later.now(), 1)
    assert open_polls(COORDINATOR, later) == []
    assert close_poll(COORDINATOR, later, poll_id) == 0
    with store.reading() as conn:
        assert [one.payload for one in journal.recent(conn) if one.type == "poll_closed"] == [
            {"answers": 1, "withdrawn": 4}
        ]


def test_a_message_that_may_have_arrived_stays_counted(tmp_path: Path) -> None:
    """After a crash nobody knows: it is not sent again, and still costs what it may have cost."""
    store, centre, team = a_polled_store(tmp_path)
    poll_id = a_running_poll(store, centre)
    anne = team["Anne"].id
    with store.transaction() as conn:
        held = next(one for one in messages.about(conn, poll_id) if one.message.recipient == anne)
        (lost,) = outbox.recovered([outbox.begin(held.message)])
        messages.update(conn, replace(held, message=lost), store.now())
    close_poll(COORDINATOR, store, poll_id)
    assert {one.message.state for one in posted(store, poll_id)} == {MessageState.CANCELLED}
    assert [one[0] for one in requests(store)] == [anne]


def test_the_scheduler_closes_at_the_hour_and_says_when_to_look_again(tmp_path: Path) -> None:
    """Two polls: the first to close is the next appointment; none is left after the last."""
    store, centre, _team = a_polled_store(tmp_path)
    first = a_running_poll(store, centre)
    second = a_running_poll(store, centre, SATURDAY_NOON + timedelta(hours=6))
    assert close_polls(SCHEDULER, store) == SATURDAY_NOON
    assert [one.poll.id for one in open_polls(COORDINATOR, store)] == [first, second]
    assert close_polls(SCHEDULER, at(store, SATURDAY_NOON)) == SATURDAY_NOON + timedelta(hours=6)
    assert read_poll(COORDINATOR, store, first).poll.closes_at == SATURDAY_NOON
    assert close_polls(SCHEDULER, at(store, SATURDAY_NOON + timedelta(days=1))) is None
    assert requests(store) == []


def everything_on_disk(store: Store) -> bytes:
    return b"".join(path.read_bytes() for path in store.folder.database.parent.glob(f"{store.folder.database.name}*"))


@pytest.mark.parametrize("by_hand", [True, False])
def test_notes_past_their_hour_are_in_no_byte_of_the_folder(tmp_path: Path, by_hand: bool) -> None:
    """Five notes, one replaced: there before; after the close, neither in the file nor in its log. Answers stay."""
    store, centre, team = a_polled_store(tmp_path)
    poll_id = a_running_poll(store, centre)
    session = sessions_of(store, centre)[0].id
    with closing(connect(store.folder.database)):  # another reader: the log does not empty by itself
        for person in [*team.values(), team["Anne"]]:
            me = volunteer(person.id, person.given_name)
            note = f"{SECRET} {new_words(person.id)}"
            answer_poll(me, store, person.id, poll_id, {session: AnswerValue.YES}, note=note)
        assert SECRET.encode() in everything_on_disk(store)
        late = at(store, SATURDAY_NOON)
        if by_hand:
            close_poll(COORDINATOR, late, poll_id)
        else:
            close_polls(SCHEDULER, late)
        assert SECRET.encode() not in everything_on_disk(store)
    assert read_poll(COORDINATOR, late, poll_id).rate.answered == 5


def new_words(person: PersonId) -> str:
    return " ".join(["plutôt le matin", person[-4:].replace("-", " "), "x" * 40])


def test_reminders_that_became_needless_are_withdrawn(tmp_path: Path) -> None:
    """Answered on the phone, or opted out since: the reminder queued for tomorrow goes; a message sent stays."""
    store, centre, team = a_polled_store(tmp_path)
    poll_id = a_running_poll(store, centre)
    sent(store, poll_id, *(person.id for person in team.values()))
    remind_silent(COORDINATOR, store, poll_id)
    anne, bleuenn = team["Anne"], team["Bleuenn"]
    record_answers(COORDINATOR, store, {(anne.id, sessions_of(store, centre)[0].id): "no"})
    with store.transaction() as conn:
        people.put(conn, replace(bleuenn, opted_out_on=date(2026, 11, 26)), store.now())
    close_polls(SCHEDULER, store)
    assert set(waiting(store, poll_id)) == {team[name].id for name in ("Corentin", "Denez", "Enora")}
    assert sorted(ask for person, _at, ask in requests(store) if person in (anne.id, bleuenn.id)) == ["poll", "poll"]


def test_who_only_reads_closes_nothing(tmp_path: Path) -> None:
    store, centre, _team = a_polled_store(tmp_path)
    poll_id = a_running_poll(store, centre)
    for close in (lambda: close_poll(READER, store, poll_id), lambda: close_polls(READER, store)):
        with pytest.raises(NotAllowed):
            close()
    with pytest.raises(NotFound):
        close_poll(COORDINATOR, store, "another")
    assert [one.poll.id for one in open_polls(COORDINATOR, store)] == [poll_id]
