"""What a report is written from: what was prepared, played, judged and decided, gathered by whoever reads the folder."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from app.exercise.evaluation import evaluations_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from app.exercise.chronogramme import Decision, ExpectedOutcome, PlayedInject, Response
    from app.exercise.evaluation import Evaluation
    from app.exercise.exercise import Exercise
    from app.exercise.improvement import Improvement
    from app.exercise.participant import Participant
    from app.exercise.rating import Observation, Rating
    from app.exercise.retex import AnswerFigure, CourseFigure, FallFigure, RetexTable


@dataclass(frozen=True, slots=True)
class DelayFact:
    """One step of the delay chain: minutes since T0, None when it was never done; its target and where that comes from.

    ``is_main``: the one that the headline tells.
    """

    words: str
    minutes: float | None
    target: float | None = None
    source: str = ""
    is_main: bool = False


@dataclass(frozen=True, slots=True)
class LoadFact:
    """What one function carried: messages received, answers given, entries of the main courante."""

    function: str
    injects: int
    responses: int
    entries: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverageFact:
    """Coverage as it is shared: small counts are not told in it. ``short``: « Au plus bas 71 %, 88 % avec le plan »."""

    short: str
    says: tuple[str, ...]
    courses: CourseFigure
    falls: FallFigure
    order: str
    needs: RetexTable
    steps: tuple[RetexTable, ...] = ()
    assumptions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class WashFact:
    """The questionnaire: (question, mark as spoken); what went well and less well, in no order; ``says`` how many answered."""

    says: str
    marks: tuple[tuple[str, str], ...] = ()
    went_well: tuple[str, ...] = ()
    went_less: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MilestoneFact:
    """A step of the review, its day, what became of it as spoken (empty: nothing yet)."""

    words: str
    on: date
    became: str = ""


@dataclass(frozen=True, slots=True)
class RestitutionFact:
    """Given back on a day, to whom (a body, never a person), how."""

    on: date
    to_whom: str
    how: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RetexFacts:
    """All of it. ``texts``: part code → what was written by hand.

    ``answers``: sentences and curve of the call tree. ``cards``: slug → title. ``plan_actions``: what the scenario's plan
    holds, in words, by rank. ``numbers``: exercise id → « exercice n° 3 ». ``repeats``: findings seen before, a sentence each.
    """

    community: str
    exercise: Exercise
    today: date
    now: datetime
    participants: tuple[Participant, ...] = ()
    injects: tuple[PlayedInject, ...] = ()
    responses: tuple[Response, ...] = ()
    outcomes: Mapping[tuple[str, int], ExpectedOutcome] = field(default_factory=dict)
    decisions: tuple[Decision, ...] = ()
    ratings: tuple[Rating, ...] = ()
    observations: tuple[Observation, ...] = ()
    headline: str = ""
    delays: tuple[DelayFact, ...] = ()
    coverage: CoverageFact | None = None
    answers: AnswerFigure | None = None
    wash: WashFact | None = None
    loads: tuple[LoadFact, ...] = ()
    repeats: tuple[str, ...] = ()
    improvements: tuple[Improvement, ...] = ()
    milestones: tuple[MilestoneFact, ...] = ()
    restitutions: tuple[RestitutionFact, ...] = ()
    texts: Mapping[str, str] = field(default_factory=dict)
    cards: Mapping[str, str] = field(default_factory=dict)
    plan_actions: tuple[str, ...] = ()
    numbers: Mapping[str, str] = field(default_factory=dict)

    def who(self, participant_id: str) -> str:
        """« cadre d’astreinte, CHBA »; empty for the animation and for whoever has left."""
        return next((one.who for one in self.participants if one.id == participant_id), "")

    def inject(self, inject_id: str) -> PlayedInject | None:
        """An inject of the exercise by its id."""
        return next((one for one in self.injects if one.id == inject_id), None)

    @property
    def evaluations(self) -> tuple[Evaluation, ...]:
        """Every objective with what evaluators say of it."""
        return evaluations_of(self.exercise.scenario.objectives, self.ratings)
