"""The hot wash: a few marks and two lines each gives at the end, and what they add up to. Nobody's name, hour or order.

Questions are rows of ``data/hot_wash_questions.csv``: one set for each of the three templates. Values and sums only.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from app.core.errors import N_, InvalidInput
from app.exercise.exercise import ExerciseKind
from app.roster.cells import choice, day, required, text
from app.words import language

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from app.roster.cells import Cells

SHOWN_FROM = 5
"""Answers from which what people said is shown: fewer would tell who (DRILLS §4, panel 18)."""
MARKS = range(1, 6)
"""1: not at all; 5: entirely."""
LONGEST_LINE = 1_000


class Template(StrEnum):
    """Which set of questions is asked."""

    TABLETOP = "tabletop"
    ALERT_DRILL = "alert_drill"
    REAL_EVENT = "real_event"


TEMPLATE_WORDS = {
    Template.TABLETOP: N_("exercice sur table ou cadre"),
    Template.ALERT_DRILL: N_("exercice d’alerte ou de terrain"),
    Template.REAL_EVENT: N_("événement réel"),
}

_TEMPLATES = {
    ExerciseKind.TABLETOP: Template.TABLETOP,
    ExerciseKind.COMMAND_POST: Template.TABLETOP,
    ExerciseKind.ALERT_DRILL: Template.ALERT_DRILL,
    ExerciseKind.FIELD: Template.ALERT_DRILL,
    ExerciseKind.REAL_EVENT: Template.REAL_EVENT,
}


def template_for(kind: ExerciseKind) -> Template:
    """The set of questions of a kind of exercise."""
    return _TEMPLATES[kind]


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One statement to mark from 1 to 5. In force from ``valid_from`` to ``valid_to``, both included; None: no bound."""

    template: Template
    code: str
    text_fr: str
    text_en: str = ""
    valid_from: date | None = None
    valid_to: date | None = None

    @property
    def text(self) -> str:
        """The statement in the language of the run."""
        return self.text_en if language() == "en" and self.text_en else self.text_fr

    def is_asked(self, template: Template, on: date) -> bool:
        """Whether it belongs to a template's set that day."""
        began = self.valid_from is None or self.valid_from <= on
        return self.template is template and began and (self.valid_to is None or on <= self.valid_to)


def question_of(row: Cells) -> Question:
    """One row of ``hot_wash_questions.csv``. Raises InvalidInput."""
    return Question(
        template=Template(choice(row, "template", frozenset(Template))),
        code=required(row, "code"),
        text_fr=required(row, "text_fr"),
        text_en=text(row, "text_en"),
        valid_from=day(row, "valid_from"),
        valid_to=day(row, "valid_to"),
    )


@dataclass(frozen=True, slots=True)
class HotWashAnswer:
    """What one person gave. ``scores``: code of a question → mark; a question left out is absent."""

    scores: Mapping[str, int]
    went_well: str = ""
    went_less: str = ""


def checked_answer(answer: HotWashAnswer, questions: Sequence[Question]) -> HotWashAnswer:
    """The answer, trimmed. Raises InvalidInput when empty, too long, or marked out of 1–5."""
    known = {one.code for one in questions}
    well, less = answer.went_well.strip(), answer.went_less.strip()
    if not set(answer.scores) <= known or any(mark not in MARKS for mark in answer.scores.values()):
        raise InvalidInput(N_("Choisissez une note de 1 à 5 dans la liste."))
    if max(len(well), len(less)) > LONGEST_LINE:
        raise InvalidInput(N_("C’est trop long : {most} caractères au plus."), most=LONGEST_LINE)
    if not answer.scores and not well and not less:
        raise InvalidInput(N_("Donnez au moins une note ou une ligne."))
    return HotWashAnswer(dict(sorted(answer.scores.items())), well, less)


@dataclass(frozen=True, slots=True)
class Tally:
    """One question: ``counts`` has five numbers, how many gave 1, 2, 3, 4 and 5."""

    question: Question
    counts: tuple[int, ...]

    @property
    def answers(self) -> int:
        return sum(self.counts)

    @property
    def mean(self) -> float | None:
        """The mean mark, 1 to 5; None when nobody marked it."""
        total = sum(mark * count for mark, count in zip(MARKS, self.counts, strict=True))
        return total / self.answers if self.answers else None


@dataclass(frozen=True, slots=True)
class HotWash:
    """What the hot wash of an exercise says. Below :data:`SHOWN_FROM` answers: how many are ``missing``, and nothing else.

    ``asked``: participants who may answer. ``went_well`` and ``went_less`` are each in an order of their own that says
    neither who nor when: two lines of one person do not stand together.
    """

    template: Template
    asked: int
    answered: int
    tallies: tuple[Tally, ...] = ()
    went_well: tuple[str, ...] = field(default=())
    went_less: tuple[str, ...] = field(default=())

    @property
    def missing(self) -> int:
        """How many answers are missing before anything is shown."""
        return max(0, SHOWN_FROM - self.answered)

    @property
    def is_shown(self) -> bool:
        return not self.missing


def summed(template: Template, questions: Sequence[Question], asked: int, given: Sequence[HotWashAnswer]) -> HotWash:
    """What the answers add up to. ``questions``: those of that template, in their order."""
    if len(given) < SHOWN_FROM:
        return HotWash(template, asked, len(given))
    tallies = tuple(Tally(one, _counts(one.code, given)) for one in questions)
    return HotWash(
        template,
        asked,
        len(given),
        tallies,
        _mixed(one.went_well for one in given),
        _mixed(one.went_less for one in given),
    )


def _counts(code: str, given: Iterable[HotWashAnswer]) -> tuple[int, ...]:
    found = Counter(one.scores.get(code) for one in given)
    return tuple(found[mark] for mark in MARKS)


def _mixed(lines: Iterable[str]) -> tuple[str, ...]:
    """By their own letters: an order that owes nothing to who wrote them, or to what else they wrote."""
    return tuple(sorted(filter(None, lines), key=lambda one: (one.casefold(), one)))
