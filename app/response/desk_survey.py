"""« Point cabinets »: how practices, pharmacies and establishments stand, asked of all of them at once and answered in one tap.

Values and rules only: who is asked, what may be answered. What a practice says holds for a while.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from app.core.errors import N_, InvalidInput
from app.roster.practice import SiteKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime


class SurveyKind(StrEnum):
    """What is asked."""

    STATE = "state"
    """Open, degraded, closed; then who is there, stock, needs, and questions if any."""
    FLASH = "flash"
    """A few questions, and nothing else."""


class DeskState(StrEnum):
    """How a practice says it stands."""

    OPEN = "open"
    DEGRADED = "degraded"
    CLOSED = "closed"


DESK_WORDS = {DeskState.OPEN: N_("ouvert"), DeskState.DEGRADED: N_("en service réduit"), DeskState.CLOSED: N_("fermé")}

PRACTICE = "practice"
"""The kind of whoever is no establishment."""

KIND_WORDS = {
    PRACTICE: N_("cabinet"),
    SiteKind.PHARMACY: N_("pharmacie"),
    SiteKind.NURSING_HOME: N_("EHPAD"),
    SiteKind.HOME_NURSING: N_("SSIAD"),
    SiteKind.HEALTH_HOUSE: N_("maison de santé"),
    SiteKind.HEALTH_CENTRE: N_("centre de santé"),
    SiteKind.LABORATORY: N_("laboratoire"),
    SiteKind.DIALYSIS: N_("dialyse"),
    SiteKind.HOSPITAL_AT_HOME: N_("HAD"),
    SiteKind.HOSPITAL: N_("établissement de santé"),
    SiteKind.SENIOR_RESIDENCE: N_("résidence autonomie"),
    SiteKind.OTHER: N_("autre"),
}
"""Kind of whoever may be asked → what it is called."""

USUALLY_ASKED = (PRACTICE, SiteKind.PHARMACY, SiteKind.NURSING_HOME, SiteKind.HOME_NURSING)

HOLDS = timedelta(hours=24)
"""How long what a practice said is taken for true: a point is made every day of a crisis (usage; no text sets it)."""

LONGEST_TITLE, LONGEST_QUESTION, LONGEST_TEXT, MOST_PEOPLE, MOST_QUESTIONS = 120, 160, 500, 9999, 5


class QuestionKind(StrEnum):
    """How a question is answered."""

    YES_NO = "yes_no"
    NUMBER = "number"
    TEXT = "text"


QUESTION_WORDS = {
    QuestionKind.YES_NO: N_("oui ou non"),
    QuestionKind.NUMBER: N_("un nombre"),
    QuestionKind.TEXT: N_("un texte court"),
}
YES, NO = "yes", "no"


@dataclass(frozen=True, slots=True)
class Question:
    """One question of a flash survey; ``code`` names it in the form and in the answers."""

    code: str
    text: str
    kind: QuestionKind


def questions_of(asked: Iterable[tuple[str, QuestionKind]]) -> tuple[Question, ...]:
    """The questions that say something, numbered. Raises InvalidInput past five, or for one too long."""
    found = [(" ".join(text.split()), kind) for text, kind in asked]
    found = [one for one in found if one[0]]
    if len(found) > MOST_QUESTIONS:
        raise InvalidInput(
            N_("Un questionnaire éclair a {most} questions au plus : gardez celles qui décident de quelque chose."),
            most=MOST_QUESTIONS,
        )
    for text, _kind in found:
        if len(text) > LONGEST_QUESTION:
            raise InvalidInput(N_("Cette question est trop longue : « {text}… »."), text=text[:40])
    return tuple(Question(f"q{rank}", text, kind) for rank, (text, kind) in enumerate(found, 1))


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskSurvey:
    """One survey. Instants are UTC; it takes answers until ``closes_at``, or until it was closed."""

    id: str
    kind: SurveyKind
    title: str
    opened_at: datetime
    closes_at: datetime
    actor_id: str
    questions: tuple[Question, ...] = ()
    event_id: str = ""
    closed_at: datetime | None = None
    revision: int = 1

    def is_open(self, now: datetime) -> bool:
        """Whether it takes answers."""
        return self.closed_at is None and now < self.closes_at

    @property
    def ended_at(self) -> datetime:
        """When it stopped, or will."""
        return self.closes_at if self.closed_at is None else min(self.closed_at, self.closes_at)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a practice says. None and empty text: not said."""

    state: DeskState | None = None
    present: int | None = None
    expected: int | None = None
    stock: str = ""
    needs: str = ""
    answers: Mapping[str, str] = field(default_factory=dict)

    @property
    def says_something(self) -> bool:
        """Whether anything was answered at all."""
        return self.state is not None or any(self.answers.values())


def checked(survey: DeskSurvey, answer: Answer) -> Answer:
    """The answer as it is kept. Raises InvalidInput, naming the question, for what does not fit it."""
    if survey.kind is SurveyKind.STATE and answer.state is None:
        raise InvalidInput(N_("Dites d’abord si vous êtes ouvert, en service réduit ou fermé."))
    for people in (answer.present, answer.expected):
        if people is not None and not 0 <= people <= MOST_PEOPLE:
            raise InvalidInput(N_("Un nombre de personnes va de 0 à {most}."), most=MOST_PEOPLE)
    kept = {one.code: _fitting(one, answer.answers.get(one.code, "")) for one in survey.questions}
    found = Answer(
        state=answer.state if survey.kind is SurveyKind.STATE else None,
        present=answer.present,
        expected=answer.expected,
        stock=answer.stock.strip()[:LONGEST_TEXT],
        needs=answer.needs.strip()[:LONGEST_TEXT],
        answers={code: text for code, text in kept.items() if text},
    )
    if not found.says_something:
        raise InvalidInput(N_("Répondez à une question au moins."))
    return found


def _fitting(question: Question, text: str) -> str:
    said = " ".join(text.split())
    if question.kind is QuestionKind.YES_NO and said not in ("", YES, NO):
        raise InvalidInput(N_("« {question} » : répondez par oui ou par non."), question=question.text)
    if question.kind is QuestionKind.NUMBER and said:
        if not (said.isascii() and said.isdigit()) or len(said) > 6:
            raise InvalidInput(N_("« {question} » : écrivez un nombre entier, sans unité."), question=question.text)
        return str(int(said))
    return said[:LONGEST_TEXT]


@dataclass(frozen=True, slots=True)
class Address:
    """A way to write to a practice: an e-mail or a mobile, and whose it is."""

    value: str
    whose: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """Whoever may be asked. ``addresses``: the ways known, the proposed one first; ``phone``: whom to ring, E.164 or short."""

    subject: str
    name: str
    kind: str
    commune_insee: str = ""
    phone: str = ""
    addresses: tuple[Address, ...] = ()

    @property
    def address(self) -> str:
        """The one proposed, or empty: it is to be rung."""
        return self.addresses[0].value if self.addresses else ""
