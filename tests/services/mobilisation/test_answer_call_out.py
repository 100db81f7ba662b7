"""Tests of app/services/mobilisation/answer_call_out.py: the first yes takes the seat, once; everyone else reads a kind answer."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from app.mobilisation.callout import CallOutState, Outcome
from app.mobilisation.message import MessageKind
from app.mobilisation.taking import Verdict
from app.scheduling.session import DraftSeat, Holder, SeatState
from app.services.mobilisation import answer_call_out as service
from app.services.mobilisation.answer_call_out import Answered
from app.services.rota.read_rota import read_rota
from app.services.world.read_horizon import FOREVER
from app.store import answers, centres, journal, seats
from tests.builders import COORDINATOR, THURSDAY
from tests.services.a_call_out import a_hole, first_wave, says, told


def spaced(answered: Answered) -> str:
    """The sentence, every space a plain one."""
    return answered.sentence.replace("\xa0", " ")


def test_the_first_yes_takes_the_seat_and_fills_the_call_out(tmp_path: Path) -> None:
    """The seat is confirmed, the answer is yes, the draft's difference is gone, the rota has moved, the taker is told."""
    hole = a_hole(tmp_path)
    seat = hole.seat(hole.seats[0])
    with hole.store.transaction() as conn:
        seats.write_draft(conn, [DraftSeat(seat.id, Holder(hole.id("Loig")), seat.revision)])
        before = centres.rota_revision(conn, hole.centre)
    call_out = hole.start()
    taker = first_wave(hole, call_out)[2]
    answered = says(hole, call_out, taker)
    after = hole.seat(seat.id)
    assert answered.taking is not None
    assert (answered.taking.verdict, spaced(answered)) == (Verdict.TAKEN, "Merci ! Le poste est à vous.")
    assert (after.holder.person_id, after.state, after.sequence) == (hole.id(taker), SeatState.ACKNOWLEDGED, 1)
    with hole.store.reading() as conn:
        given = answers.between(conn, THURSDAY, THURSDAY + timedelta(days=30))
        assert given == {(hole.id(taker), seat.session_id): "yes"}
        assert (seats.draft(conn), centres.rota_revision(conn, hole.centre) > before) == ([], True)
        assert journal.problems(conn) == []
    assert hole.held(call_out).callout.state is CallOutState.FILLED
    assert (taker, "publication_change", "queued") in hole.messages()


def test_a_draft_never_books_the_taker_twice(tmp_path: Path) -> None:
    """The draft had put them elsewhere that morning: that difference goes with the seat they took."""
    hole = a_hole(tmp_path)
    seat = hole.seat(hole.seats[0])
    call_out = hole.start()
    taker = first_wave(hole, call_out)[0]
    with hole.store.transaction() as conn:
        same = [one for one in seats.of_session(conn, seat.session_id) if one.role == "observation"]
        other = [
            one for one in seats.between(conn, THURSDAY, THURSDAY + timedelta(days=30)) if one.session_id != seat.session_id
        ]  # fmt: skip
        laid = [DraftSeat(one.id, Holder(hole.id(taker)), one.revision) for one in (same[0], other[0])]
        seats.write_draft(conn, laid)
    says(hole, call_out, taker)
    with hole.store.reading() as conn:
        assert [one.seat_id for one in seats.draft(conn)] == [other[0].id]


