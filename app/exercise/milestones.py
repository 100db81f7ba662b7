"""Delays of a review and of its actions (``data/review_milestones.csv``), and which milestones are reached, due or late. Values only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from app.core.errors import N_, InvalidInput
from app.core.intervals import is_within
from app.roster.cells import Cells, bounded, choice, day, required, text
from app.words.bilingual import in_language

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from datetime import date


class CountedFrom(StrEnum):
    """The day a delay is counted from."""

    END = "end"
    """That of the end of the exercise: a milestone of its review."""
    CREATED = "created"
    """That on which an action is written: the due day it is offered."""
    BEFORE_DUE = "before_due"
    """So long before an action is due: a reminder."""
    AFTER_DUE = "after_due"
    """So long after it was due: a reminder."""


REMINDERS = frozenset({CountedFrom.BEFORE_DUE, CountedFrom.AFTER_DUE})

COUNTED_WORDS = {
    CountedFrom.END: N_("après la fin de l’exercice"),
    CountedFrom.CREATED: N_("après l’écriture d’une action"),
    CountedFrom.BEFORE_DUE: N_("avant l’échéance d’une action"),
    CountedFrom.AFTER_DUE: N_("après l’échéance d’une action"),
}


class Sign(StrEnum):
    """What shows that a milestone is reached."""

    HOT_WASH = "hot_wash"
    TEXT = "text"
    PLAN = "plan"
    SIGNED = "signed"
    RESTITUTION = "restitution"


SIGN_WORDS = {
    Sign.HOT_WASH: N_("une réponse au questionnaire à chaud"),
    Sign.TEXT: N_("un premier texte du retex"),
    Sign.PLAN: N_("des actions qui ont toutes un responsable"),
    Sign.SIGNED: N_("le retex signé"),
    Sign.RESTITUTION: N_("une restitution"),
}

FARTHEST = 730
"""Days of a delay at most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MilestoneRule:
    """One row: ``days`` (whole) counted as ``counted_from`` says. ``reached_by``: for a milestone only."""

    code: str
    label_fr: str
    label_en: str
    counted_from: CountedFrom
    days: int
    reached_by: Sign | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    source: str = ""
    checked: str = ""

    @property
    def label(self) -> str:
        """Its name in the language of the run."""
        return in_language(self.label_fr, self.label_en)

    @property
    def offset(self) -> timedelta:
        """From the day it is counted from; negative for what comes before."""
        return timedelta(days=-self.days if self.counted_from is CountedFrom.BEFORE_DUE else self.days)


def milestone_rule_of(row: Cells) -> MilestoneRule:
    """One row of ``data/review_milestones.csv``. Raises InvalidInput."""
    counted_from = CountedFrom(choice(row, "counted_from", frozenset(CountedFrom)))
    is_milestone = counted_from is CountedFrom.END
    if is_milestone != bool(text(row, "reached_by")):
        raise InvalidInput(
            N_("{code} : un jalon compté de la fin dit ce qui l’atteint (reached_by) ; un autre délai ne le dit pas."),
            code=required(row, "code"),
        )
    return MilestoneRule(
        code=required(row, "code"),
        label_fr=required(row, "label_fr"),
        label_en=required(row, "label_en"),
        counted_from=counted_from,
        days=bounded(row, "days", 0, FARTHEST),
        reached_by=Sign(choice(row, "reached_by", frozenset(Sign))) if is_milestone else None,
        valid_from=day(row, "valid_from"),
        valid_to=day(row, "valid_to"),
        source=required(row, "source"),
        checked=required(row, "checked"),
    )


@dataclass(frozen=True, slots=True, order=True)
class Milestone:
    """One milestone of one review: « RETEX définitif, pour le 24 février 2027 », and whether it is reached."""

    due_on: date
    exercise_id: str
    code: str
    label: str
    is_reached: bool

    def is_overdue(self, today: date) -> bool:
        """Whether its day has passed before it was reached."""
        return not self.is_reached and self.due_on < today

    def is_due(self, today: date, notice_days: int) -> bool:
        """Whether it is awaited within so many days, or late."""
        return not self.is_reached and self.due_on <= today + timedelta(days=notice_days)


def in_force(rules: Iterable[MilestoneRule], on: date, *counted_from: CountedFrom) -> tuple[MilestoneRule, ...]:
    """The rules of some kinds on a civil day, in order of their moments."""
    found = (one for one in rules if one.counted_from in counted_from and is_within(on, one.valid_from, one.valid_to))
    return tuple(sorted(found, key=lambda one: (one.offset, one.code)))


def milestones_of(
    rules: Iterable[MilestoneRule], exercise_id: str, ended_on: date, signs: Collection[Sign]
) -> tuple[Milestone, ...]:
    """The milestones of an exercise that ended on a civil day (Paris), in order; by the rules of that day."""
    return tuple(
        Milestone(ended_on + one.offset, exercise_id, one.code, one.label, one.reached_by in signs)
        for one in in_force(rules, ended_on, CountedFrom.END)
    )


def proposed_due(rules: Iterable[MilestoneRule], today: date) -> date:
    """The due day an action written today is offered; today itself when no rule says."""
    found = in_force(rules, today, CountedFrom.CREATED)
    return today + (found[0].offset if found else timedelta())
