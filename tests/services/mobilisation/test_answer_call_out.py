"""Tests of app/services/mobilisation/answer_call_out.py: the first yes takes the seat, once; everyone else reads a kind answer."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from app.access.actor import volunteer
from app.core.errors import InvalidInput, NotAllowed, NotFound
from app.core.ids import PersonId
from app.mobilisation.callout import CallOutState, Mode, Outcome
from app.mobilisation.message import MessageKind
from app.mobilisation.taking import Verdict
from app.scheduling.session import DraftSeat, Holder, SeatState
from app.services.activity.release_seat import release_seat
from app.services.mobilisation import answer_call_out as service
from app.services.mobilisation.advance_call_outs import advance_call_out
from app.services.mobilisation.answer_call_out import Answered, answer_call_out, approve_yes, refuse_yes
from app.services.mobilisation.read_call_outs import read_board, read_invitation
from app.services.mobilisation.watch_call_out import read_call_out
from app.services.roster.edit_person import change_people
from app.services.rota.read_rota import read_rota
from app.services.world.read_horizon import FOREVER
from app.store import answers, centres, journal, seats
from tests.builders import COORDINATOR, READER, THURSDAY, a_person, some_people
from tests.services.a_call_out import Hole, a_hole, a_published_hole, told

YES, NO = Outcome.YES, Outcome.NO


def says(hole: Hole, call_out: str, name: str, outcome: Outcome = YES) -> Answered:
    """The person answers from their own link."""
    person = hole.id(name)
    return answer_call_out(volunteer(person, name), hole.store, call_out, person, outcome)


def spaced(answered: Answered) -> str:
    """The sentence, every space a plain one."""
    return answered.sentence.replace("\xa0", " ")


def first_wave(hole: Hole, call_out: str) -> list[str]:
    return hole.names(hole.held(call_out).callout.waves[0].people)


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
    says(hole, call_out, two, NO)
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


def test_a_no_does_not_give_a_seat_back_by_surprise(tmp_path: Path) -> None:
    """Whoever holds the seat is sent to their page: leaving has its own rule."""
    hole = a_hole(tmp_path)
    call_out = hole.start()
    taker = first_wave(hole, call_out)[0]
    says(hole, call_out, taker)
    with pytest.raises(InvalidInput, match="déjà à vous"):
        says(hole, call_out, taker, NO)
    assert hole.seat(hole.seats[0]).holder.person_id == hole.id(taker)


def test_only_oneself_answers_and_only_what_one_is_asked(tmp_path: Path) -> None:
    """Another's answer, someone not concerned, a telephone's outcome from a page, a reader approving."""
    hole = a_hole(tmp_path)
    call_out = hole.start()
    one, two, *_others = first_wave(hole, call_out)
    with pytest.raises(NotAllowed):
        answer_call_out(volunteer(hole.id(one), one), hole.store, call_out, hole.id(two), YES)
    stranger = a_person("Yann")
    some_people(hole.store, stranger)
    with pytest.raises(NotFound):
        answer_call_out(volunteer(stranger.id, "Yann"), hole.store, call_out, stranger.id, YES)
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


def test_a_seat_of_an_unpublished_session_becomes_visible_once_taken(tmp_path: Path) -> None:
    """Whoever said yes finds it in their calendar: the session is published with the seat."""
    hole = a_hole(tmp_path)
    call_out = hole.start()
    says(hole, call_out, first_wave(hole, call_out)[0])
    states = {one.id: one.state.value for one in read_rota(COORDINATOR, hole.store, hole.centre).sessions}
    assert states[hole.seat(hole.seats[0]).session_id] == "published"


def test_unknown_person_ids_are_refused(tmp_path: Path) -> None:
    """A made-up person answers nothing."""
    hole = a_hole(tmp_path)
    call_out = hole.start()
    with pytest.raises(NotFound):
        answer_call_out(COORDINATOR, hole.store, call_out, PersonId("nobody"), YES)


def released(hole: Hole) -> None:
    """The coordination frees the seat, whoever holds it."""
    seat = hole.seat(hole.seats[0])
    release_seat(COORDINATOR, hole.store, seat.id, seat.revision)


def obtained(answered: Answered) -> Verdict | None:
    return answered.taking.verdict if answered.taking else None


def test_a_seat_released_since_is_taken_by_a_second_yes(tmp_path: Path) -> None:
    """« Ce poste est déjà à vous » is said only to whoever holds it: the second yes takes the seat for good."""
    hole = a_published_hole(tmp_path)
    call_out = hole.start()
    taker = first_wave(hole, call_out)[0]
    says(hole, call_out, taker)
    released(hole)
    assert (obtained(says(hole, call_out, taker)), hole.seat(hole.seats[0]).holder) == (
        Verdict.TAKEN,
        Holder(hole.id(taker)),
    )
    assert obtained(says(hole, call_out, taker)) is Verdict.ALREADY_YOURS


def test_a_seat_that_went_to_someone_else_is_no_longer_theirs_to_keep_or_refuse(tmp_path: Path) -> None:
    """Who lost it reads that someone else has it when they say yes again, and may say no."""
    hole = a_published_hole(tmp_path)
    call_out = hole.start()
    first, second, *_others = first_wave(hole, call_out)
    says(hole, call_out, first)
    released(hole)
    assert obtained(says(hole, call_out, second)) is Verdict.TAKEN
    assert obtained(says(hole, call_out, first)) is Verdict.TOO_LATE
    assert obtained(says(hole, call_out, first, NO)) is None
    assert hole.seat(hole.seats[0]).holder == Holder(hole.id(second))


def test_nobody_asks_again_whoever_lost_their_seat(tmp_path: Path) -> None:
    """Two seats are wanted: one who took one and was relieved of it is neither in the next wave nor to be rung."""
    hole = a_published_hole(tmp_path)
    with hole.store.reading() as conn:
        other = next(one for one in seats.between(conn, THURSDAY, FOREVER) if one.role == "injector" and one.id not in hole.seats)  # fmt: skip
    release_seat(COORDINATOR, hole.store, other.id, other.revision)
    call_out = hole.start(seats=[*hole.seats, other.id], size=1, delay_minutes=10)
    taker = first_wave(hole, call_out)[0]
    taken = says(hole, call_out, taker).taking
    assert taken is not None
    assert taken.seat is not None
    release_seat(COORDINATOR, hole.store, taken.seat, hole.seat(taken.seat).revision)
    hole.clock.forward(minutes=25)
    advance_call_out(hole.store, call_out)
    waves = hole.held(call_out).callout.waves
    assert [hole.id(taker) in wave.people for wave in waves] == [True] + [False] * (len(waves) - 1)
    assert hole.id(taker) not in [one.id for one in read_call_out(COORDINATOR, hole.store, call_out).to_ring]


def test_a_yes_from_whoever_seeks_a_stand_in_means_that_they_come(tmp_path: Path) -> None:
    """The seat is confirmed again and nobody may take it any more."""
    hole = a_published_hole(tmp_path)
    call_out = hole.start()
    taker, other, *_others = first_wave(hole, call_out)
    says(hole, call_out, taker)
    seat = hole.seat(hole.seats[0])
    with hole.store.transaction() as conn:
        seats.write(conn, seat, replace(seat, state=SeatState.STAND_IN_WANTED), THURSDAY)
    answered = says(hole, call_out, taker)
    assert (obtained(answered), hole.seat(seat.id).state) == (Verdict.ALREADY_YOURS, SeatState.ACKNOWLEDGED)
    with hole.store.reading() as conn:
        assert "stand_in_not_needed" in [one.type for one in journal.recent(conn)]
    assert obtained(says(hole, call_out, other)) is Verdict.TOO_LATE


def test_where_the_coordination_decides_a_second_yes_waits_again_and_can_be_approved(tmp_path: Path) -> None:
    """The call-out had ended with the first approval: the coordinator still sees the yes, and approving it gives the seat."""
    hole = a_published_hole(tmp_path)
    call_out = hole.start(mode=Mode.COORDINATOR_APPROVES)
    taker, other, *_others = first_wave(hole, call_out)
    says(hole, call_out, taker)
    approve_yes(COORDINATOR, hole.store, call_out, hole.id(taker))
    released(hole)

    def to_approve() -> tuple[list[str], int]:
        reached = read_call_out(COORDINATOR, hole.store, call_out).reached
        board = read_board(COORDINATOR, hole.store)
        found = [one for one in (*board.running, *board.ended) if one.id == call_out]
        return hole.names(one.person.id for one in reached if one.awaits), found[0].awaiting

    assert to_approve() == ([], 0)
    with pytest.raises(NotFound):
        approve_yes(COORDINATOR, hole.store, call_out, hole.id(taker))
    assert obtained(says(hole, call_out, taker)) is Verdict.AWAITS_APPROVAL
    assert to_approve() == ([taker], 1)
    assert obtained(approve_yes(COORDINATOR, hole.store, call_out, hole.id(taker))) is Verdict.TAKEN
    assert obtained(says(hole, call_out, other)) is Verdict.TOO_LATE
    assert to_approve() == ([], 0)
    assert hole.seat(hole.seats[0]).holder == Holder(hole.id(taker))


@pytest.mark.parametrize("mode", list(Mode))
def test_the_rule_that_stopped_a_yes_stays_on_the_page_without_a_name(tmp_path: Path, mode: Mode) -> None:
    """They hold another seat that morning; once it is gone, the same person says yes anew and it counts."""
    hole = a_hole(tmp_path)
    call_out = hole.start(mode=mode)
    name = first_wave(hole, call_out)[0]
    with hole.store.transaction() as conn:
        other = next(one for one in seats.of_session(conn, hole.seat(hole.seats[0]).session_id) if one.role == "observation")  # fmt: skip
        seats.write(conn, other, replace(other, holder=Holder(hole.id(name)), state=SeatState.PUBLISHED), THURSDAY)
    assert obtained(says(hole, call_out, name)) is Verdict.RULE
    page = read_invitation(COORDINATOR, hole.store, call_out, hole.id(name))
    assert page is not None
    assert page.sentence.replace("\xa0", " ") == (
        "Merci d’avoir répondu ! Votre oui est noté, mais une règle s’y oppose : vous tenez déjà un poste à ces heures."
    )
    assert (page.can_answer, page.outcome) == (True, None)
    assert not any(one.awaits for one in read_call_out(COORDINATOR, hole.store, call_out).reached)
    with hole.store.transaction() as conn:
        held = seats.find(conn, other.id)
        assert held is not None
        seats.write(conn, held, replace(held, holder=Holder(), state=SeatState.OPEN), THURSDAY)
    wanted = Verdict.TAKEN if mode is Mode.FIRST_YES else Verdict.AWAITS_APPROVAL
    assert obtained(says(hole, call_out, name)) is wanted
