"""When the care of a need stops, because of what, and when that becomes too long.

Care stops when its practice is closed, when the practice can't come by road, or when what the care depends on fails where
it is given. The limit is the need's own, else its category's. For a power cut or a supplier's failure the autonomy caps
the limit, and a cut no longer than the autonomy touches nobody. Only what lasts past the limit exceeds it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from math import inf
from typing import TYPE_CHECKING

from app.continuity.carer import CarerKind, practice_carer
from app.continuity.category import Dependence
from app.continuity.failures import merged
from app.continuity.situation import OutageKind
from app.core.intervals import Interval

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

    from app.continuity.care_need import CareNeed
    from app.continuity.carer import Carer
    from app.continuity.category import Category
    from app.continuity.failures import Failures, Spans
    from app.continuity.reach import Reach
    from app.continuity.territory import Territory


class Cause(StrEnum):
    """What stops the care of a need. ``PRACTICE``: nobody comes, closed or cut off by road."""

    PRACTICE = "practice"
    POWER = "power"
    NETWORK = "network"
    WATER = "water"
    SITE = "site"
    SUPPLIER = "supplier"
    MEDICINE = "medicine"
    REMOTE = "remote"


CAPPED = frozenset({Cause.POWER, Cause.SUPPLIER})
"""Failures that an autonomy rides out."""


@dataclass(frozen=True, slots=True)
class Interruption:
    """``span``: from the first cause to the end of the last; ``due_at`` (UTC) is the earliest of them.

    ``exceeded``: the limit falls before the end; otherwise the need waits. Causes that wait are left out when one exceeds.
    """

    span: Interval
    due_at: datetime
    causes: frozenset[Cause]
    exceeded: bool


class Interruptions:
    """What stops the care of needs, in one situation on one territory."""

    def __init__(self, territory: Territory, failures: Failures, reach: Reach) -> None:
        self._failures, self._reach = failures, reach
        self._practices = {one.id: one for one in territory.carers if one.kind is CarerKind.PRACTICE}
        self._sites = [one for one in territory.carers if one.kind is CarerKind.SITE]
        self._remote = {one.id: one for one in territory.carers if one.kind is CarerKind.REMOTE}
        self._cut_off: dict[tuple[str, str, float], Spans] = {}

    def of(self, need: CareNeed, category: Category, *, kept: bool = False) -> Interruption | None:
        """The interruption of a need, or None. ``kept``: those of its practice who remain still go."""
        parts = self.parts(need, category, kept=kept)
        exceeded = [part for part in parts if part.exceeded]
        return _joined(exceeded or parts)

    def parts(self, need: CareNeed, category: Category, *, kept: bool = False) -> list[Interruption]:
        """Each failure that stops a need, one by one; what its autonomy rides out is left out."""
        return [
            _part(need, category, cause, span)
            for cause, spans in self._causes(need, category, kept)
            for span in spans
            if not (cause in CAPPED and _rides_out(need, span))
        ]

    def _causes(self, need: CareNeed, category: Category, kept: bool) -> Iterator[tuple[Cause, Spans]]:
        yield Cause.PRACTICE, merged(self._nobody_comes(need, category, kept))
        where = self._where(need, category)
        if need.power or Dependence.POWER in category.depends_on:
            yield Cause.POWER, self._failures.at(OutageKind.POWER, where)
        if Dependence.NETWORK in category.depends_on:
            yield Cause.NETWORK, self._failures.at(OutageKind.NETWORK, where)
        if Dependence.WATER in category.depends_on:
            yield Cause.WATER, self._failures.at(OutageKind.WATER, where)
        yield Cause.SITE, merged(self._site_fails(need, category))
        yield Cause.SUPPLIER, merged(self._supplier_fails(need, category))
        yield Cause.MEDICINE, merged(self._medicine_lacks(need, category))
        yield Cause.REMOTE, merged(self._remote_fails(need, category))

    def visited(self, need: CareNeed, category: Category) -> bool:
        """Its practice gives the care itself. What only a site can give goes on without the practice that wrote it."""
        return bool(category.carers) or self._site_of(need, category) is None

    def _nobody_comes(self, need: CareNeed, category: Category, kept: bool) -> Iterator[Interval]:
        goes = self._site_of(need, category)
        if self.visited(need, category):
            yield from self._failures.whole(need.practice) if kept else self._failures.thinned(need.practice)
            goes = self._practices.get(practice_carer(need.practice))
            yield from self._failures.down(goes) if goes is not None else ()
        if goes is not None:
            yield from self._by_road(goes, need.commune)

    def _by_road(self, carer: Carer, commune: str) -> Spans:
        """When the way round cut roads is longer than the carer accepts, and than its usual way."""
        radius = inf if carer.radius_minutes is None else carer.radius_minutes
        key = (carer.commune, commune, radius)
        if key not in self._cut_off:
            usual = self._reach.minutes(commune, carer.commune)
            self._cut_off[key] = merged(
                span
                for span, cut in self._failures.road_steps()
                if _too_far(self._reach.minutes(commune, carer.commune, cut), usual, radius)
            )
        return self._cut_off[key]

    def _site_of(self, need: CareNeed, category: Category) -> Carer | None:
        """The establishment that gives the care: the one written, else the nearest that does when only sites can."""
        named = [one for one in self._sites if need.site and need.site == one.site]
        if named or category.carers:
            return named[0] if named else None
        able = [one for one in self._sites if category.code in one.categories]
        return min(able, key=lambda one: (self._reach.minutes(need.commune, one.commune), one.id), default=None)

    def _where(self, need: CareNeed, category: Category) -> str:
        """The commune where the care is given: the site's when only sites can, home otherwise."""
        site = None if category.carers else self._site_of(need, category)
        return site.commune if site is not None and site.commune else need.commune

    def _site_fails(self, need: CareNeed, category: Category) -> Iterator[Interval]:
        for span, cut in self._failures.of(OutageKind.SITE):
            touched = not cut.categories or category.code in cut.categories
            if touched and ((need.site and need.site == cut.site) or (not need.site and cut.categories)):
                yield span
        site = self._site_of(need, category)
        if site is not None:
            yield from self._failures.down(site)

    def _supplier_fails(self, need: CareNeed, category: Category) -> Iterator[Interval]:
        if not (need.oxygen or Dependence.SUPPLIER in category.depends_on):
            return
        for span, cut in self._failures.of(OutageKind.SUPPLIER):
            its = not cut.site or need.site in ("", cut.site)
            here = not cut.communes or need.commune in cut.communes
            if its and here and (not cut.categories or category.code in cut.categories):
                yield span

    def _medicine_lacks(self, need: CareNeed, category: Category) -> Iterator[Interval]:
        for span, cut in self._failures.of(OutageKind.MEDICINE):
            here = not cut.communes or need.commune in cut.communes
            on_it = category.code in cut.categories if cut.categories else Dependence.PHARMACY in category.depends_on
            if here and on_it:
                yield span

    def _remote_fails(self, need: CareNeed, category: Category) -> Iterator[Interval]:
        """A service that watches needs at a distance fails, or stops without power or network where it is."""
        if Dependence.NETWORK not in category.depends_on:
            return
        for service in self._remote.values():
            if category.code in service.categories and need.site in ("", service.site):
                yield from self._failures.down(service)


def _too_far(minutes: float, usual: float, radius: float) -> bool:
    return minutes > usual and (minutes == inf or minutes > radius)


def _rides_out(need: CareNeed, span: Interval) -> bool:
    return need.autonomy_hours is not None and span.duration <= timedelta(hours=need.autonomy_hours)


def _part(need: CareNeed, category: Category, cause: Cause, span: Interval) -> Interruption:
    limit = category.max_interruption_hours if need.max_interruption_hours is None else need.max_interruption_hours
    if cause in CAPPED and need.autonomy_hours is not None:
        limit = min(limit, need.autonomy_hours)
    due_at = span.start + timedelta(hours=limit)
    return Interruption(span, due_at, frozenset({cause}), due_at < span.end)


def _joined(parts: Iterable[Interruption]) -> Interruption | None:
    all_of = list(parts)
    if not all_of:
        return None
    span = Interval(min(part.span.start for part in all_of), max(part.span.end for part in all_of))
    causes = frozenset[Cause]().union(*(part.causes for part in all_of))
    return Interruption(span, min(part.due_at for part in all_of), causes, all_of[0].exceeded)
