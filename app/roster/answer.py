"""What a person answered for a session. No row means no answer, which is not a refusal."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from app.core.ids import PersonId, SessionId


class AnswerValue(StrEnum):
    """« oui », « si besoin », « non »."""

    YES = "yes"
    IF_NEEDED = "if_needed"
    NO = "no"


@dataclass(frozen=True, slots=True)
class Answer:
    """One person's answer for one session."""

    person: PersonId
    session: SessionId
    value: AnswerValue
