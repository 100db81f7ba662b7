"""Which days are public holidays for pay: the calendar of metropolitan France, corrected by ``data/moved_holidays.csv``."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from app.core.errors import N_, InvalidInput
from app.roster.cells import Cells, day, flag, required
from app.scheduling.opening_days import public_holidays

IsHoliday: TypeAlias = Callable[[date], bool]
"""Whether a civil day (Europe/Paris) is paid as a public holiday."""


@dataclass(frozen=True, slots=True)
class MovedHoliday:
    """One row: a day that a text makes a holiday, or one that it makes an ordinary day; a moved holiday takes two rows."""

    day: date
    is_holiday: bool
    label: str
    source: str


def holiday_calendar(moved: Iterable[MovedHoliday] = ()) -> IsHoliday:
    """The calendar of France with these corrections, which beat it."""
    corrections = {one.day: one.is_holiday for one in moved}

    def is_holiday(on: date) -> bool:
        return corrections.get(on, on in public_holidays(on.year))

    return is_holiday


def moved_holiday_of(row: Cells) -> MovedHoliday:
    """One row of ``data/moved_holidays.csv`` as a value."""
    on = day(row, "day")
    if on is None:
        raise InvalidInput(N_("la colonne {column} est vide : elle est nécessaire."), column="day")
    return MovedHoliday(on, flag(row, "is_holiday"), required(row, "label"), required(row, "source"))
