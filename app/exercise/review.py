"""What is read again of an exercise or of a real event: what every panel of the review and its report start from. Values only.

Participants stand here by function and organisation, never by name.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from app.core.errors import N_
from app.drills.drill import LineName
from app.exercise.chronogramme import InjectState, Outcome
from app.exercise.delays import DelayStep
from app.exercise.evaluation import letter_counts

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from app.drills.drill_report import DrillReport
    from app.drills.scenario import Expected
    from app.exercise.chronogramme import CoverageMoment, Decision, ExpectedOutcome, PlayedInject, Response
    from app.exercise.delays import Delay, DelayTarget
    from app.exercise.evaluation import Evaluation
    from app.exercise.exercise import Exercise
    from app.exercise.rating import Letter, Observation
    from app.exercise.repeats import Repeat

LONGEST_PART = 8_000


class ReviewPart(StrEnum):
    """Parts of the review that are written by hand (DOMAIN §5.2, « fiche RETEX »)."""

    CONTEXT = "context"
    WENT_WELL = "went_well"
    DIFFICULTIES = "difficulties"
    GAPS = "gaps"
    CAUSES = "causes"
    LESSONS = "lessons"
    ANNEXES = "annexes"


PART_WORDS = {
    ReviewPart.CONTEXT: N_("Contexte"),
    ReviewPart.WENT_WELL: N_("Ce qui a fonctionné"),
    ReviewPart.DIFFICULTIES: N_("Difficultés"),
    ReviewPart.GAPS: N_("Écarts au plan"),
    ReviewPart.CAUSES: N_("Causes"),
    ReviewPart.LESSONS: N_("Enseignements"),
    ReviewPart.ANNEXES: N_("Annexes"),
}


@dataclass(frozen=True, slots=True)
class ReviewText:
    """What was written in one part."""

    part: ReviewPart
    text: str
    changed_at: datetime
    actor_id: str
    revision: int = 1


@dataclass(frozen=True, slots=True)
class ExpectedTold:
    """One thing expected of an inject, and what became of it; ``outcome`` None: nobody judged it."""

    expected: Expected
    outcome: ExpectedOutcome | None
    sent_minutes: float | None

    @property
    def delay(self) -> float | None:
        """Fictional minutes from the inject to the thing done, wholly or in part."""
        if self.outcome is None or self.sent_minutes is None or self.outcome.outcome is Outcome.MISSED:
            return None
        return max(0.0, self.outcome.minutes - self.sent_minutes)

    @property
    def is_late(self) -> bool:
        """Whether it was done after the time it was given."""
        within = self.expected.within_minutes
        return within is not None and self.delay is not None and self.delay > within


@dataclass(frozen=True, slots=True)
class InjectTold:
    """One line of the chronogramme as it was played, what answered it, what was expected of it."""

    inject: PlayedInject
    responses: tuple[Response, ...] = ()
    expected: tuple[ExpectedTold, ...] = ()

    @property
    def is_played(self) -> bool:
        return self.inject.state is InjectState.SENT

    @property
    def response_minutes(self) -> float | None:
        """Fictional minutes from the inject to the first answer; None: nobody answered, or it never left."""
        if self.inject.sent_minutes is None or not self.responses:
            return None
        return max(0.0, min(one.minutes for one in self.responses) - self.inject.sent_minutes)


@dataclass(frozen=True, slots=True)
class Load:
    """What one function had to carry: injects received, answers given, entries written; ``by_hour``: fictional hour → all three."""

    function: str
    injects: int
    responses: int
    entries: int
    by_hour: Mapping[int, int]

    @property
    def total(self) -> int:
        return self.injects + self.responses + self.entries


@dataclass(frozen=True, slots=True)
class CallCurve:
    """How a group answered an alert: (real minutes since it left, part that had answered, 0–1), from (0, 0) on.

    ``group``: a profession in words, empty for everybody. The silent stay in ``asked``: the curve stops under 1.
    """

    group: str
    asked: int
    points: tuple[tuple[float, float], ...]

    @property
    def answered(self) -> int:
        return len(self.points) - 1

    def minutes_of(self, part: float) -> float | None:
        """When that part of those asked had answered; None: it never was reached."""
        return next((at for at, reached in self.points if reached >= part), None)


@dataclass(frozen=True, slots=True)
class CallTold:
    """One alert of the event: when it left in minutes since T0, and its curves, everybody's first."""

    title: str
    minutes: float
    curves: tuple[CallCurve, ...]

    @property
    def everybody(self) -> CallCurve:
        return self.curves[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """All of a review. ``evaluators``: participant id → function and organisation. ``minutes``: fictional, how long it lasted.
    ``may_rate``: those of them for whom this reader may write.

    ``report``: the drill as its reader may read it; ``shared``: as it may leave; None where nothing was computed.
    ``least``: counts under it are not said to this reader. ``actions``, ``overdue``: of the improvement plan.
    ``became``: observation id → the id of the action it became.
    """

    exercise: Exercise
    now: datetime
    minutes: float
    evaluations: tuple[Evaluation, ...]
    evaluators: Mapping[str, str]
    may_rate: tuple[str, ...]
    participants: int
    attended: int
    delays: tuple[Delay, ...]
    targets: Mapping[DelayStep, DelayTarget]
    report: DrillReport | None
    shared: DrillReport | None
    least: int
    moments: tuple[CoverageMoment, ...]
    injects: tuple[InjectTold, ...]
    decisions: tuple[Decision, ...]
    calls: tuple[CallTold, ...]
    loads: tuple[Load, ...]
    observations: tuple[Observation, ...]
    repeats: tuple[Repeat, ...]
    texts: Mapping[ReviewPart, ReviewText]
    actions: int = 0
    overdue: int = 0
    became: Mapping[str, str] = field(default_factory=dict)

    @property
    def letters(self) -> Mapping[Letter, int]:
        """Letter → how many objectives stand there, from best to worst."""
        return letter_counts(self.evaluations)

    @property
    def played(self) -> tuple[InjectTold, ...]:
        """Injects that left."""
        return tuple(one for one in self.injects if one.is_played)

    @property
    def expected(self) -> tuple[ExpectedTold, ...]:
        """What was expected of the injects that left, in their order."""
        return tuple(each for one in self.played for each in one.expected)

    @property
    def outcomes(self) -> Mapping[Outcome | None, int]:
        """What became of what was expected → how many; None: nobody judged."""
        return Counter(one.outcome.outcome if one.outcome else None for one in self.expected)

    def delay(self, step: DelayStep) -> Delay | None:
        return next((one for one in self.delays if one.step is step), None)

    def lowest(self, name: LineName) -> float | None:
        """The smallest share served on a line from T0 on, 0–1; None without that line."""
        line = self.report.line(name) if self.report else None
        if self.report is None or line is None:
            return None
        return min((one.share for one in line.points[self.report.t0_rank :]), default=None)
