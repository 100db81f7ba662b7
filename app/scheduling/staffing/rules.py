"""The rules a seat obeys, as small pure questions. Nothing here optimises, counts shortages or writes sentences.

Source of every rule: contract ``releve.staffing/1``. Civil days and weeks are those of the start in Europe/Paris.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum

from app.core.clock import monday_of, paris_date
from app.scheduling.staffing.problem import Session

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
HOUR = 3_600_000_000
"""An hour in the unit of :class:`Slot`: microseconds, so that comparisons are exact."""


class Rule(StrEnum):
    """Why a person can't take a seat, in the order in which the first match wins; ``FREE`` is « nothing forbids it »."""

    PROFESSION = "profession"
    COMPETENCE = "competence"
    TRAVEL = "travel"
    NO_ANSWER = "no_answer"
    UNAVAILABLE = "unavailable"
    ALREADY_HERE = "already_here"
    OVERLAP = "overlap"
    OTHER_CENTRE = "other_centre"
    WEEKLY_CAP = "weekly_cap"
    DAILY_CAP = "daily_cap"
    REST = "rest"
    FREE = "free"


@dataclass(frozen=True, slots=True)
class Slot:
    """When and where a session stands: instants in microseconds UTC, civil day, and the Monday of its week."""

    start: int
    end: int
    day: date
    week: date
    centre: str


def slot_of(session: Session) -> Slot:
    """The slot of a session; its day and week are those of its start in Europe/Paris."""
    day = paris_date(session.start)
    return Slot(_microseconds(session.start), _microseconds(session.end), day, monday_of(day), session.centre)


def overlaps(one: Slot, other: Slot) -> bool:
    """Whether the two share an instant; touching ends don't."""
    return one.start < other.end and other.start < one.end


def two_centres_a_day(one: Slot, other: Slot) -> bool:
    """Whether the two stand in different centres on one civil day."""
    return one.day == other.day and one.centre != other.centre


def too_short_rest(one: Slot, other: Slot, min_rest_hours: float) -> bool:
    """Whether fewer than ``min_rest_hours`` part the end of one from the start of a later one on another civil day."""
    if one.day == other.day:
        return False
    earlier, later = (one, other) if one.start <= other.start else (other, one)
    return later.start - earlier.end < min_rest_hours * HOUR


def clash(one: Slot, other: Slot, min_rest_hours: float) -> Rule | None:
    """The first rule that forbids one person to hold both sessions, caps left aside; None if none does."""
    if overlaps(one, other):
        return Rule.OVERLAP
    if two_centres_a_day(one, other):
        return Rule.OTHER_CENTRE
    if too_short_rest(one, other, min_rest_hours):
        return Rule.REST
    return None


def open_lines(lines: int, critical: list[tuple[int, int]]) -> int:
    """The largest y ≤ ``lines`` with y × count ≤ lines × filled for each critical (count, filled)."""
    return min([lines] + [lines * min(filled, count) // count for count, filled in critical])


def _microseconds(instant: datetime) -> int:
    return (instant - _EPOCH) // _MICROSECOND
