"""Unserved need-hours of a drill: requests with nobody, each for as long as its half-day lasts, by kind of care. Pure."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.drills.drill import LineName
    from app.drills.drill_report import DrillReport

HOUR_SECONDS = 3600


@dataclass(frozen=True, slots=True)
class NeedHours:
    """One kind of care in words, and its unserved need-hours on each line, from T0 on."""

    words: str
    hours: Mapping[LineName, float]


def need_hours(report: DrillReport) -> tuple[NeedHours, ...]:
    """By kind of care, the most unserved on the last line first. In a shared report small counts are left out of it."""
    found: dict[str, Counter[LineName]] = {}
    lasts = [(one.ends_at - one.starts_at).total_seconds() / HOUR_SECONDS for one in report.slices]
    for line in report.lines:
        for rank, point in enumerate(line.points):
            if rank < report.t0_rank:
                continue
            for _place, skill, units in point.needs:
                # Tenths keep sums exact: half-days last whole hours but on nights when the clocks change.
                found.setdefault(skill, Counter())[line.name] += round(10 * units * lasts[rank])
    last = report.lines[-1].name
    order = sorted(found, key=lambda skill: (-found[skill][last], -found[skill].total(), skill))
    return tuple(
        NeedHours(report.skills.get(skill, skill), {line.name: found[skill][line.name] / 10 for line in report.lines})
        for skill in order
    )
