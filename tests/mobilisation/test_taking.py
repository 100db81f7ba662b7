"""A yes: the seat it takes, and the kind answer when it comes too late."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.core.errors import NotFound
from app.core.ids import PersonId, SeatId
from app.mobilisation.callout import CallOutState, Mode, Outcome, Response, stop
from app.mobilisation.taking import RULE_WORDS, THEIR_OWN_CHOICE, Taking, Verdict, approve, in_the_way, say_yes
from app.scheduling.warnings import RotaWarning, WarningCode
from tests.mobilisation.builders import SESSION, THURSDAY, a_callout, a_situation, after

P1, P2 = PersonId("p01"), PersonId("p02")
A1, A2 = SeatId("A1"), SeatId("A2")


def a_warning(code: WarningCode, seat: SeatId = A1) -> RotaWarning:
    return RotaWarning(code, seat, P1, "Anne doit se reposer.")


def test_the_first_yes_takes_the_seat_and_the_second_comes_too_late_kindly() -> None:
    """The seat is no longer open for whoever comes next."""
    first = say_yes(a_callout(), a_situation(), P1, THURSDAY, {})
    assert (first, first.sentence) == (Taking(Verdict.TAKEN, A1), "Merci ! Le poste est à vous.")
    second = say_yes(a_callout(), a_situation(Response(P1, Outcome.YES, THURSDAY, A1), open_seats=()), P2, after(1), {})
    assert (second.verdict, second.seat) == (Verdict.TOO_LATE, None)
    assert second.sentence.startswith("Merci d’avoir répondu ! Le poste vient d’être pourvu")


def test_two_hundred_yes_on_one_seat_give_it_once() -> None:
    """One after the other, as under one lock: one takes it, 199 read a kind answer, a second click is harmless."""
    callout, said, open_seats = a_callout(200), list[Response](), ["A1"]
    verdicts = []
    for candidate in reversed(callout.candidates):
        taking = say_yes(callout, a_situation(*said, open_seats=open_seats), candidate.person, THURSDAY, {})
        said.append(Response(candidate.person, Outcome.YES, THURSDAY, taking.seat))
        open_seats = [] if taking.seat else open_seats
        verdicts.append(taking.verdict)
    assert (verdicts[0], verdicts.count(Verdict.TOO_LATE)) == (Verdict.TAKEN, 199)
    again = say_yes(callout, a_situation(*said, open_seats=()), PersonId("p200"), after(1), {})
    assert again == Taking(Verdict.ALREADY_YOURS, A1)


def test_late_is_better_than_never_while_the_seat_is_open() -> None:
    """Someone who answers after the list ran dry still gets it; after a stop, or once the session has begun, nobody does."""
    dry = replace(a_callout(), state=CallOutState.EXHAUSTED)
    assert say_yes(dry, a_situation(), P1, after(90), {}).verdict is Verdict.TAKEN
    assert say_yes(stop(a_callout(), THURSDAY), a_situation(), P1, after(1), {}).verdict is Verdict.STOPPED
    assert say_yes(a_callout(), a_situation(), P1, SESSION.starts_at, {}).verdict is Verdict.TOO_LATE


def test_a_rule_stops_a_yes_unless_it_is_theirs_to_set_aside() -> None:
    """Rest forbids; an earlier no, a busy calendar or a long road don't, since they say yes now."""
    refused = say_yes(a_callout(), a_situation(), P1, THURSDAY, {A1: [a_warning(WarningCode.REST)]})
    assert (refused.verdict, refused.seat) == (Verdict.RULE, None)
    assert refused.sentence == "Merci d’avoir répondu ! Une règle s’y oppose : Anne doit se reposer."
    own = [WarningCode.NO_ANSWER, WarningCode.SAID_NO, WarningCode.TOO_FAR, WarningCode.BUSY]
    assert in_the_way([a_warning(code) for code in own]) is None
    others = [code for code in WarningCode if code not in own]
    assert [in_the_way([a_warning(code)]) is not None for code in others] == [True] * len(others)


def test_a_yes_takes_the_seat_that_fewest_others_can_take() -> None:
    """p01 may do both; only p01 and p02 prepare doses while all inject: p01 takes the preparation."""
    callout = a_callout(4, ("INJ", "PREP"), able={"p03": ["INJ"], "p04": ["INJ"]})
    both = a_situation(open_seats=("INJ", "PREP"))
    assert say_yes(callout, both, P1, THURSDAY, {}).seat == "PREP"
    rest = {SeatId("PREP"): [a_warning(WarningCode.REST)]}
    assert say_yes(callout, both, P1, THURSDAY, rest).seat == "INJ"
    assert say_yes(a_callout(2, ("A2", "A1")), a_situation(open_seats=("A1", "A2")), P1, THURSDAY, {}).seat == A2


def test_when_the_coordinator_approves_a_yes_waits() -> None:
    """Then approval gives the seat, once; a yes nobody said can't be approved."""
    callout = a_callout(mode=Mode.COORDINATOR_APPROVES)
    waiting = say_yes(callout, a_situation(), P1, THURSDAY, {})
    assert waiting == Taking(Verdict.AWAITS_APPROVAL)
    assert waiting.sentence == "Merci ! La coordination vous confirme le poste dès que possible."
    said = Response(P1, Outcome.YES, THURSDAY)
    assert approve(callout, a_situation(said), P1, after(1), {}) == Taking(Verdict.TAKEN, A1)
    assert approve(callout, a_situation(said, open_seats=()), P1, after(1), {}).verdict is Verdict.TOO_LATE
    assert approve(callout, a_situation(replace(said, seat=A1)), P1, after(1), {}).verdict is Verdict.ALREADY_YOURS
    rule = {A1: [a_warning(WarningCode.COMPETENCE)]}
    assert approve(callout, a_situation(said), P1, after(1), rule).verdict is Verdict.RULE
    with pytest.raises(NotFound, match="n’a pas dit oui"):
        approve(callout, a_situation(), P1, THURSDAY, {})


def test_someone_the_call_out_does_not_concern_takes_nothing() -> None:
    """A forwarded link is worth nothing to another person."""
    with pytest.raises(NotFound, match="ne vous concerne pas"):
        say_yes(a_callout(1), a_situation(), P2, THURSDAY, {})


def test_every_rule_in_the_way_has_words_for_the_person() -> None:
    """None is missing, and none is there that a yes sets aside."""
    assert set(RULE_WORDS) == set(WarningCode) - THEIR_OWN_CHOICE
