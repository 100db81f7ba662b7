"""What practices said in a survey, and what their replies add up to."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from app.response.desk_survey import NO, YES, Answer, DeskState, DeskSurvey, Question, QuestionKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskReply:
    """One practice asked in one survey, and what it said. ``subject``: « practice:… », « person:… » or « site:… ».

    ``address``: the e-mail or mobile it was written to. Instants are UTC; ``asked_at`` None: never written to.
    """

    survey_id: str
    subject: str
    name: str
    kind: str
    commune_insee: str = ""
    address: str = ""
    asked_at: datetime | None = None
    answered_at: datetime | None = None
    answer: Answer = field(default_factory=Answer)
    by_phone: bool = False

    @property
    def state(self) -> DeskState | None:
        return self.answer.state

    @property
    def has_answered(self) -> bool:
        return self.answered_at is not None


@dataclass(frozen=True, slots=True)
class Tally:
    """What replies add up to. ``present`` and ``expected`` sum only those who said both."""

    asked: int = 0
    states: Mapping[DeskState, int] = field(default_factory=dict)
    answered: int = 0
    by_phone: int = 0
    present: int = 0
    expected: int = 0

    @property
    def silent(self) -> int:
        return self.asked - self.answered


def tally(replies: Iterable[DeskReply]) -> Tally:
    """Count replies."""
    held = list(replies)
    counted = Counter(one.state for one in held if one.state is not None)
    both = [
        (one.answer.present, one.answer.expected)
        for one in held
        if one.answer.present is not None and one.answer.expected is not None
    ]
    return Tally(
        asked=len(held),
        states={state: counted[state] for state in DeskState},
        answered=sum(one.has_answered for one in held),
        by_phone=sum(one.has_answered and one.by_phone for one in held),
        present=sum(present for present, _expected in both),
        expected=sum(expected for _present, expected in both),
    )


def tally_by(replies: Iterable[DeskReply], key: str) -> dict[str, Tally]:
    """Tallies by ``commune_insee`` or ``kind``, in the order of the keys."""
    groups: dict[str, list[DeskReply]] = {}
    for one in replies:
        groups.setdefault(str(getattr(one, key)), []).append(one)
    return {name: tally(groups[name]) for name in sorted(groups)}


def in_order(replies: Iterable[DeskReply]) -> list[DeskReply]:
    """Those who have not answered first, then closed, degraded, open; then by name."""
    rank = {None: 0, DeskState.CLOSED: 1, DeskState.DEGRADED: 2, DeskState.OPEN: 3}
    return sorted(replies, key=lambda one: (one.has_answered, rank[one.state], one.name.casefold(), one.subject))


@dataclass(frozen=True, slots=True)
class QuestionTally:
    """What one question gathered. ``total`` and ``numbers`` are for numbers, ``texts`` for words (who, what)."""

    question: Question
    answered: int = 0
    yes: int = 0
    no: int = 0
    total: int = 0
    texts: tuple[tuple[str, str], ...] = ()


def question_tallies(survey: DeskSurvey, replies: Sequence[DeskReply]) -> tuple[QuestionTally, ...]:
    """Each question with what it gathered, in order."""
    return tuple(_of_question(one, replies) for one in survey.questions)


def _of_question(question: Question, replies: Sequence[DeskReply]) -> QuestionTally:
    said = [(one.name, one.answer.answers[question.code]) for one in replies if one.answer.answers.get(question.code)]
    values = [text for _name, text in said]
    return QuestionTally(
        question,
        answered=len(said),
        yes=values.count(YES) if question.kind is QuestionKind.YES_NO else 0,
        no=values.count(NO) if question.kind is QuestionKind.YES_NO else 0,
        total=sum(int(text) for text in values) if question.kind is QuestionKind.NUMBER else 0,
        texts=tuple(said) if question.kind is QuestionKind.TEXT else (),
    )
