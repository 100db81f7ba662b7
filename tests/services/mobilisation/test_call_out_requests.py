"""Tests of app/services/mobilisation/call_out_requests.py: requests that have not left follow a session that moves."""

from __future__ import annotations

from dataclasses import replace
from datetime import time, timedelta
from pathlib import Path

import pytest

from app.core.ids import PersonId
from app.mobilisation.callout import CallOutState
from app.mobilisation.message import Message, MessageKind, MessageState
from app.mobilisation.outbox import Queued
from app.mobilisation.preferences import Channel
from app.scheduling.session import Session
from app.services.messages.mend_messages import pass_by_hand
from app.services.mobilisation.advance_call_outs import advance_call_out
from app.services.mobilisation.read_call_outs import read_invitation
from app.services.mobilisation.start_call_out import stop_call_out
from app.services.rota.change_session import move_session
from app.store import messages, sessions, solicitations
from tests.builders import COORDINATOR, THURSDAY
from tests.services.a_call_out import Hole, a_hole, a_published_hole

OLD, NEW = "lundi 30 novembre", "mercredi 2 décembre"


def session_of(hole: Hole) -> Session:
    with hole.store.reading() as conn:
        found = sessions.find(conn, hole.seat(hole.seats[0]).session_id)
    assert found is not None
    return found


def two_days_later(hole: Hole) -> None:
    """From Monday morning to Wednesday afternoon."""
    session = session_of(hole)
    later = session.day + timedelta(days=2)
    move_session(COORDINATOR, hole.store, session.id, session.revision, later, time(14), time(18))


def requests(hole: Hole, call_out: str) -> list[Message]:
    with hole.store.reading() as conn:
        found = [one.message for one in messages.about(conn, call_out)]
    return [one for one in found if one.kind is MessageKind.CALL_OUT]


def days_by_state(hole: Hole, call_out: str) -> list[tuple[str, str]]:
    """(state, day the text says) of each request, those cancelled first."""
    return sorted(
        (one.state.value, OLD if OLD in one.body.replace("\xa0", " ") else NEW) for one in requests(hole, call_out)
    )


def asked(hole: Hole) -> list[tuple[PersonId, str]]:
    with hole.store.reading() as conn:
        return [(one.person, one.subject) for one in solicitations.since(conn, THURSDAY - timedelta(days=60))]


@pytest.mark.parametrize("published", [True, False])
def test_requests_that_have_not_left_say_the_new_hours(tmp_path: Path, published: bool) -> None:
    """The former ones are cancelled, the new ones serve until the new start, and nobody has been asked twice."""
    hole = a_published_hole(tmp_path) if published else a_hole(tmp_path)
    call_out = hole.start()
    before, waves = asked(hole), hole.held(call_out).callout.waves
    count = len(waves[0].people)
    two_days_later(hole)
    assert days_by_state(hole, call_out) == [("cancelled", OLD)] * count + [("queued", NEW)] * count
    fresh = [one for one in requests(hole, call_out) if one.state is MessageState.QUEUED]
    assert sorted((one.recipient, one.due_at) for one in fresh) == sorted((one, THURSDAY) for one in waves[0].people)
    assert {one.useless_after for one in fresh} == {session_of(hole).starts_at}
    assert (asked(hole), hole.held(call_out).callout.waves) == (before, waves)


def test_whoever_was_reached_keeps_their_link_which_shows_the_new_hours(tmp_path: Path) -> None:
    """What has left, or is leaving, is not written again."""
    hole = a_published_hole(tmp_path)
    call_out = hole.start()
    hole.send_everything()
    reached = requests(hole, call_out)
    two_days_later(hole)
    assert requests(hole, call_out) == reached
    page = read_invitation(COORDINATOR, hole.store, call_out, reached[0].recipient)
    assert page is not None
    assert page.when.replace("\xa0", " ").startswith(NEW)


def test_a_request_keeps_the_hand_and_the_fate_of_the_one_it_replaces(tmp_path: Path) -> None:
    """One passed by hand still waits for the hand, one that failed still wants to be looked at, one in doubt stays so."""
    hole = a_published_hole(tmp_path)
    call_out = hole.start()
    by_hand, failed, doubtful, *others = requests(hole, call_out)
    pass_by_hand(COORDINATOR, hole.store, [by_hand.id])
    with hole.store.transaction() as conn:
        lost = replace(failed, state=MessageState.FAILED, attempts=3, error="refusé")
        unsure = replace(doubtful, state=MessageState.UNCERTAIN, attempts=1, was_uncertain=True)
        for one in (lost, unsure):
            messages.update(conn, Queued(one, one.due_at), THURSDAY)
    two_days_later(hole)
    fresh = {one.recipient: one for one in requests(hole, call_out) if one.state is not MessageState.CANCELLED}
    assert {one.recipient: (one.state, one.channel, one.attempts, one.was_uncertain) for one in fresh.values()} == {
        **{one.recipient: (MessageState.QUEUED, one.channel, 0, False) for one in others},
        by_hand.recipient: (MessageState.QUEUED, Channel.HAND, 0, False),
        failed.recipient: (MessageState.FAILED, failed.channel, 3, False),
        doubtful.recipient: (MessageState.UNCERTAIN, doubtful.channel, 1, True),
    }
    assert all(NEW in one.body.replace("\xa0", " ") for one in fresh.values())


def test_a_call_out_run_dry_is_written_again_and_one_stopped_is_not(tmp_path: Path) -> None:
    """A late yes still takes the seat of the first; the second asks for nothing any more."""
    hole = a_hole(tmp_path, nurses=("Fañch", "Gwenn"))
    call_out = hole.start(delay_minutes=10)
    hole.clock.forward(minutes=11)
    advance_call_out(hole.store, call_out)
    assert hole.held(call_out).callout.state is CallOutState.EXHAUSTED
    two_days_later(hole)
    assert days_by_state(hole, call_out) == [("cancelled", OLD)] * 2 + [("queued", NEW)] * 2
    other = a_hole(tmp_path / "other", nurses=("Fañch", "Gwenn"))
    stopped = other.start()
    stop_call_out(COORDINATOR, other.store, stopped, other.held(stopped).revision)
    two_days_later(other)
    assert days_by_state(other, stopped) == [("cancelled", OLD)] * 2
