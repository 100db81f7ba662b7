"""Ringing people: the order, the claim that stops double calls, the one-tap outcome."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.core.errors import InvalidInput, RuleRefusal
from app.core.ids import PersonId
from app.mobilisation.callout import CallOutState, Outcome, Response, Wave
from app.mobilisation.phone import Claim, claim, claimed_by_others, is_new_request, phoned, to_ring
from app.words.errors import sentence
from tests.mobilisation.builders import RULES, THURSDAY, a_callout, a_situation, after, goodwill, people
from tests.scheduling.builders import name, paris

P1, P2 = PersonId("p01"), PersonId("p02")
MAIWENN, ERWAN = ("u1", "Maïwenn"), ("u2", "Erwan")


def test_two_callers_never_ring_the_same_person() -> None:
    """Maïwenn rings p01: Erwan is told by whom and since when, and is given p02; ten minutes later p01 is free."""
    held = claim((), P1, MAIWENN, THURSDAY, RULES, name)
    assert held == Claim(P1, "u1", "Maïwenn", THURSDAY, after(10))
    with pytest.raises(RuleRefusal) as refused:
        claim([held], P1, ERWAN, after(2), RULES, name)
    assert sentence(refused.value) == (
        "Maïwenn appelle déjà p01 depuis le jeudi 26 novembre à 18 h : prenez la personne suivante."
    )
    assert to_ring(a_callout(3), a_situation(), [held], "u2", after(2)) == tuple(people(3)[1:])
    assert to_ring(a_callout(3), a_situation(), [held], "u1", after(2)) == tuple(people(3))
    assert claim([held], P1, ERWAN, after(10), RULES, name).caller_name == "Erwan"
    assert claim([held], P1, MAIWENN, after(5), RULES, name) == Claim(P1, "u1", "Maïwenn", THURSDAY, after(15))
    assert claimed_by_others([held], "u2", after(9)) == {P1}


def test_call_backs_first_then_those_nobody_reached_then_the_silent() -> None:
    """p05 said « à 18 h 20 », p06 « à 19 h »; p01 got a message at 18:00, p02 refused, p03 did not pick up at 18:25; p04 and
    p07 were not reached. At 18:40: p05, p04, p07, then p01 whose half hour has passed; p03 not yet.
    """
    callout = replace(a_callout(7), waves=(Wave(1, tuple(people(2)), THURSDAY),), state=CallOutState.RUNNING)
    situation = a_situation(
        Response(P2, Outcome.NO, after(3)),
        phoned(PersonId("p03"), Outcome.NO_ANSWER, after(25)),
        phoned(PersonId("p05"), Outcome.CALL_BACK_AT, after(4), after(20)),
        phoned(PersonId("p06"), Outcome.CALL_BACK_AT, after(4), after(60)),
    )
    assert to_ring(callout, situation, (), "u1", after(40)) == ("p05", "p04", "p07", "p01")
    assert to_ring(callout, situation, (), "u1", after(60)) == ("p05", "p06", "p04", "p07", "p01", "p03")


def test_the_telephone_keeps_to_budgets_and_quiet_hours_too() -> None:
    """p01 is over budget; at 21:00 nobody is rung but whoever asked for it."""
    spent = goodwill(*[("p01", paris(2026, 11, 25, 10))] * 3)
    assert to_ring(a_callout(2), a_situation(goodwill=spent), (), "u1", THURSDAY) == (P2,)
    promised = phoned(P2, Outcome.CALL_BACK_AT, THURSDAY, paris(2026, 11, 26, 21))
    silent = replace(a_callout(2), waves=(Wave(1, (P1,), THURSDAY),))
    assert to_ring(silent, a_situation(promised), (), "u1", paris(2026, 11, 26, 21)) == (P2,)


def test_nobody_is_rung_for_a_call_out_that_has_ended() -> None:
    """Filled, stopped, or no seat left; nor whom another call-out asks."""
    assert to_ring(replace(a_callout(2), state=CallOutState.STOPPED), a_situation(), (), "u1", THURSDAY) == ()
    assert to_ring(a_callout(2), a_situation(open_seats=()), (), "u1", THURSDAY) == ()
    assert to_ring(a_callout(2), a_situation(engaged=frozenset({P1})), (), "u1", THURSDAY) == (P2,)


def test_a_call_to_someone_already_asked_is_no_new_request() -> None:
    """A message or an earlier call has been counted."""
    callout = replace(a_callout(3), waves=(Wave(1, (P1,), THURSDAY),))
    said = [phoned(P2, Outcome.VOICEMAIL, after(1))]
    assert [is_new_request(callout, said, one) for one in people(3)] == [False, False, True]


def test_a_call_back_needs_an_hour_to_come() -> None:
    """Now is too early; other outcomes carry no hour."""
    for at in (None, THURSDAY):
        with pytest.raises(InvalidInput, match="l’heure à laquelle rappeler"):
            phoned(P1, Outcome.CALL_BACK_AT, THURSDAY, at)
    assert phoned(P1, Outcome.VOICEMAIL, THURSDAY, after(5)) == Response(P1, Outcome.VOICEMAIL, THURSDAY, by_phone=True)
