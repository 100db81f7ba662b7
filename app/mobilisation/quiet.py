"""Hours at which nobody is disturbed, as wall times in Europe/Paris, right across both changes of the clock."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from app.core.clock import PARIS
from app.scheduling.opening_days import public_holidays
from app.words import _
from app.words.dates import spoken_hour

SUNDAY = 6
FAR = 15
"""Days ahead in which an allowed instant is looked for: no run of quiet days of a working rule is longer."""

CLOCK_CHANGES = (time(2), time(3))
"""Wall times at which a change of the clock may let quiet hours end early (Europe/Paris changes at 01:00 UTC)."""


@dataclass(frozen=True, slots=True)
class QuietHours:
    """From ``starts`` until just before ``ends`` every day, and whole days: ``weekdays`` (0 = Monday), public holidays.

    Equal bounds mean no quiet hours within a day. The default: 21:00 to 8:00, Sundays, holidays (indicative).
    """

    starts: time = time(21)
    ends: time = time(8)
    weekdays: frozenset[int] = frozenset({SUNDAY})
    on_holidays: bool = True

    def covers(self, at: datetime) -> bool:
        """Whether nobody is disturbed at this aware instant."""
        local = at.astimezone(PARIS)
        return self._covers_day(local.date()) or self._covers_hour(local.time())

    def _covers_day(self, day: date) -> bool:
        return day.weekday() in self.weekdays or (self.on_holidays and day in public_holidays(day.year))

    def _covers_hour(self, wall: time) -> bool:
        if self.starts <= self.ends:
            return self.starts <= wall < self.ends
        return wall >= self.starts or wall < self.ends

    @property
    def sentence(self) -> str:
        """« Personne n’est sollicité de 21 h à 8 h, ni le dimanche, ni les jours fériés. »"""
        parts = []
        if self.starts != self.ends:
            parts.append(_("de {start} à {end}").format(start=spoken_hour(self.starts), end=spoken_hour(self.ends)))
        if SUNDAY in self.weekdays:
            parts.append(_("le dimanche"))
        if self.on_holidays:
            parts.append(_("les jours fériés"))
        if not parts:
            return _("Aucune heure de silence n’est réglée.")
        return _("Personne n’est sollicité {times}.").format(times=_(", ni ").join(parts))


def next_allowed(at: datetime, rules: Sequence[QuietHours]) -> datetime | None:
    """The first instant from ``at`` on that none of ``rules`` covers, in UTC; None when there is none within 15 days."""
    return next((instant for instant in _openings(at, rules) if not any(one.covers(instant) for one in rules)), None)


def last_allowed(at: datetime, rules: Sequence[QuietHours]) -> datetime | None:
    """The same wall time on the nearest day, ``at``'s or before, that none of ``rules`` covers; None beyond 15 days."""
    local = at.astimezone(PARIS)
    for back in range(FAR):
        instant = _instants(local.date() - timedelta(days=back), local.time())[0]
        if not any(one.covers(instant) for one in rules):
            return instant
    return None


def _openings(at: datetime, rules: Sequence[QuietHours]) -> Iterator[datetime]:
    """``at``, then every instant at which some quiet hours may end, in order."""
    yield at.astimezone(UTC)
    today = at.astimezone(PARIS).date()
    walls = sorted({time(), *CLOCK_CHANGES, *(one.ends for one in rules)})
    for ahead in range(FAR):
        day = today + timedelta(days=ahead)
        yield from sorted({one for wall in walls for one in _instants(day, wall) if one > at})


def _instants(day: date, wall: time) -> tuple[datetime, datetime]:
    """The UTC instants that a wall time may mean: one twice, but for the doubled and the missing hour."""
    local = datetime.combine(day, wall.replace(tzinfo=None, fold=0), PARIS)
    return local.astimezone(UTC), local.replace(fold=1).astimezone(UTC)
