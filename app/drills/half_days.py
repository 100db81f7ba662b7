"""The time axis of coverage: mornings, afternoons and nights of civil days in Paris, and which kind of day each falls on."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from app.core.clock import PARIS, paris_instant
from app.drills.world import Part, Slice
from app.scheduling.opening_days import public_holidays

if TYPE_CHECKING:
    from collections.abc import Iterator

STARTS = {Part.MORNING: time(7), Part.AFTERNOON: time(13), Part.NIGHT: time(20)}
"""Wall times in Paris at which each slice starts (design choice); a night ends with the next morning."""

SLICES_A_DAY = 3


class DayKind(StrEnum):
    """What kind of day it is for care; a public holiday counts as a Sunday."""

    WEEKDAY = "weekday"
    SATURDAY = "saturday"
    SUNDAY = "sunday"


def day_kind(day: date) -> DayKind:
    """The kind of a civil day."""
    if day.weekday() == 6 or day in public_holidays(day.year):
        return DayKind.SUNDAY
    return DayKind.SATURDAY if day.weekday() == 5 else DayKind.WEEKDAY


def slices_from(at: datetime, days: int) -> tuple[Slice, ...]:
    """``3 × days`` slices in time order, the first being that in which ``at`` (aware) falls."""
    local = at.astimezone(PARIS)
    first = local.date() - timedelta(days=1) if local.time() < STARTS[Part.MORNING] else local.date()
    every = [one for one in _slices(first, days + 1) if one.ends_at > at]
    return tuple(every[: SLICES_A_DAY * days])


def _slices(first: date, days: int) -> Iterator[Slice]:
    for rank in range(days):
        day = first + timedelta(days=rank)
        starts = [paris_instant(day, wall) for wall in STARTS.values()]
        ends = [*starts[1:], paris_instant(day + timedelta(days=1), STARTS[Part.MORNING])]
        for part, start, end in zip(STARTS, starts, ends, strict=True):
            yield Slice(start, end, part)


def day_of(one: Slice) -> date:
    """The civil day (Paris) in which a slice starts."""
    return one.starts_at.astimezone(PARIS).date()


def moment(one: Slice) -> str:
    """How the tables of duty call a slice: « weekday_morning », « sunday_afternoon », « night »."""
    return Part.NIGHT.value if one.part is Part.NIGHT else f"{day_kind(day_of(one))}_{one.part}"


MOMENTS = frozenset(
    {*(f"{kind}_{part}" for kind in DayKind for part in (Part.MORNING, Part.AFTERNOON)), Part.NIGHT.value}
)
"""Every word that :func:`moment` says."""