def test_whoever_comes_too_late_is_thanked_and_reads_no_rota(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The loser's answer is kept with its order, and costs no reading of the whole rota."""
    hole = a_hole(tmp_path)
    call_out = hole.start()
    winner, loser, *_others = first_wave(hole, call_out)
    says(hole, call_out, winner)

    def no_horizon(*_args: object) -> None:
        raise AssertionError("a loser must stay cheap")

    monkeypatch.setattr(service, "read_horizon", no_horizon)
    answered = says(hole, call_out, loser)
    assert answered.taking is not None
    assert answered.taking.verdict is Verdict.TOO_LATE
    assert spaced(answered).startswith("Merci d’avoir répondu ! Le poste vient d’être pourvu")
    with hole.store.reading() as conn:
        entries = [one for one in reversed(journal.recent(conn)) if one.type == "call_out_answered"]
    told_order = [(one.payload["person"], one.payload["verdict"]) for one in entries if one.payload]
    assert told_order == [(hole.id(winner), "taken"), (hole.id(loser), "too_late")]


def test_saying_yes_twice_is_harmless(tmp_path: Path) -> None:
    """The second click reads « déjà à vous »; one seat, one response with it."""
    hole = a_hole(tmp_path)
    call_out = hole.start()
    taker = first_wave(hole, call_out)[0]
    says(hole, call_out, taker)
    again = says(hole, call_out, taker)
    assert again.taking is not None
    assert again.taking.verdict is Verdict.ALREADY_YOURS
    assert hole.seat(hole.seats[0]).sequence == 1


def test_threads_race_for_one_seat_and_exactly_one_gets_it(tmp_path: Path) -> None:
    """Everyone says yes at once, twenty of them: no lock error, one taker, the others too late."""
    names = tuple(f"Nom{number:02}" for number in range(20))
    hole = a_hole(tmp_path, nurses=names)
    call_out = hole.start()
    gate, verdicts, errors = threading.Barrier(len(names)), [], []

    def run(name: str) -> None:
        gate.wait()
        try:
            taking = says(hole, call_out, name).taking
            verdicts.append(taking.verdict if taking else None)
        except BaseException as error:
            errors.append(error)

    threads = [threading.Thread(target=run, args=(name,)) for name in names]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    assert sorted(one.value for one in verdicts if one) == ["taken"] + ["too_late"] * 19
    with hole.store.reading() as conn:
        taken = conn.execute("SELECT count(*) FROM response WHERE seat_id IS NOT NULL").fetchone()[0]
        assert (taken, journal.problems(conn)) == (1, [])


def test_a_filled_call_out_withdraws_and_tells_those_it_had_reached(tmp_path: Path) -> None:
    """Two had received their request: one refused, one is told; those not sent are cancelled and cost nothing."""
    hole = a_hole(tmp_path)
    call_out = hole.start()
    one, two, three, four, five = first_wave(hole, call_out)
    hole.send_everything()
    with hole.store.transaction() as conn:
        conn.execute("UPDATE message SET state = 'queued' WHERE recipient_id IN (?, ?)", (hole.id(four), hole.id(five)))
    says(hole, call_out, two, Outcome.NO)
    says(hole, call_out, one)
    assert hole.messages(MessageKind.CALL_OUT_CLOSED) == [(three, "call_out_closed", "queued")]
    requests = {name: state for name, _kind, state in hole.messages(MessageKind.CALL_OUT)}
    assert {name: requests[name] for name in (four, five)} == {four: "cancelled", five: "cancelled"}
    assert not {four, five} & set(hole.asked())


def test_everyone_in_a_wave_has_spoken_and_the_next_one_leaves_at_once(tmp_path: Path) -> None:
    """Five refusals: nobody waits half an hour for nothing."""
    hole = a_hole(tmp_path)
    call_out = hole.start()
    for name in first_wave(hole, call_out):
        says(hole, call_out, name, Outcome.NOT_THIS_TIME)
    waves = hole.held(call_out).callout.waves
    assert [len(wave.people) for wave in waves] == [5, 2]
    assert waves[1].sent_at == waves[0].sent_at


def test_a_stand_in_relieves_the_holder_and_tells_them(tmp_path: Path) -> None:
    """The former holder stays responsible until the yes, then reads that they are not any more."""
    hole = a_hole(tmp_path)
    seat = hole.seat(hole.seats[0])
    with hole.store.transaction() as conn:
        seats.write(
            conn, seat, replace(seat, holder=Holder(hole.id("Loig")), state=SeatState.STAND_IN_WANTED), THURSDAY
        )
    call_out = hole.start()
    taker = first_wave(hole, call_out)[0]
    says(hole, call_out, taker)
    assert hole.seat(seat.id).holder.person_id == hole.id(taker)
    assert "vous n’en êtes plus responsable" in told(hole, "Loig")[-1]
    with hole.store.reading() as conn:
        said = answers.between(conn, THURSDAY, FOREVER)
    session = seat.session_id
    assert (said[hole.id(taker), session], said[hole.id("Loig"), session]) == ("yes", "no")


def test_an_exhausted_call_out_still_takes_a_late_yes(tmp_path: Path) -> None:
    """Everyone was asked and stayed silent; the next morning one says yes after all."""
    hole = a_hole(tmp_path, nurses=("Fañch", "Gwenn"))
    call_out = hole.start(delay_minutes=10)
    hole.clock.forward(minutes=11)
    service.advance_call_out(hole.store, call_out)
    assert hole.held(call_out).callout.state is CallOutState.EXHAUSTED
    says(hole, call_out, "Gwenn")
    assert hole.held(call_out).callout.state is CallOutState.FILLED
    assert hole.seat(hole.seats[0]).holder.person_id == hole.id("Gwenn")


def test_a_seat_of_an_unpublished_session_becomes_visible_once_taken(tmp_path: Path) -> None:
    """Whoever said yes finds it in their calendar: the session is published with the seat."""
    hole = a_hole(tmp_path)
    call_out = hole.start()
    says(hole, call_out, first_wave(hole, call_out)[0])
    states = {one.id: one.state.value for one in read_rota(COORDINATOR, hole.store, hole.centre).sessions}
    assert states[hole.seat(hole.seats[0]).session_id] == "published"
