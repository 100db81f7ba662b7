"""Tests of app/services/mobilisation/poll_messages.py: what a poll has not sent follows a session that moves."""

from __future__ import annotations

from datetime import time, timedelta
from pathlib import Path

from app.services.rota.change_session import move_session
from app.store import solicitations
from tests.builders import COORDINATOR, THURSDAY
from tests.services.a_poll import a_polled_store, a_running_poll, posted, sessions_of


def test_poll_messages_that_have_not_left_say_the_days_as_they_stand(tmp_path: Path) -> None:
    """The last of three days is put off by two: same people, same hours of leaving, no request more; the closing stays."""
    store, centre, _team = a_polled_store(tmp_path, days=3)
    poll = a_running_poll(store, centre)
    former = [one.message for one in posted(store, poll)]
    with store.reading() as conn:
        before = solicitations.since(conn, THURSDAY - timedelta(days=60))
    last = sessions_of(store, centre)[-1]
    move_session(COORDINATOR, store, last.id, last.revision, last.day + timedelta(days=2), last.starts, last.ends)
    after = [one.message for one in posted(store, poll)]
    fresh = [one for one in after if one.state.value == "queued"]
    assert [(one.recipient, one.due_at, one.useless_after) for one in fresh] == [
        (one.recipient, one.due_at, one.useless_after) for one in former
    ]
    assert {one.state.value for one in after if one not in fresh} == {"cancelled"}
    assert all("au vendredi 4 décembre" in one.body.replace("\xa0", " ") for one in fresh)
    with store.reading() as conn:
        assert solicitations.since(conn, THURSDAY - timedelta(days=60)) == before


def test_a_poll_about_other_sessions_is_left_alone(tmp_path: Path) -> None:
    """Its messages are the same ones after the move."""
    store, centre, _team = a_polled_store(tmp_path, days=2)
    first, *_others, last = sessions_of(store, centre)
    poll = a_running_poll(store, centre, session_ids=(first.id,))
    before = posted(store, poll)
    move_session(COORDINATOR, store, last.id, last.revision, last.day, time(15), time(19))
    assert posted(store, poll) == before
