"""Surveys of practices, and what a practice replied."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

from app.response.desk_replies import DeskReply
from app.response.desk_survey import (
    Answer,
    DeskState,
    DeskSurvey,
    QuestionKind,
    SurveyKind,
    questions_of,
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
