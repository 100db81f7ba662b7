"""The engine against an independent reckoning, over worlds drawn at random; and that reckoning against mistakes."""

from __future__ import annotations

import random
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from app.continuity.carer import practice_carer
from app.continuity.finding import State
from app.continuity.left_without import who_is_left
from app.core.ids import PracticeId
from tests.continuity.a_failing_world import a_world
from tests.continuity.engine_builders import FAR, a_need, a_practice, a_territory, closed, failing, hour
from tests.continuity.oracle import faults


@settings(max_examples=150)
@given(st.randoms(use_true_random=False))
def test_every_relay_is_eligible_and_no_more_could_be_relayed(chance: random.Random) -> None:
    """Against the hours walked one by one: same limits, same maximum, every relay able, near, up and in time."""
    needs, territory, situation = a_world(chance)
    outcome = who_is_left(needs, territory, situation)
    assert faults(needs, territory, situation, outcome) == []


def test_the_independent_reckoning_sees_a_wrong_relay() -> None:
    """A check that can't fail proves nothing: a relay out of reach, one too many and one too few are each seen."""
    needs = [a_need(1), a_need(2), a_need(3)]
    territory = a_territory(a_practice("a"), a_practice("b"), a_practice("far", FAR))
    situation = failing(closed())
    outcome = who_is_left(needs, territory, situation)
    assert faults(needs, territory, situation, outcome) == []
    far, b = practice_carer(PracticeId("far")), practice_carer(PracticeId("b"))
    found = list(outcome.findings)
    left = next(rank for rank, one in enumerate(found) if one.state is State.UNCOVERED)
    for mistake in (
        replace(found[left], state=State.RELAYED, carer=far),
        replace(found[left], state=State.RELAYED, carer=b),
        replace(found[left], due_at=hour(1)),
        replace(found[left], state=State.NOT_TOUCHED),
    ):
        wrong = [mistake if rank == left else one for rank, one in enumerate(found)]
        assert faults(needs, territory, situation, replace(outcome, findings=tuple(wrong)))
    relayed = next(rank for rank, one in enumerate(found) if one.state is State.RELAYED)
    fewer = [
        replace(one, state=State.UNCOVERED, carer=None) if rank == relayed else one for rank, one in enumerate(found)
    ]
    assert faults(needs, territory, situation, replace(outcome, findings=tuple(fewer)))
