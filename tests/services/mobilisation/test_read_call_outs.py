"""Tests of app/services/mobilisation/read_call_outs.py: what the coordinator watches, and what an invited person reads."""

from __future__ import annotations

from pathlib import Path

from app.core.ids import PersonId
from app.mobilisation.callout import CallOutState, Mode, Outcome
from app.services.activity.release_seat import release_seat
from app.services.mobilisation.read_call_outs import Invitation, invitations_of, read_board, read_invitation
from app.services.mobilisation.start_call_out import stop_call_out
from tests.builders import COORDINATOR
from tests.services.a_call_out import Hole, a_hole, a_published_hole, first_wave, says


def reads(hole: Hole, call_out: str, name: str) -> Invitation:
    found = read_invitation(COORDINATOR, hole.store, call_out, hole.id(name))
    assert found is not None
    return found


def spaced(text: str) -> str:
    return text.replace("\xa0", " ").replace("\u202f", " ")


def test_an_invitation_says_what_one_would_say_yes_to(tmp_path: Path) -> None:
    """What, when, where, under which frame, who pays, who insures, who gets the seat; nothing answered yet."""
    hole = a_hole(tmp_path)
    call_out = hole.start()
    found = reads(hole, call_out, first_wave(hole, call_out)[0])
    assert (found.what, spaced(found.when), found.where) == (
        "injection",
        "lundi 30 novembre, matin (9 h–13 h)",
        "Salle du Pratel, Auray",
    )
    assert all((found.frame, found.payer, found.insurer))
    assert found.rule == "le premier oui confirmé prend la place"
    assert (found.outcome, found.sentence, found.place, found.can_answer) == (None, "", "", True)


def test_each_person_reads_where_their_answer_stands(tmp_path: Path) -> None:
    """The taker, the refuser, the one who never answered, the one who came too late."""
    hole = a_hole(tmp_path)
    call_out = hole.start()
    one, two, three, four, _five = first_wave(hole, call_out)
    says(hole, call_out, two, Outcome.NO)
    assert reads(hole, call_out, two).can_answer, "a no may still become a yes"
    says(hole, call_out, one)
    says(hole, call_out, four)
    taker, refuser, silent, late = (reads(hole, call_out, name) for name in (one, two, three, four))
    assert (spaced(taker.place), taker.can_answer) == ("Lundi 30 novembre, matin, ligne 1, injection", False)
    assert taker.sentence.startswith("Ce poste est déjà à vous.")
    assert refuser.sentence.startswith("Merci d’avoir répondu")
    assert silent.sentence.startswith("Le poste est pourvu")
    assert "quelqu’un a dit oui juste avant vous" in late.sentence
    assert not any(one.can_answer for one in (refuser, silent, late))


def test_a_waiting_yes_and_a_stopped_call_out_are_said(tmp_path: Path) -> None:
    """Where the coordinator decides, the person reads that they wait; once stopped, nobody answers."""
    hole = a_hole(tmp_path)
    call_out = hole.start(mode=Mode.COORDINATOR_APPROVES)
    one, two, *_others = first_wave(hole, call_out)
    says(hole, call_out, one)
    assert "La coordination vous confirme" in reads(hole, call_out, one).sentence
    stop_call_out(COORDINATOR, hole.store, call_out, hole.held(call_out).revision)
    assert reads(hole, call_out, two).state is CallOutState.STOPPED
    assert "arrêté" in reads(hole, call_out, two).sentence
    assert not reads(hole, call_out, one).can_answer


def test_a_call_out_that_does_not_concern_someone_opens_nothing(tmp_path: Path) -> None:
    """Unknown call-out, unknown person: None, alike."""
    hole = a_hole(tmp_path)
    call_out = hole.start()
    assert read_invitation(COORDINATOR, hole.store, "nothing", hole.id("Loig")) is None
    assert read_invitation(COORDINATOR, hole.store, call_out, PersonId("nobody")) is None


def test_a_page_lists_the_call_outs_that_still_await_its_owner(tmp_path: Path) -> None:
    """Asked and silent: listed; refused, not asked, or filled: not."""
    hole = a_hole(tmp_path)
    call_out = hole.start()
    one, two, *_others = first_wave(hole, call_out)
    says(hole, call_out, two, Outcome.NO)
    outside = next(name for name in hole.team if name not in first_wave(hole, call_out))

    def listed(name: str) -> tuple[str, ...]:
        with hole.store.reading() as conn:
            return invitations_of(conn, hole.id(name), hole.clock())

    assert (listed(one), listed(two), listed(outside)) == ((call_out,), (), ())
    says(hole, call_out, one)
    assert listed(_others[0]) == ()


def test_the_board_offers_open_seats_and_leaves_out_those_a_draft_fills(tmp_path: Path) -> None:
    """One seat was freed: it is offered until a call-out runs for it, which is then listed."""
    hole = a_published_hole(tmp_path)
    before = read_board(COORDINATOR, hole.store)
    assert [place.seat.id for place in before.places if not place.call_out] == hole.seats
    call_out = hole.start()
    after = read_board(COORDINATOR, hole.store)
    assert [(place.seat.id, place.call_out) for place in after.places] == [(hole.seats[0], call_out)]
    assert [summary.id for summary in after.running] == [call_out]
    stop_call_out(COORDINATOR, hole.store, call_out, hole.held(call_out).revision)
    assert [summary.id for summary in read_board(COORDINATOR, hole.store).ended] == [call_out]


def test_a_seat_free_again_may_be_asked_for_again(tmp_path: Path) -> None:
    """The coordination released it: who had it and who came too late both read so, and are offered the three answers."""
    hole = a_published_hole(tmp_path)
    call_out = hole.start()
    taker, late, *_others = first_wave(hole, call_out)
    says(hole, call_out, taker)
    says(hole, call_out, late)
    assert (reads(hole, call_out, late).outcome, reads(hole, call_out, late).can_answer) == (Outcome.YES, False)
    seat = hole.seat(hole.seats[0])
    release_seat(COORDINATOR, hole.store, seat.id, seat.revision)
    found = [reads(hole, call_out, name) for name in (taker, late)]
    assert [(one.place, one.outcome, one.can_answer) for one in found] == [("", None, True)] * 2
    assert [spaced(one.sentence) for one in found] == [
        "Vous aviez pris ce poste ; il n’est plus à vous.",
        "Vous aviez dit oui trop tard ; le poste est de nouveau libre. Pouvez-vous toujours venir ?",
    ]
