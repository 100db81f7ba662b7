"""Tests of app/exercise/owner_answer.py: a call for help stands with the action until it is done."""

from __future__ import annotations

import pytest

from app.core.errors import InvalidInput, RuleRefusal
from app.exercise.follow_up import LONGEST_PROOF, done
from app.exercise.improvement import ImprovementState
from app.exercise.owner_answer import asked_help, help_wanted
from tests.builders import THURSDAY
from tests.exercise.an_improvement import an_action


def test_help_puts_the_action_under_way_and_is_read_until_it_is_done() -> None:
    asked = asked_help(an_action(), "  Qui a la liste ?  ", THURSDAY)
    assert (asked.state, help_wanted(asked)) == (ImprovementState.IN_PROGRESS, "Qui a la liste ?")
    closed = done(asked, "Liste affichée", THURSDAY)
    assert (closed.proof, help_wanted(closed)) == ("Liste affichée", "")


def test_an_action_that_asks_nothing_wants_no_help() -> None:
    assert help_wanted(an_action(proof="affichée le 3 décembre")) == ""


@pytest.mark.parametrize("text", ["", "  ", "x" * LONGEST_PROOF])
def test_nothing_said_or_too_much_is_refused(text: str) -> None:
    with pytest.raises(InvalidInput):
        asked_help(an_action(), text, THURSDAY)


def test_a_closed_action_asks_for_no_help() -> None:
    with pytest.raises(RuleRefusal):
        asked_help(an_action(state=ImprovementState.VERIFIED), "trop tard", THURSDAY)
