"""Tests of app/store/polls.py: a poll reads back as written, and what was erased is in no byte of the folder."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from app.core.ids import PersonId
from app.mobilisation.note import PollNote
from app.mobilisation.poll import Poll, close
from app.roster.answer import Answer, AnswerValue
from app.roster.person import Mission
from app.services.mobilisation.record_answers import record_answers
from app.store import polls
from app.store.database import Store, connect
from app.store.wal import empty_log
from tests.builders import COORDINATOR, THURSDAY
from tests.services.a_poll import SATURDAY_NOON, a_polled_store, sessions_of

SECRET = "xyzzy, plutôt le matin"


def a_stored_poll(folder: Path) -> tuple[Store, Poll, list[PersonId]]:
    """Over both sessions, the afternoon first; Enora is asked before Anne, the others are not."""
    store, centre, team = a_polled_store(folder)
    morning, afternoon = (one.id for one in sessions_of(store, centre))
    poll = Poll(
        id="poll-1", centre_id=centre, session_ids=(afternoon, morning), professions=frozenset({"medecin", "infirmier"}),
        mission=Mission.VACCINATION, opened_at=THURSDAY, closes_at=SATURDAY_NOON,
    )  # fmt: skip
    people = [team["Enora"].id, team["Anne"].id]
    with store.transaction() as conn:
        polls.insert(conn, poll, people)
    return store, poll, people


def test_a_poll_reads_back_as_it_was_written(tmp_path: Path) -> None:
    """Sessions and people keep their order; a closed poll is no longer among the open ones."""
    store, poll, people = a_stored_poll(tmp_path)
    with store.transaction() as conn:
        assert polls.find(conn, poll.id) == poll
        assert polls.find(conn, "another") is None
        assert polls.people(conn, poll.id) == people
        assert [polls.asks(conn, poll.id, one) for one in (people[0], PersonId("someone"))] == [True, False]
        assert polls.asked_of(conn, people[1]) == polls.still_open(conn) == [poll]
        assert polls.still_open(conn, poll.centre_id) == [poll]
        ended = close(poll, THURSDAY + timedelta(hours=1))
        polls.write_end(conn, ended)
        assert polls.find(conn, poll.id) == ended
        assert polls.still_open(conn) == polls.asked_of(conn, people[1]) == []


def test_answers_are_those_of_the_people_asked_however_they_were_given(tmp_path: Path) -> None:
    """Typed by the coordinator; one of somebody else is not the poll's."""
    store, poll, people = a_stored_poll(tmp_path)
    afternoon, morning = poll.session_ids
    other = next(one for one in _ids(store) if one not in people)
    record_answers(
        COORDINATOR, store, {(people[1], morning): "no", (people[0], morning): "yes", (other, morning): "yes"}
    )
    with store.reading() as conn:
        assert polls.answers(conn, poll.id) == [
            Answer(people[0], morning, AnswerValue.YES), Answer(people[1], morning, AnswerValue.NO),
        ]  # fmt: skip
        assert polls.answers(conn, poll.id, people[1]) == [Answer(people[1], morning, AnswerValue.NO)]
    assert afternoon != morning


def test_a_note_lives_until_its_hour(tmp_path: Path) -> None:
    """Replaced, read until the very second it dies, then erased; an erased one can't come back."""
    store, poll, people = a_stored_poll(tmp_path)
    note = PollNote(people[1], poll.id, "après 10 h", SATURDAY_NOON)
    with store.transaction() as conn:
        polls.put_note(conn, replace(note, text="avant 10 h"))
        polls.put_note(conn, note)
        assert polls.notes(conn, poll.id, THURSDAY) == [note]
        assert polls.next_death(conn) == SATURDAY_NOON
        assert polls.notes(conn, poll.id, SATURDAY_NOON) == []
        assert polls.erase_notes(conn, SATURDAY_NOON - timedelta(seconds=1)) == 0
        assert polls.erase_notes(conn, SATURDAY_NOON) == 1
        assert polls.next_death(conn) is None


def test_notes_of_a_closed_poll_are_erased_before_their_hour(tmp_path: Path) -> None:
    store, poll, people = a_stored_poll(tmp_path)
    with store.transaction() as conn:
        polls.put_note(conn, PollNote(people[0], poll.id, "note", SATURDAY_NOON))
        polls.write_end(conn, close(poll, THURSDAY))
        assert polls.erase_notes(conn, THURSDAY) == 1


def test_an_erased_note_is_in_no_byte_of_the_folder(tmp_path: Path) -> None:
    """Two notes, one replaced by a longer one: still in the log once erased, in neither file once that is emptied."""
    store, poll, people = a_stored_poll(tmp_path)
    with closing(connect(store.folder.database)):  # another reader: the log does not empty by itself
        with store.transaction() as conn:
            for rank in range(2):
                polls.put_note(conn, PollNote(people[rank], poll.id, f"{SECRET} {rank}", SATURDAY_NOON))
        with store.transaction() as conn:
            polls.put_note(conn, PollNote(people[0], poll.id, f"{SECRET} et long {'x' * 90}", SATURDAY_NOON))
        with store.transaction() as conn:
            assert polls.erase_notes(conn, SATURDAY_NOON) == 2
        assert SECRET.encode() in _bytes(store)
        assert empty_log(store)
        assert SECRET.encode() not in _bytes(store)


def _bytes(store: Store) -> bytes:
    """The database file and its log."""
    database = store.folder.database
    return b"".join(path.read_bytes() for path in sorted(database.parent.glob(f"{database.name}*")))


def _ids(store: Store) -> list[PersonId]:
    with store.reading() as conn:
        return [PersonId(row["id"]) for row in conn.execute("SELECT id FROM person ORDER BY id")]
