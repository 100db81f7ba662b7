"""Which days a centre opens: public holidays of France, and the table of days opened or closed all the same."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache

import holidays

from app.core.errors import N_, InvalidInput
from app.words import _
from app.words.dates import spoken_day


@dataclass(frozen=True, slots=True)
class DayException:
    """One day opened although it is a public holiday, or closed although it is not, with why (« élections »)."""

    day: date
    opened: bool
    reason: str = ""


@cache
def public_holidays(year: int) -> Mapping[date, str]:
    """The public holidays of metropolitan France in a year with their French names (package ``holidays``)."""
    return dict(sorted(holidays.country_holidays("FR", years=year, language="fr").items()))


@dataclass(frozen=True, slots=True)
class OpenDays:
    """Weekdays on which a centre opens (0 = Monday), holidays, exceptions. An exception beats both."""

    weekdays: frozenset[int] = frozenset(range(7))
    open_on_holidays: bool = False
    exceptions: Mapping[date, DayException] = field(default_factory=dict)

    def is_open(self, day: date) -> bool:
        return self.why_closed(day) is None

    def why_closed(self, day: date) -> str | None:
        """Why the centre stays closed that day, for a sentence; None when it opens."""
        exception = self.exceptions.get(day)
        if exception is not None:
            return None if exception.opened else exception.reason or _("fermé ce jour-là")
        if day.weekday() not in self.weekdays:
            return _("jour non ouvert")
        name = public_holidays(day.year).get(day)
        if name is not None and not self.open_on_holidays:
            return _("férié : {name}").format(name=name)
        return None


def open_days(
    weekdays: Iterable[int] = range(7), *, open_on_holidays: bool = False, exceptions: Iterable[DayException] = ()
) -> OpenDays:
    """The calendar of a centre's days. Raises InvalidInput when a day is said both opened and closed."""
    by_day: dict[date, DayException] = {}
    for exception in exceptions:
        known = by_day.setdefault(exception.day, exception)
        if known.opened != exception.opened:
            raise InvalidInput(
                N_("Le {day} est noté à la fois ouvert et fermé : gardez une seule des deux lignes."), day=exception.day
            )
    return OpenDays(frozenset(weekdays), open_on_holidays, by_day)


@dataclass(frozen=True, slots=True)
class ClosedDay:
    """A day of the period on which nothing opens although its weekday was asked for, with why."""

    day: date
    reason: str

    @property
    def sentence(self) -> str:
        """« vendredi 25 décembre (férié : Noël) »."""
        return f"{spoken_day(self.day)} ({self.reason})"
