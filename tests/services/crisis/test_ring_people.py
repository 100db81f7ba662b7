"""Tests of app/services/crisis/ring_people.py: two callers never ring the same person, and one tap writes what came of it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from app.core.errors import InvalidInput, NotAllowed, RuleRefusal
from app.core.ids import PersonId
from app.mobilisation.callout import Outcome
from app.services.crisis.ring_people import let_go, record_call, ring
from app.services.mobilisation.watch_call_out import read_call_out
from tests.builders import COORDINATOR, READER
from tests.services.a_call_out import Hole, a_hole

ANN, BOB = ("ann", "Ann"), ("bob", "Bob")


def to_ring(hole: Hole, call_out: str, caller: str) -> list[PersonId]:
    return [one.id for one in read_call_out(COORDINATOR, hole.store, call_out, caller=caller).to_ring]


def test_two_callers_are_never_offered_nor_allowed_the_same_person(tmp_path: Path) -> None:
    """What Ann rings disappears from Bob's list and is refused to him by name; she may ask again."""
    hole = a_hole(tmp_path)
    call_out = hole.start()
    first, second = to_ring(hole, call_out, "ann")
    ring(COORDINATOR, hole.store, call_out, first, ANN)
    assert to_ring(hole, call_out, "bob") == [second]
    with pytest.raises(RuleRefusal, match="Ann appelle déjà"):
        ring(COORDINATOR, hole.store, call_out, first, BOB)
    with pytest.raises(RuleRefusal, match="Ann appelle déjà"):
        record_call(COORDINATOR, hole.store, call_out, first, BOB, Outcome.NO)
    ring(COORDINATOR, hole.store, call_out, first, ANN)
    let_go(COORDINATOR, hole.store, first, BOB)
    assert to_ring(hole, call_out, "bob") == [second]
    let_go(COORDINATOR, hole.store, first, ANN)
    assert to_ring(hole, call_out, "bob") == [first, second]


def test_a_claim_forgotten_lapses(tmp_path: Path) -> None:
    """Ann left her desk: ten minutes later Bob may ring."""
    hole = a_hole(tmp_path)
    call_out = hole.start()
    first = to_ring(hole, call_out, "ann")[0]
    ring(COORDINATOR, hole.store, call_out, first, ANN)
    hole.clock.forward(minutes=9)
    with pytest.raises(RuleRefusal):
        ring(COORDINATOR, hole.store, call_out, first, BOB)
    hole.clock.forward(minutes=1)
    ring(COORDINATOR, hole.store, call_out, first, BOB)
    assert first not in to_ring(hole, call_out, "ann")


def test_a_yes_by_telephone_takes_the_seat(tmp_path: Path) -> None:
    """One tap: the seat is theirs, one request was counted, the claim is gone."""
    hole = a_hole(tmp_path)
    call_out = hole.start()
    person = to_ring(hole, call_out, "ann")[0]
    ring(COORDINATOR, hole.store, call_out, person, ANN)
    before = len(hole.asked())
    answered = record_call(COORDINATOR, hole.store, call_out, person, ANN, Outcome.YES)
    assert answered.taking is not None
    assert hole.seat(hole.seats[0]).holder.person_id == person
    assert hole.asked().count(hole.names([person])[0]) == 1
    assert len(hole.asked()) == before + 1 - 5, "the five requests not sent cost nothing any more"


def test_a_voicemail_then_a_call_back(tmp_path: Path) -> None:
    """Rung again at the hour promised, first of all; the second call costs nothing more."""
    hole = a_hole(tmp_path)
    call_out = hole.start(delay_minutes=240)
    person, other = to_ring(hole, call_out, "ann")
    name = hole.names([person])[0]
    record_call(COORDINATOR, hole.store, call_out, person, ANN, Outcome.VOICEMAIL)
    assert to_ring(hole, call_out, "ann") == [other]
    at = datetime(2026, 11, 26, 17, tzinfo=UTC)
    record_call(COORDINATOR, hole.store, call_out, person, ANN, Outcome.CALL_BACK_AT, call_back_at=at)
    assert to_ring(hole, call_out, "ann") == [other]
    hole.clock.at = at
    assert to_ring(hole, call_out, "ann") == [person, other]
    assert hole.asked().count(name) == 1
    with pytest.raises(InvalidInput, match="à venir"):
        record_call(COORDINATOR, hole.store, call_out, person, ANN, Outcome.CALL_BACK_AT, call_back_at=at)


def test_nobody_is_rung_in_quiet_hours_nor_after_the_end(tmp_path: Path) -> None:
    """At 22:00 the list is empty and a ring is refused with why; a reader may not ring at all."""
    hole = a_hole(tmp_path)
    call_out = hole.start(delay_minutes=600)
    person = to_ring(hole, call_out, "ann")[0]
    hole.clock.forward(hours=5)
    assert to_ring(hole, call_out, "ann") == []
    with pytest.raises(RuleRefusal, match="heures de silence"):
        ring(COORDINATOR, hole.store, call_out, person, ANN)
    with pytest.raises(NotAllowed):
        ring(READER, hole.store, call_out, person, ANN)


def test_whom_a_message_reached_may_be_rung_once_they_had_time(tmp_path: Path) -> None:
    """A delay after the wave, at no further cost: they have been asked already."""
    hole = a_hole(tmp_path, nurses=("Fañch", "Gwenn"))
    call_out = hole.start(delay_minutes=30)
    assert to_ring(hole, call_out, "ann") == []
    hole.clock.forward(minutes=29, seconds=59)
    assert to_ring(hole, call_out, "ann") == []
    hole.clock.forward(seconds=1)
    people = to_ring(hole, call_out, "ann")
    assert len(people) == 2
    record_call(COORDINATOR, hole.store, call_out, people[0], ANN, Outcome.NO_ANSWER)
    assert sorted(hole.asked()) == ["Fañch", "Gwenn"]
    assert hole.clock.at - timedelta(minutes=30) == hole.held(call_out).callout.waves[0].sent_at
