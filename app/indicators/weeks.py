"""Week by week: injections against the doses allotted, active lines against those planned; and the pace of a day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.core.clock import monday_of

if TYPE_CHECKING:
    from datetime import date

    from app.indicators.facts import Facts
    from app.indicators.periods import Period


@dataclass(frozen=True, slots=True)
class Week:
    """One civil week, within the period. ``injected`` None: nobody has counted yet; ``target`` None: nothing allotted."""

    monday: date
    injected: int | None
    target: int | None
    active_lines: int
    planned_lines: int


def weeks_of(facts: Facts, period: Period) -> tuple[Week, ...]:
    """The weeks that the period touches, in order; only days of the period are counted."""
    days = {session.id: session.day for session in facts.sessions}
    injected: Counter[date] = Counter()
    counted = set()
    for session, count in facts.injected.items():
        if session in days:
            injected[monday_of(days[session])] += count
            counted.add(monday_of(days[session]))
    active: Counter[date] = Counter()
    planned: Counter[date] = Counter()
    for one in facts.capacities:
        monday = monday_of(one.session.day)
        active[monday] += one.open_lines
        planned[monday] += one.session.lines
    return tuple(
        Week(
            monday,
            injected[monday] if monday in counted else None,
            facts.allotted.get(monday),
            active[monday],
            planned[monday],
        )
        for monday in period.mondays
    )


def injections_by_day(facts: Facts) -> dict[date, int]:
    """Injections by civil day, days with none left out, in order."""
    days = {session.id: session.day for session in facts.sessions}
    counts: Counter[date] = Counter()
    for session, count in facts.injected.items():
        if session in days and count:
            counts[days[session]] += count
    return dict(sorted(counts.items()))


def days_elapsed(by_day: Mapping[date, int]) -> int:
    """Days from the first to the last day of injection, at least 1: Auray's 80,000 from 22/01/2021 to 26/02/2022 are 400."""
    return max(1, (max(by_day) - min(by_day)).days) if by_day else 0
