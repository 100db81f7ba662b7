"""Tests of app/response/desk_survey.py: what may be asked and answered, and what answers add up to."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from app.core.errors import InvalidInput
from app.response.desk_survey import (
    Answer,
    DeskReply,
    DeskState,
    DeskSurvey,
    Question,
    QuestionKind,
    SurveyKind,
    Tally,
    checked,
    in_order,
    question_tallies,
    questions_of,
    tally,
    tally_by,
)
from tests.builders import THURSDAY

QUESTIONS = questions_of(
    [
        ("De l’oxygène ?", QuestionKind.YES_NO),
        ("Combien de lits ?", QuestionKind.NUMBER),
        ("Quoi d’autre ?", QuestionKind.TEXT),
    ]
)
STATE = DeskSurvey(
    id="s",
    kind=SurveyKind.STATE,
    title="pluie",
    opened_at=THURSDAY,
    closes_at=THURSDAY + timedelta(hours=4),
    actor_id="m",
)
FLASH = replace(STATE, kind=SurveyKind.FLASH, questions=QUESTIONS)


def a_reply(name: str, state: DeskState | None = None, **said: Any) -> DeskReply:
    answer = Answer(state=state, **said)
    at = THURSDAY if state or answer.answers else None
    return DeskReply(
        survey_id="s", subject=f"practice:{name}", name=name, kind="practice", commune_insee="56007", answered_at=at,
        answer=answer,
    )  # fmt: skip


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


def test_replies_add_up_and_stand_with_the_silent_first() -> None:
    """Only those who said both numbers count for who is there."""
    replies = [
        a_reply("Ouvert", DeskState.OPEN, present=3, expected=3),
        a_reply("Muet"),
        a_reply("Réduit", DeskState.DEGRADED, present=1, expected=4),
        a_reply("Fermé", DeskState.CLOSED, present=0),
    ]
    assert [one.name for one in in_order(replies)] == ["Muet", "Fermé", "Réduit", "Ouvert"]
    assert tally(replies) == Tally(
        4, {DeskState.OPEN: 1, DeskState.DEGRADED: 1, DeskState.CLOSED: 1}, answered=3, present=4, expected=7
    )
    assert tally(replies).silent == 1
    elsewhere = replace(replies[1], commune_insee="56034")
    assert {code: one.asked for code, one in tally_by([*replies, elsewhere], "commune_insee").items()} == {
        "56007": 4, "56034": 1
    }  # fmt: skip


def test_questions_add_up() -> None:
    """Yes and no counted, numbers summed, texts with who said them."""
    replies = [
        a_reply("A", answers={"q1": "yes", "q2": "3"}),
        a_reply("B", answers={"q1": "no", "q2": "4", "q3": "un fauteuil"}),
        a_reply("C"),
    ]
    first, second, third = question_tallies(FLASH, replies)
    assert (first.answered, first.yes, first.no) == (2, 1, 1)
    assert (second.answered, second.total) == (2, 7)
    assert third.texts == (("B", "un fauteuil"),)
