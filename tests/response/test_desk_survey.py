"""Tests of app/response/desk_survey.py: what may be asked and answered."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from app.core.errors import InvalidInput
from app.response.desk_survey import (
    Answer,
    DeskState,
    Question,
    QuestionKind,
    checked,
    questions_of,
)
from tests.builders import THURSDAY
from tests.response.a_desk_survey import FLASH, STATE


def test_questions_are_numbered_and_five_at_most() -> None:
    """Blank ones are left out; the sixth and the endless one are refused."""
    assert questions_of([("  ", QuestionKind.TEXT), (" Du   froid ? ", QuestionKind.YES_NO)]) == (
        Question("q1", "Du froid ?", QuestionKind.YES_NO),
    )
    with pytest.raises(InvalidInput, match="5 questions"):
        questions_of([("?", QuestionKind.TEXT)] * 6)
    with pytest.raises(InvalidInput, match="trop longue"):
        questions_of([("a" * 161, QuestionKind.TEXT)])


def test_a_state_survey_wants_a_state_and_whole_numbers_of_people() -> None:
    """Details alone are no answer; minus one carer is none either."""
    with pytest.raises(InvalidInput, match="Dites d’abord"):
        checked(STATE, Answer(present=2))
    with pytest.raises(InvalidInput, match="de 0 à"):
        checked(STATE, Answer(state=DeskState.OPEN, present=-1))
    kept = checked(
        STATE, Answer(state=DeskState.DEGRADED, present=1, expected=3, needs="  un relais ", answers={"q9": "x"})
    )
    assert kept == Answer(state=DeskState.DEGRADED, present=1, expected=3, needs="un relais")


def test_a_flash_survey_takes_answers_that_fit_their_questions() -> None:
    """Yes or no, a whole number, a text; each refusal names its question; nothing at all is no answer."""
    said = {"q1": "yes", "q2": "012", "q3": " deux   fauteuils "}
    assert checked(FLASH, Answer(state=DeskState.OPEN, answers=said)) == Answer(
        answers={"q1": "yes", "q2": "12", "q3": "deux fauteuils"}
    )
    for wrong in ({"q1": "peut-être"}, {"q2": "douze"}, {"q2": "²"}, {"q2": "-3"}):
        with pytest.raises(InvalidInput, match=r"De l’oxygène|Combien de lits"):
            checked(FLASH, Answer(answers=wrong))
    with pytest.raises(InvalidInput, match="une question au moins"):
        checked(FLASH, Answer())


def test_a_survey_is_open_until_its_hour_or_until_it_was_closed() -> None:
    """Its end is the earlier of both."""
    early = replace(STATE, closed_at=THURSDAY + timedelta(hours=1))
    assert STATE.is_open(THURSDAY)
    assert not STATE.is_open(STATE.closes_at)
    assert not early.is_open(THURSDAY)
    assert early.ended_at == THURSDAY + timedelta(hours=1)
    assert replace(STATE, closed_at=STATE.closes_at + timedelta(hours=1)).ended_at == STATE.closes_at
