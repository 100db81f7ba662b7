"""Half-open intervals of time, ``[start, end)``, and the civil days between which a dated row holds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta


@dataclass(frozen=True, slots=True, order=True)
class Interval:
    """From ``start`` until just before ``end``, both aware instants."""

    start: datetime
    end: datetime

    @property
    def duration(self) -> timedelta:
        return self.end - self.start

    def overlaps(self, other: Interval) -> bool:
        """Whether the two share an instant; touching ends don't."""
        return self.start < other.end and other.start < self.end


def is_within(day: date, first: date | None, last: date | None) -> bool:
    """Whether a civil day lies from ``first`` to ``last``, both included; None leaves that side open."""
    return (first is None or first <= day) and (last is None or day <= last)
