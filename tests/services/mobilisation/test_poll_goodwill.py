"""Whatever is polled, reminded, answered, closed, and whenever: budgets and quiet hours hold, and the ledger is true."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, time, timedelta
from pathlib import Path
from types import MappingProxyType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.access.actor import SCHEDULER, volunteer
from app.core.errors import ReleveError
from app.core.ids import CentreId
from app.mobilisation import outbox
from app.mobilisation.budget import Goodwill
from app.mobilisation.message import MessageKind, MessageState
from app.mobilisation.preferences import Preferences
from app.mobilisation.quiet import QuietHours
from app.roster.answer import AnswerValue
from app.services.mobilisation.answer_poll import answer_poll
from app.services.mobilisation.close_polls import close_poll, close_polls
from app.services.mobilisation.open_poll import PollRequest, open_poll
from app.services.mobilisation.read_polls import open_polls
from app.services.mobilisation.remind_silent import remind_silent
from app.store import centres, messages, preferences
from app.store.database import Store, open_store
from tests.builders import COORDINATOR, THURSDAY
from tests.services.a_poll import a_polled_store, at, posted, sessions_of, wish

WISHES = MappingProxyType(
    {
        "Anne": Preferences(budget=1),
        "Bleuenn": Preferences(budget=2, quiet=QuietHours(time(), time(), frozenset({0, 2}))),
        "Corentin": Preferences(budget=9),
        "Denez": Preferences(budget=0),
    }
)
"""Fewer requests, more silence, a budget above the community's (it counts for nothing), never."""

STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("wait"), st.integers(0, 90)),
        st.tuples(st.just("wait"), st.integers(0, 90)),
        st.tuples(st.just("open"), st.integers(1, 200)),
        st.tuples(st.just("remind"), st.integers(0, 2)),
        st.tuples(st.just("send"), st.integers(0, 4)),
        st.tuples(st.just("answer"), st.integers(0, 4)),
        st.tuples(st.just("close"), st.integers(0, 2)),
        st.tuples(st.just("duty"), st.just(0)),
    ),
    min_size=4,
    max_size=14,
)
"""What happens, and how long, where or to whom: hours, polls and people by rank."""


@pytest.fixture(scope="module")
def prepared() -> Iterator[Path]:
    """A folder copied for each example: two weeks of sessions, five people with their wishes."""
    with tempfile.TemporaryDirectory() as folder:
        store, _centre, team = a_polled_store(Path(folder) / "base", days=11)
        for name, wishes in WISHES.items():
            wish(store, team[name].id, wishes)
        yield store.folder.path


@given(steps=STEPS)
@settings(max_examples=25)
def test_nobody_is_asked_beyond_their_budget_nor_in_quiet_hours(prepared: Path, steps: list[tuple[str, int]]) -> None:
    """Over every rolling week, for everyone, whatever the order of polls, reminders, answers, closings and waiting."""
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(prepared, Path(folder) / "copy")
        store = open_store(Path(folder) / "copy", lambda: THURSDAY)
        now = THURSDAY
        for step, value in steps:
            if step == "wait":
                now += timedelta(hours=value)
            _do(at(store, now), step, value)
            _check(at(store, now))


def _do(store: Store, step: str, value: int) -> None:
    """One step; what makes no sense at that moment is refused, as on the screen."""
    going = open_polls(COORDINATOR, store)
    poll = going[value % len(going)] if going else None
    try:
        if step == "open":
            centre = _centre(store)
            ids = tuple(session.id for session in sessions_of(store, centre) if session.starts_at > store.now())
            closes_at = store.now() + timedelta(hours=value)
            open_poll(COORDINATOR, store, PollRequest(centre_id=centre, session_ids=ids, closes_at=closes_at))
        elif step == "remind" and poll:
            remind_silent(COORDINATOR, store, poll.poll.id)
        elif step == "close" and poll:
            close_poll(COORDINATOR, store, poll.poll.id)
        elif step == "answer" and poll:
            person = poll.asked[value % len(poll.asked)]
            said = {poll.sessions[-1].id: AnswerValue.YES}
            answer_poll(volunteer(person.id, person.given_name), store, person.id, poll.poll.id, said, note="bref")
        elif step == "send":
            _send_due(store)
        elif step == "duty":
            close_polls(SCHEDULER, store)
    except ReleveError:
        pass


def _centre(store: Store) -> CentreId:
    with store.reading() as conn:
        return centres.every(conn)[0].id


def _send_due(store: Store) -> None:
    """The outbox's part: what is due leaves."""
    with store.transaction() as conn:
        queue = messages.waiting(conn)
        due = {message.id for message in outbox.due(queue, store.now())}
        for one in queue:
            if one.message.id in due:
                gone = outbox.accepted(outbox.begin(one.message))
                messages.update(conn, replace(one, message=gone), store.now())


def _check(store: Store) -> None:
    with store.reading() as conn:
        wishes = preferences.every(conn)
        stored = conn.execute("SELECT person_id, at, subject_id, ask FROM solicitation").fetchall()
        posted_ids = [row["id"] for row in conn.execute("SELECT id FROM poll")]
    goodwill = Goodwill(wishes=wishes)
    asking = [one.message for poll in posted_ids for one in posted(store, poll)]
    live = [one for one in asking if one.state is not MessageState.CANCELLED]
    assert sorted(tuple(row) for row in stored) == sorted(
        (one.recipient, f"{one.due_at:%Y-%m-%dT%H:%M:%SZ}", one.about, one.kind.value) for one in live
    )
    for person in {one.recipient for one in live}:
        instants = sorted(one.due_at for one in live if one.recipient == person)
        assert _most_in_a_week(instants) <= goodwill.budget(person)
        assert not [at for at in instants if any(quiet.covers(at) for quiet in goodwill.quiet(person))]
    reminders = [(one.about, one.recipient) for one in live if one.kind is MessageKind.POLL_REMINDER]
    assert len(reminders) == len(set(reminders))


def _most_in_a_week(instants: list[datetime]) -> int:
    """The most instants in any window of seven days, one end open."""
    week = timedelta(days=7)
    return max((sum(end - week < one <= end for one in instants) for end in instants), default=0)


def test_the_measure_counts_what_falls_in_one_week() -> None:
    """Four in a morning are four; a week to the second apart is another week."""
    week = timedelta(days=7)
    assert _most_in_a_week([THURSDAY, THURSDAY + timedelta(days=1), THURSDAY + week]) == 2
    assert _most_in_a_week([THURSDAY + timedelta(hours=hour) for hour in range(4)]) == 4
