"""Time worked cut where the regime or the civil day changes (Europe/Paris). The parts cover the time exactly, once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

from app.activity.fee_regimes import MINUTES_A_DAY, RegimeHours, regimes_of_day
from app.core.clock import PARIS, paris_date
from app.core.intervals import Interval

if TYPE_CHECKING:
    from app.activity.public_days import IsHoliday
    from app.roster.fees import FeeRegime


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of time within one civil day and one regime."""

    interval: Interval
    day: date
    rule: RegimeHours

    @property
    def regime(self) -> FeeRegime:
        return self.rule.regime


def split_hours(
    interval: Interval, exercise: str, rows: Sequence[RegimeHours], is_holiday: IsHoliday
) -> tuple[Part, ...]:
    """The parts of ``interval`` in order; empty when a day of it has no regime for that exercise (nothing to pay on).

    Raises InvalidInput when the rows of a day leave a gap or overlap.
    """
    parts: list[Part] = []
    for on in _days(interval):
        rules = regimes_of_day(rows, exercise, on, is_holiday)
        if not rules:
            return ()
        parts += [Part(piece, on, rule) for rule, piece in _pieces(interval, on, rules)]
    return tuple(parts)


def _days(interval: Interval) -> Iterator[date]:
    on = paris_date(interval.start)
    while _instant(on, 0) < interval.end:
        yield on
        on += timedelta(days=1)


def _pieces(interval: Interval, on: date, rules: Iterable[RegimeHours]) -> Iterator[tuple[RegimeHours, Interval]]:
    """Each rule's share of the interval that day; a bound the clocks skip is taken where they jump."""
    begins = _instant(on, 0)
    for rule in rules:
        ends = max(begins, _instant(on, rule.ends))
        start, end = max(begins, interval.start), min(ends, interval.end)
        if start < end:
            yield rule, Interval(start, end)
        begins = ends


def _instant(on: date, minutes: int) -> datetime:
    """The UTC instant of a wall time, given in minutes from midnight; 24 h is the next midnight."""
    days, rest = divmod(minutes, MINUTES_A_DAY)
    wall = time(rest // 60, rest % 60)
    return datetime.combine(on + timedelta(days=days), wall, PARIS).astimezone(UTC)


def main_regime(parts: Iterable[Part], within: Interval) -> FeeRegime:
    """The regime where the larger part of ``within`` falls; a tie goes to the earlier (DOMAIN §3.5).

    ``parts`` cover ``within``, which is not empty.
    """
    held: dict[FeeRegime, timedelta] = defaultdict(timedelta)
    for part in parts:
        shared = min(part.interval.end, within.end) - max(part.interval.start, within.start)
        if shared > timedelta():
            held[part.regime] += shared
    return max(held, key=lambda regime: held[regime])


def regime_at(parts: Iterable[Part], instant: datetime) -> FeeRegime:
    """The regime of an instant that the parts cover."""
    return next(part.regime for part in parts if part.interval.start <= instant < part.interval.end)
