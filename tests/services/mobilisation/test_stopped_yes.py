"""What stops a yes to a call-out: a rule that says which, the coordinator who approves, and whoever has no business answering."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from app.access.actor import volunteer
from app.core.errors import InvalidInput, NotAllowed, NotFound
from app.core.ids import PersonId
from app.mobilisation.callout import CallOutState, Mode, Outcome
from app.mobilisation.message import MessageKind
from app.mobilisation.taking import Verdict
from app.scheduling.session import Holder, SeatState
from app.services.mobilisation.answer_call_out import answer_call_out, approve_yes, refuse_yes
from app.services.roster.edit_person import change_people
from app.store import seats
from tests.builders import COORDINATOR, READER, THURSDAY, a_person, some_people
from tests.services.a_call_out import a_hole, first_wave, says


def test_a_rule_stops_a_yes_and_says_which(tmp_path: Path) -> None:
    """They took another seat that morning since they were asked: double booking, in words."""
    hole = a_hole(tmp_path)
    call_out = hole.start()
    name = first_wave(hole, call_out)[0]
    with hole.store.transaction() as conn:
        other = next(one for one in seats.of_session(conn, hole.seat(hole.seats[0]).session_id) if one.role == "observation")  # fmt: skip
        taken = replace(other, holder=Holder(hole.id(name)), state=SeatState.PUBLISHED)
        seats.write(conn, other, taken, THURSDAY)
    answered = says(hole, call_out, name)
    assert answered.taking is not None
    assert answered.taking.verdict is Verdict.RULE
    assert "tient déjà un poste à ces heures" in answered.sentence
    assert hole.seat(hole.seats[0]).state is SeatState.OPEN


def test_where_the_coordinator_approves_a_yes_waits(tmp_path: Path) -> None:
    """Two say yes: both wait; the second is refused and told, the first approved; the seat is theirs."""
    hole = a_hole(tmp_path)
    call_out = hole.start(mode=Mode.COORDINATOR_APPROVES)
    one, two, *_others = first_wave(hole, call_out)
    assert "La coordination vous confirme" in says(hole, call_out, one).sentence
    says(hole, call_out, two)
    assert hole.seat(hole.seats[0]).state is SeatState.OPEN
    refuse_yes(COORDINATOR, hole.store, call_out, hole.id(two))
    assert hole.messages(MessageKind.CALL_OUT_CLOSED) == [(two, "call_out_closed", "queued")]
    approved = approve_yes(COORDINATOR, hole.store, call_out, hole.id(one))
    assert approved.taking is not None
    assert approved.taking.verdict is Verdict.TAKEN
    assert hole.seat(hole.seats[0]).holder.person_id == hole.id(one)
    assert hole.held(call_out).callout.state is CallOutState.FILLED
    with pytest.raises(NotFound):
        refuse_yes(COORDINATOR, hole.store, call_out, hole.id(one))


def test_only_oneself_answers_and_only_what_one_is_asked(tmp_path: Path) -> None:
    """Another's answer, someone not concerned, a telephone's outcome from a page, a reader approving."""
    hole = a_hole(tmp_path)
    call_out = hole.start()
    one, two, *_others = first_wave(hole, call_out)
    with pytest.raises(NotAllowed):
        answer_call_out(volunteer(hole.id(one), one), hole.store, call_out, hole.id(two), Outcome.YES)
    stranger = a_person("Yann")
    some_people(hole.store, stranger)
    with pytest.raises(NotFound):
        answer_call_out(volunteer(stranger.id, "Yann"), hole.store, call_out, stranger.id, Outcome.YES)
    with pytest.raises(InvalidInput):
        says(hole, call_out, one, Outcome.VOICEMAIL)
    with pytest.raises(NotAllowed):
        approve_yes(READER, hole.store, call_out, hole.id(one))


def test_someone_who_opted_out_meanwhile_is_stopped_by_that_rule(tmp_path: Path) -> None:
    """Their own yes doesn't lift their own no to being asked: the sentence says so."""
    hole = a_hole(tmp_path)
    call_out = hole.start()
    name = first_wave(hole, call_out)[0]
    change_people(COORDINATOR, hole.store, [(replace(hole.team[name], opted_out_on=THURSDAY.date()), 1)])
    answered = says(hole, call_out, name)
    assert answered.taking is not None
    assert answered.taking.verdict is Verdict.RULE


def test_unknown_person_ids_are_refused(tmp_path: Path) -> None:
    """A made-up person answers nothing."""
    hole = a_hole(tmp_path)
    call_out = hole.start()
    with pytest.raises(NotFound):
        answer_call_out(COORDINATOR, hole.store, call_out, PersonId("nobody"), Outcome.YES)
