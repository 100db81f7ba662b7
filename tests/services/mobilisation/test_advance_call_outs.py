"""Tests of app/services/mobilisation/advance_call_outs.py: waves one after the other, silence noted, ends seen, nobody worn out."""

from __future__ import annotations

import tempfile
from datetime import time, timedelta
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.access.actor import SCHEDULER, volunteer
from app.core.errors import InvalidInput, NotFound, RuleRefusal
from app.mobilisation.budget import Ask, Goodwill, Solicitation
from app.mobilisation.callout import CallOutState, Mode, Outcome
from app.mobilisation.message import MessageKind
from app.mobilisation.preferences import Preferences
from app.mobilisation.quiet import QuietHours
from app.services.crisis.ring_people import record_call, ring
from app.services.mobilisation.advance_call_outs import advance_call_outs
from app.services.mobilisation.answer_call_out import answer_call_out, approve_yes
from app.services.mobilisation.record_answers import record_answers
from app.services.rota.change_session import cancel_session
from app.services.rota.read_rota import read_rota
from app.store import call_outs, messages, preferences, solicitations
from tests.builders import COORDINATOR, THURSDAY
from tests.services.a_call_out import Hole, a_hole

CALLER = ("caller-1", "Maïwenn")
BEFORE = THURSDAY - timedelta(days=1)


def test_the_second_wave_leaves_when_the_delay_has_passed(tmp_path: Path) -> None:
    """Nothing before; then two more people, the silence of the first five written down, the next look half an hour on."""
    hole = a_hole(tmp_path)
    call_out = hole.start(delay_minutes=30)
    hole.clock.forward(minutes=29)
    assert advance_call_outs(SCHEDULER, hole.store) == THURSDAY + timedelta(minutes=30)
    assert len(hole.held(call_out).callout.waves) == 1
    hole.clock.forward(minutes=1)
    again = advance_call_outs(SCHEDULER, hole.store)
    assert [len(wave.people) for wave in hole.held(call_out).callout.waves] == [5, 2]
    assert again == THURSDAY + timedelta(minutes=60)
    with hole.store.reading() as conn:
        said = call_outs.responses(conn, call_out)
    assert [one.outcome for one in said] == [Outcome.EXPIRED] * 5


def test_a_candidate_whom_a_rule_excludes_since_is_passed_over(tmp_path: Path) -> None:
    """Between two waves one of the last two answered no to the poll: only the other is asked."""
    hole = a_hole(tmp_path)
    call_out = hole.start(delay_minutes=10)
    candidates = [one.person for one in hole.held(call_out).callout.candidates]
    session = hole.seat(hole.seats[0]).session_id
    record_answers(COORDINATOR, hole.store, {(candidates[5], session): "no"})
    hole.clock.forward(minutes=10)
    advance_call_outs(SCHEDULER, hole.store)
    assert hole.held(call_out).callout.waves[1].people == (candidates[6],)


def test_nobody_is_asked_by_two_call_outs_at_once(tmp_path: Path) -> None:
    """The morning's five have not answered: the afternoon's call-out begins with the two others."""
    hole = a_hole(tmp_path)
    view = read_rota(COORDINATOR, hole.store, hole.centre)
    afternoon = next(one.id for one in view.seats if one.role == "injector" and one.id not in hole.seats)
    first = hole.held(hole.start()).callout
    second = hole.held(hole.start(seats=[afternoon])).callout
    assert len(second.waves[0].people) == 2
    assert not set(first.waves[0].people) & set(second.waves[0].people)


def test_a_seat_filled_otherwise_ends_the_call_out(tmp_path: Path) -> None:
    """Someone else took it live: at the next look the call-out is filled and what had not left is withdrawn."""
    hole = a_hole(tmp_path)
    call_out = hole.start(delay_minutes=10)
    with hole.store.transaction() as conn:
        conn.execute(
            "UPDATE seat SET person_id = ?, state = 'published' WHERE id = ?", (hole.id("Loig"), hole.seats[0])
        )
        call_outs.wake(conn, hole.seats, hole.clock())
    assert advance_call_outs(SCHEDULER, hole.store) is None
    assert hole.held(call_out).callout.state is CallOutState.FILLED
    assert {state for _name, _kind, state in hole.messages(MessageKind.CALL_OUT)} == {"cancelled"}


def test_a_cancelled_session_stops_its_call_out_without_saying_the_seat_is_filled(tmp_path: Path) -> None:
    """Stopped at once, not filled: nobody reads that someone took the seat."""
    hole = a_hole(tmp_path)
    call_out = hole.start(delay_minutes=10)
    hole.send_everything()
    session = next(
        one
        for one in read_rota(COORDINATOR, hole.store, hole.centre).sessions
        if one.id == hole.seat(hole.seats[0]).session_id
    )
    cancel_session(COORDINATOR, hole.store, session.id, session.revision, "Élections")
    advance_call_outs(SCHEDULER, hole.store)
    assert hole.held(call_out).callout.state is CallOutState.STOPPED
    assert hole.messages(MessageKind.CALL_OUT_CLOSED) == []


