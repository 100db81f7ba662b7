"""At which hours of which days a regime pays (``data/fee_regimes.csv``) and how long a half-day is (``vacation_lengths.csv``).

Definitions only: hours are cut in ``hours.py``, amounts made in ``vacations.py``. Wall times are Europe/Paris.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from app.core.errors import N_, InvalidInput
from app.core.intervals import is_within
from app.roster.cells import Cells, choice, day, integer, required, text, words
from app.roster.fees import EXERCISES, FeeRegime

if TYPE_CHECKING:
    from app.activity.public_days import IsHoliday

MINUTES_A_DAY = 24 * 60
SATURDAY, SUNDAY = 5, 6


class DayKind(StrEnum):
    """What a civil day is for pay; a public holiday is one whatever its weekday."""

    WEEKDAY = "weekday"
    SATURDAY = "saturday"
    SUNDAY = "sunday"
    HOLIDAY = "holiday"


def day_kind(on: date, is_holiday: IsHoliday) -> DayKind:
    """The kind of a civil day."""
    if is_holiday(on):
        return DayKind.HOLIDAY
    return {SATURDAY: DayKind.SATURDAY, SUNDAY: DayKind.SUNDAY}.get(on.weekday(), DayKind.WEEKDAY)


@dataclass(frozen=True, slots=True, kw_only=True)
class RegimeHours:
    """One row: for an exercise and kinds of days, the regime between two wall times (minutes from midnight, end excluded)."""

    exercise: str
    regime: FeeRegime
    days: frozenset[DayKind]
    starts: int
    ends: int
    valid_from: date | None = None
    valid_to: date | None = None
    source: str = ""
    checked: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class VacationLength:
    """One row: from how many hours a half-day is paid for an exercise; None = by the started hour alone."""

    exercise: str
    half_day_hours: int | None
    valid_from: date | None = None
    valid_to: date | None = None
    source: str = ""
    checked: str = ""
    note: str = ""


def regimes_of_day(
    rows: Iterable[RegimeHours], exercise: str, on: date, is_holiday: IsHoliday
) -> tuple[RegimeHours, ...]:
    """The rows of a civil day in order of hour; empty when no text defines that exercise on that day.

    Raises InvalidInput when the rows in force leave a gap in the day or overlap: an hour has one regime.
    """
    kind = day_kind(on, is_holiday)
    found = sorted(
        (
            row
            for row in rows
            if row.exercise == exercise and kind in row.days and is_within(on, row.valid_from, row.valid_to)
        ),
        key=lambda row: row.starts,
    )
    bounds = [0, *(row.ends for row in found)]
    if found and (bounds[-1] != MINUTES_A_DAY or [row.starts for row in found] != bounds[:-1]):
        raise InvalidInput(
            N_("Les régimes « {exercise} » du {day} ne couvrent pas la journée une fois : corrigez fee_regimes.csv."),
            exercise=exercise,
            day=on,
        )
    return tuple(found)


def length_in_force(rows: Iterable[VacationLength], exercise: str, on: date) -> VacationLength | None:
    """The row in force on a civil day; the latest ``valid_from`` wins where rows overlap."""
    found = [row for row in rows if row.exercise == exercise and is_within(on, row.valid_from, row.valid_to)]
    return max(found, key=lambda row: row.valid_from or date.min) if found else None


def regime_hours_of(row: Cells) -> RegimeHours:
    """One row of ``data/fee_regimes.csv`` as a value."""
    kinds = words(row, "days")
    unknown = [kind for kind in kinds if kind not in frozenset(DayKind)]
    if unknown or not kinds:
        raise InvalidInput(
            N_("days : « {value} » n’est pas attendu ; choisissez parmi {allowed}."),
            value=text(row, "days"),
            allowed=", ".join(DayKind),
        )
    starts, ends = _minutes(row, "starts"), _minutes(row, "ends")
    if starts >= ends:
        raise InvalidInput(N_("ends doit être après starts : coupez à 24:00 un régime qui passe minuit."))
    return RegimeHours(
        exercise=choice(row, "exercise", EXERCISES),
        regime=FeeRegime(choice(row, "regime", frozenset(FeeRegime))),
        days=frozenset(DayKind(kind) for kind in kinds),
        starts=starts,
        ends=ends,
        valid_from=day(row, "valid_from"),
        valid_to=day(row, "valid_to"),
        source=required(row, "source"),
        checked=text(row, "checked"),
        note=text(row, "note"),
    )


def vacation_length_of(row: Cells) -> VacationLength:
    """One row of ``data/vacation_lengths.csv`` as a value."""
    hours = integer(row, "half_day_hours")
    if hours == 0:
        raise InvalidInput(N_("half_day_hours : écrivez un nombre d’heures, ou rien pour payer à l’heure."))
    return VacationLength(
        exercise=choice(row, "exercise", EXERCISES),
        half_day_hours=hours,
        valid_from=day(row, "valid_from"),
        valid_to=day(row, "valid_to"),
        source=required(row, "source"),
        checked=text(row, "checked"),
        note=text(row, "note"),
    )


def _minutes(row: Cells, column: str) -> int:
    """A wall time « 08:00 » in minutes from midnight; « 24:00 » ends the day."""
    value = required(row, column)
    hours, colon, minutes = value.partition(":")
    if colon and len(minutes) == 2 and hours.isdecimal() and minutes.isdecimal() and int(minutes) < 60:
        found = int(hours) * 60 + int(minutes)
        if found <= MINUTES_A_DAY:
            return found
    raise InvalidInput(N_("{column} : « {value} » n’est pas une heure, écrivez-la 08:00."), column=column, value=value)
