"""What an after-action report (RETEX) is made of: parts in order, each with sentences, points, tables and a figure.

Values that the PDF, the DOCX and the page share; :mod:`app.exercise.retex_cold` and :mod:`app.exercise.retex_hot` fill them.
Nobody is named: people stand by function and organisation.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from app.core.errors import N_


class RetexKind(StrEnum):
    """Hot: one page, the same evening. Cold: the whole, weeks later (HSEEP after-action report, DRILLS §4)."""

    HOT = "hot"
    COLD = "cold"


RETEX_KIND_WORDS = {
    RetexKind.HOT: N_("Retour d’expérience à chaud"),
    RetexKind.COLD: N_("Retour d’expérience à froid"),
}


class Part(StrEnum):
    """One part of the cold report, in the order it is read."""

    CONTEXT = "context"
    OBJECTIVES = "objectives"
    TIMELINE = "timeline"
    WORKED = "worked"
    DIFFICULTIES = "difficulties"
    GAPS = "gaps"
    CAUSES = "causes"
    RATINGS = "ratings"
    DELAYS = "delays"
    COVERAGE = "coverage"
    CASCADE = "cascade"
    EXPECTED = "expected"
    HOT_WASH = "hot_wash"
    LESSONS = "lessons"
    IMPROVEMENTS = "improvements"
    MILESTONES = "milestones"
    ANNEXES = "annexes"


PART_WORDS = {
    Part.CONTEXT: N_("Contexte"),
    Part.OBJECTIVES: N_("Objectifs"),
    Part.TIMELINE: N_("Chronologie prévue et réelle"),
    Part.WORKED: N_("Ce qui a fonctionné"),
    Part.DIFFICULTIES: N_("Difficultés rencontrées"),
    Part.GAPS: N_("Écarts au plan"),
    Part.CAUSES: N_("Causes"),
    Part.RATINGS: N_("Cotation des objectifs"),
    Part.DELAYS: N_("Délais"),
    Part.COVERAGE: N_("Couverture des soins"),
    Part.CASCADE: N_("D’où vient ce qui manque"),
    Part.EXPECTED: N_("Actions attendues"),
    Part.HOT_WASH: N_("Questionnaire à chaud"),
    Part.LESSONS: N_("Enseignements"),
    Part.IMPROVEMENTS: N_("Plan d’amélioration"),
    Part.MILESTONES: N_("Jalons et restitution"),
    Part.ANNEXES: N_("Annexes"),
}


@dataclass(frozen=True, slots=True)
class RetexTable:
    """Heads and rows as long; ``title`` may be empty under a part that has one table only."""

    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Points:
    """Sentences in a list, under a small heading when it has one."""

    heading: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CourseLine:
    """A course over time: its code (baseline, shock, plan, played), its words, a percent (0–100) a slice."""

    code: str
    words: str
    percents: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class CourseSpan:
    """One slice: hours it lasts, the words to print where a day begins (else empty), whether it is a night."""

    hours: float
    words: str = ""
    is_night: bool = False


@dataclass(frozen=True, slots=True)
class CourseFigure:
    """Coverage over time. ``says``: what stands for the drawing to those who do not see it."""

    lines: tuple[CourseLine, ...]
    spans: tuple[CourseSpan, ...]
    says: str


@dataclass(frozen=True, slots=True)
class FallBar:
    """One step of a waterfall: from where to where it stands (units), its figure as spoken, whether it is a total."""

    words: str
    start: int
    end: int
    shown: str
    is_total: bool = False


@dataclass(frozen=True, slots=True)
class FallFigure:
    """The waterfall of what nobody serves, in the order stated."""

    bars: tuple[FallBar, ...]
    says: str


@dataclass(frozen=True, slots=True)
class DelayBar:
    """A delay in minutes, None when it was never done; ``target`` None when none is set."""

    words: str
    minutes: float | None
    shown: str
    target: float | None = None


@dataclass(frozen=True, slots=True)
class DelayFigure:
    """Delays against their targets; what was never done has no bar but its words."""

    bars: tuple[DelayBar, ...]
    says: str


@dataclass(frozen=True, slots=True)
class AnswerFigure:
    """Part of those alerted who had answered, over minutes: ``points`` (minutes, 0–1) ascending, up to ``last``."""

    points: tuple[tuple[float, float], ...]
    last: float
    says: str


Figure = CourseFigure | FallFigure | DelayFigure | AnswerFigure


@dataclass(frozen=True, slots=True, kw_only=True)
class RetexSection:
    """One part: what was written by hand first, then sentences, figures each with its table twin, points, tables.

    ``is_empty``: nothing is known of it, and its one sentence says so.
    """

    part: Part
    is_empty: bool = False
    written: tuple[str, ...] = ()
    says: tuple[str, ...] = ()
    figures: tuple[Figure, ...] = ()
    points: tuple[Points, ...] = ()
    tables: tuple[RetexTable, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Retex:
    """The cold report. ``facts``: label and value of the cover; ``headline``: the whole in a few sentences."""

    community: str
    title: str
    subtitle: str
    edition: str
    headline: str
    is_exercise: bool
    facts: tuple[tuple[str, str], ...]
    sections: tuple[RetexSection, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HotRetex:
    """The hot report, which holds on one page. ``objectives``: text, letters as spoken; ``delays``: step, delay, target."""

    community: str
    title: str
    subtitle: str
    edition: str
    headline: str
    is_exercise: bool
    objectives: tuple[tuple[str, str], ...]
    strengths: tuple[str, ...]
    improvements: tuple[str, ...]
    delays: tuple[tuple[str, str, str], ...]
    coverage: tuple[str, ...]
    dates: tuple[tuple[str, str], ...]
