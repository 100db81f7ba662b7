"""A second answer to a call-out: what a seat that moved since the first one does to whoever took it, and to the others."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from app.core.errors import InvalidInput, NotFound
from app.mobilisation.callout import Mode, Outcome
from app.mobilisation.taking import Verdict
from app.scheduling.session import Holder, SeatState
from app.services.activity.release_seat import release_seat
from app.services.mobilisation.advance_call_outs import advance_call_out
from app.services.mobilisation.answer_call_out import approve_yes
from app.services.mobilisation.read_call_outs import read_board, read_invitation
from app.services.mobilisation.watch_call_out import read_call_out
from app.services.world.read_horizon import FOREVER
from app.store import journal, seats
from tests.builders import COORDINATOR, THURSDAY
from tests.services.a_call_out import a_hole, a_published_hole, first_wave, obtained, released, says


def test_a_no_does_not_give_a_seat_back_by_surprise(tmp_path: Path) -> None:
    """Whoever holds the seat is sent to their page: leaving has its own rule."""
    hole = a_hole(tmp_path)
    call_out = hole.start()
    taker = first_wave(hole, call_out)[0]
    says(hole, call_out, taker)
    with pytest.raises(InvalidInput, match="déjà à vous"):
        says(hole, call_out, taker, Outcome.NO)
    assert hole.seat(hole.seats[0]).holder.person_id == hole.id(taker)


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
    assert obtained(says(hole, call_out, first, Outcome.NO)) is None
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
