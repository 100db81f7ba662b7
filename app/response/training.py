"""Trainings and awareness: who was trained in what, until when it holds, what was told to whom. Values and rules only.

Which trainings there are and how long each holds is data (``data/training_kinds.csv``, ``data/training_rules.csv``).
"""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, time, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from app.core.clock import paris_instant
from app.core.errors import N_
from app.roster.cells import Cells, day, integer, required, text
from app.roster.competence import Competence
from app.words.bilingual import in_language

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from app.core.ids import PersonId

RATINGS = range(1, 6)
"""Satisfaction, from « pas du tout » to « tout à fait »."""


GONE = N_("Cette formation n’existe plus. Rechargez la page.")
CANCELLED = N_("Cette formation est annulée : créez-en une autre.")


class Answer(StrEnum):
    """What somebody answered to an invitation."""

    NONE = ""
    YES = "yes"
    NO = "no"


ANSWER_WORDS: Mapping[Answer, str] = {
    Answer.NONE: N_("sans réponse"),
    Answer.YES: N_("vient"),
    Answer.NO: N_("ne vient pas"),
}


@dataclass(frozen=True, slots=True)
class TrainingKind:
    """A kind of training: the competence it gives, for how many months (None: without end), its usual length in minutes."""

    code: str
    label_fr: str
    label_en: str
    competence: str
    valid_months: int | None
    minutes: int
    source: str
    checked: str

    @property
    def label(self) -> str:
        """Its name in the language of the run."""
        return in_language(self.label_fr, self.label_en)


@dataclass(frozen=True, slots=True, kw_only=True)
class Training:
    """One training on one civil day in Paris. ``starts`` is a wall time, None when not said; ``minutes`` 0 likewise."""

    id: str
    kind: str
    title: str
    day: date
    starts: time | None = None
    minutes: int = 0
    place: str = ""
    competence: str = ""
    """Code of what it gives to those who came; empty when it gives nothing."""
    valid_months: int | None = None
    note: str = ""
    cancelled_at: datetime | None = None
    revision: int = 1

    @property
    def last_valid_day(self) -> date | None:
        """The last civil day on which what it gives holds; None without end."""
        return months_after(self.day, self.valid_months) - timedelta(days=1) if self.valid_months else None

    @property
    def ends_at(self) -> datetime:
        """The instant (UTC) at which it is over: its last minute, midnight when no hour was said."""
        if self.starts is None:
            return paris_instant(self.day + timedelta(days=1), time())
        return paris_instant(self.day, self.starts) + timedelta(minutes=self.minutes)

    @property
    def source(self) -> str:
        """What the competence says of where it comes from: tells it apart from one typed by hand."""
        return f"{SOURCE}{self.id}"

    def competence_for(self, person: PersonId) -> Competence | None:
        """What the training gives to somebody who came."""
        if not self.competence:
            return None
        return Competence(
            person=person,
            code=self.competence,
            valid_from=self.day,
            valid_to=self.last_valid_day,
            source=self.source,
        )


SOURCE = "training:"


@dataclass(frozen=True, slots=True, kw_only=True)
class Participant:
    """Somebody's part in a training; instants are UTC, ``rating`` goes from 1 to 5."""

    person_id: PersonId
    invited_at: datetime | None = None
    answer: Answer = Answer.NONE
    attended: bool = False
    signed_at: datetime | None = None
    rating: int | None = None
    comment: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Communication:
    """Something told to make people aware: a newsletter, a meeting, a poster. ``reached`` None: not known."""

    id: str
    day: date
    audience: str
    channel: str
    title: str
    text: str = ""
    reached: int | None = None
    actor_id: str = ""


@dataclass(frozen=True, slots=True, order=True)
class Expiry:
    """A competence that ends soon, or has ended, and was not renewed; the first to end comes first."""

    valid_to: date
    code: str
    person_id: PersonId


@dataclass(frozen=True, slots=True)
class Satisfaction:
    """How those who said so liked a training: mean of 1 to 5, and how many said so."""

    mean: float
    answers: int


def training_kind_of(row: Cells) -> TrainingKind:
    """A row of ``data/training_kinds.csv``. Raises InvalidInput."""
    return TrainingKind(
        required(row, "code"),
        required(row, "label_fr"),
        required(row, "label_en"),
        text(row, "competence"),
        integer(row, "valid_months"),
        integer(row, "minutes") or 0,
        text(row, "source"),
        text(row, "checked"),
    )


def in_force(rows: Iterable[Cells], on: date) -> tuple[TrainingKind, ...]:
    """The kinds in force on a civil day, in the order of the file."""
    return tuple(training_kind_of(row) for row in rows if _holds(row, on))


def _holds(row: Cells, on: date) -> bool:
    first, last = day(row, "valid_from"), day(row, "valid_to")
    return (first is None or first <= on) and (last is None or on <= last)


def months_after(start: date, months: int) -> date:
    """The same day of the month, ``months`` later; the last day of a shorter month."""
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    return date(year, month + 1, min(start.day, calendar.monthrange(year, month + 1)[1]))


def expiries(competences: Iterable[Competence], today: date, months: int) -> tuple[Expiry, ...]:
    """What ends within ``months``, or has ended and was never renewed, the first to end first.

    Only the last row of a person's competence counts: one renewed later is not about to end.
    """
    last: dict[tuple[PersonId, str], date | None] = {}
    for one in competences:
        key = (one.person, one.code)
        held = last.get(key, date.min)
        last[key] = None if held is None or one.valid_to is None else max(held, one.valid_to)
    until = months_after(today, months)
    return tuple(
        sorted(Expiry(end, code, person) for (person, code), end in last.items() if end is not None and end <= until)
    )


def satisfaction(participants: Iterable[Participant]) -> Satisfaction | None:
    """The mean of what those who came said; None when nobody did."""
    said = [one.rating for one in participants if one.rating is not None]
    return Satisfaction(sum(said) / len(said), len(said)) if said else None
