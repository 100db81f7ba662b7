"""The period an indicator is counted over: whole civil days in Paris, the one before, its code in addresses, its name."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, time, timedelta

from babel.dates import format_date

from app.core.clock import monday_of, paris_instant
from app.core.errors import N_, InvalidInput
from app.core.intervals import Interval
from app.words import _, language
from app.words.dates import spoken_date

QUARTER_MONTHS = 3
LONGEST_DAYS = 3 * 366
"""Three years hold any campaign; longer ranges are typing mistakes."""

EARLIEST, LATEST = date(1900, 1, 1), date(2199, 12, 31)
"""A period before or after is a typing mistake, and calendars end soon after."""

_QUARTER = re.compile(r"(\d{4})-T([1-4])")
_MONTH = re.compile(r"(\d{4})-(\d{2})")
_DAYS = re.compile(r"(\d{4}-\d{2}-\d{2})_(\d{4}-\d{2}-\d{2})")


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """From ``first`` to ``last``, both included."""

    first: date
    last: date

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1

    @property
    def interval(self) -> Interval:
        """The instants (UTC) from the first midnight in Paris until the one after the last day."""
        return Interval(paris_instant(self.first, time()), paris_instant(self.last + timedelta(days=1), time()))

    @property
    def mondays(self) -> tuple[date, ...]:
        """The Monday of each civil week that the period touches."""
        start = monday_of(self.first)
        weeks = (monday_of(self.last) - start).days // 7
        return tuple(start + timedelta(weeks=rank) for rank in range(weeks + 1))

    @property
    def quarter(self) -> int | None:
        """1 to 4 for a whole civil quarter."""
        number = (self.first.month - 1) // QUARTER_MONTHS + 1
        return number if self == quarter_of(self.first) else None

    @property
    def is_month(self) -> bool:
        return self == month_of(self.first)

    @property
    def previous(self) -> Period:
        """What it is compared with: the quarter or month before, else as many days just before."""
        eve = self.first - timedelta(days=1)
        if self.quarter:
            return quarter_of(eve)
        return month_of(eve) if self.is_month else Period(eve - timedelta(days=self.days - 1), eve)

    @property
    def code(self) -> str:
        """As addresses and file names write it: ``2026-T4``, ``2026-12``, ``2026-11-30_2026-12-06``."""
        if self.quarter:
            return f"{self.first.year}-T{self.quarter}"
        return f"{self.first:%Y-%m}" if self.is_month else f"{self.first.isoformat()}_{self.last.isoformat()}"

    @property
    def name(self) -> str:
        """« 4e trimestre 2026 », « décembre 2026 », « du 30 novembre 2026 au 6 décembre 2026 »."""
        if self.quarter:
            return format_date(self.first, "QQQQ y", locale=_locale())
        if self.is_month:
            return format_date(self.first, "LLLL y", locale=_locale())
        return _("du {first} au {last}").format(first=spoken_date(self.first), last=spoken_date(self.last))


def _locale() -> str:
    return "en_GB" if language() == "en" else "fr_FR"


def month_of(day: date) -> Period:
    """The civil month of a day."""
    return Period(day.replace(day=1), day.replace(day=calendar.monthrange(day.year, day.month)[1]))


def quarter_of(day: date) -> Period:
    """The civil quarter of a day: the dialogues of the contract are quarterly."""
    opening = QUARTER_MONTHS * ((day.month - 1) // QUARTER_MONTHS) + 1
    first = date(day.year, opening, 1)
    return Period(first, month_of(date(day.year, opening + QUARTER_MONTHS - 1, 1)).last)


def week_of(day: date) -> Period:
    """The civil week of a day, Monday to Sunday."""
    monday = monday_of(day)
    return Period(monday, monday + timedelta(days=6))


def period_of_days(first: date, last: date) -> Period:
    """A period chosen by hand. Raises InvalidInput when it ends before it begins, or is absurdly long."""
    if last < first:
        raise InvalidInput(N_("La période finit avant de commencer : échangez les deux dates."))
    if (last - first).days >= LONGEST_DAYS:
        raise InvalidInput(N_("La période dépasse trois ans : choisissez-en une plus courte."))
    return Period(first, last)


def period_of_code(code: str) -> Period:
    """The period that :attr:`Period.code` wrote. Raises InvalidInput for anything else."""
    try:
        found = _coded(code)
    except ValueError:
        found = None
    if found is not None and found.first >= EARLIEST and found.last <= LATEST:
        return found
    raise InvalidInput(
        N_("« {code} » n’est pas une période : écrivez 2026-T4, 2026-12 ou 2026-11-30_2026-12-06."), code=code
    )


def _coded(code: str) -> Period | None:
    """The period of a code, however far in time; None for no code. Raises ValueError, InvalidInput."""
    if found := _QUARTER.fullmatch(code):
        return quarter_of(date(int(found[1]), QUARTER_MONTHS * int(found[2]), 1))
    if found := _MONTH.fullmatch(code):
        return month_of(date(int(found[1]), int(found[2]), 1))
    if found := _DAYS.fullmatch(code):
        return period_of_days(date.fromisoformat(found[1]), date.fromisoformat(found[2]))
    return None