def test_a_session_that_begins_ends_its_call_out(tmp_path: Path) -> None:
    """Nobody came in time: exhausted, nothing more to look at."""
    hole = a_hole(tmp_path, nurses=("Fañch",))
    call_out = hole.start()
    hole.clock.forward(days=4)
    assert advance_call_outs(SCHEDULER, hole.store) is None
    assert hole.held(call_out).callout.state is CallOutState.EXHAUSTED


MOVES = st.lists(
    st.tuples(
        st.sampled_from(["yes", "no", "not_this_time", "wait", "night", "start", "ring", "approve"]),
        st.integers(0, 6),
        st.integers(1, 90),
    ),
    min_size=4,
    max_size=14,
)


SPENT = st.lists(st.integers(0, 3), min_size=7, max_size=7)
"""How many requests each nurse has already received this week."""

WISHES = (Preferences(budget=2), Preferences(quiet=QuietHours(time(16), time(19), frozenset(), False)))
"""The first nurse lowers their own budget; the second is not to be asked from 16:00 to 19:00."""


@settings(max_examples=20, suppress_health_check=[HealthCheck.too_slow])
@given(MOVES, st.sampled_from(list(Mode)), SPENT)
def test_whatever_happens_nobody_is_worn_out_and_no_seat_is_given_twice(
    moves: list[tuple[str, int, int]], mode: Mode, spent: list[int]
) -> None:
    """Random answers, calls, clock moves and second call-outs: budget, quiet hours, waves of five, one taker a seat."""
    with tempfile.TemporaryDirectory() as folder:
        hole = a_hole(Path(folder))
        people = [person.id for person in hole.team.values()]
        with hole.store.transaction() as conn:
            for person, wish in zip(people, WISHES, strict=False):
                preferences.put(conn, person, wish, THURSDAY)
            past = [(person, n) for person, count in zip(people, spent, strict=True) for n in range(count)]
            earlier = [Solicitation(person, BEFORE - timedelta(hours=n), Ask.POLL, "poll") for person, n in past]
            solicitations.add(conn, earlier)
        view = read_rota(COORDINATOR, hole.store, hole.centre)
        other = next(one.id for one in view.seats if one.role == "injector" and one.id not in hole.seats)
        try:
            running = [hole.start(mode=mode, delay_minutes=15, size=3)]
        except RuleRefusal:
            return
        for move, who, minutes in moves:
            play(hole, running, other, mode, move, who, minutes)
        check(hole, running)


def play(hole: Hole, running: list[str], other: object, mode: Mode, move: str, who: int, minutes: int) -> None:
    """One thing that happens; what the rules refuse is refused and changes nothing."""
    name = list(hole.team)[who]
    person = hole.id(name)
    target = running[who % len(running)]
    try:
        if move in ("yes", "no", "not_this_time"):
            answer_call_out(volunteer(person, name), hole.store, target, person, Outcome(move))
        elif move == "start" and len(running) == 1:
            running.append(hole.start(seats=[other], mode=mode, delay_minutes=10))
        elif move == "ring":
            ring(COORDINATOR, hole.store, target, person, CALLER)
            record_call(COORDINATOR, hole.store, target, person, CALLER, Outcome.VOICEMAIL)
        elif move == "approve":
            approve_yes(COORDINATOR, hole.store, target, person)
        else:
            hole.clock.forward(hours=7 if move == "night" else 0, minutes=minutes)
    except (RuleRefusal, InvalidInput, NotFound):
        pass
    advance_call_outs(SCHEDULER, hole.store)


def check(hole: Hole, running: list[str]) -> None:
    """The promises, read from what is kept."""
    with hole.store.reading() as conn:
        ledger = solicitations.since(conn, THURSDAY - timedelta(days=8))
        kept = [call_outs.find(conn, one) for one in running]
        given = [one for id in running for one in call_outs.responses(conn, id) if one.seat is not None]
        sent = [one.message for id in running for one in messages.about(conn, id) if one.message.kind is MessageKind.CALL_OUT]  # fmt: skip
        goodwill = Goodwill(wishes=preferences.every(conn))
    for person in hole.team.values():
        times = [one.at for one in ledger if one.person == person.id]
        new = [one.at for one in ledger if one.person == person.id and one.ask is not Ask.POLL]
        for at in new:
            assert sum(at - goodwill.rules.period < one <= at for one in times) <= goodwill.budget(person.id)
            assert not any(quiet.covers(at) for quiet in goodwill.quiet(person.id))
    for held in kept:
        assert held is not None
        asked = [person for wave in held.callout.waves for person in wave.people]
        assert len(asked) == len(set(asked))
        assert all(1 <= len(wave.people) <= 5 for wave in held.callout.waves)
    assert len({one.seat for one in given}) == len(given)
    assert all(hole.seat(one.seat).holder.person_id == one.person for one in given if one.seat)
    assert len({(one.recipient, one.about) for one in sent}) == len(sent)
