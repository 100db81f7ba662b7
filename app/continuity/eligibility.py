"""Who can take a need over: able, in reach on the roads left, up throughout, there in time, not having said no.

A relay sets off when the window begins, or when care stops if that is earlier: asked again later in the day, the same
question has the same answer. Medicine that lacks is solved by those whom a text lets replace it (dated data, in
:attr:`app.continuity.territory.Territory.medicine_relays`), not by a visit.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from math import inf
from typing import TYPE_CHECKING

from app.continuity.carer import CarerKind, practice_carer
from app.continuity.finding import Reason, Steps
from app.continuity.interruption import Cause
from app.continuity.situation import OutageKind
from app.core.intervals import Interval

if TYPE_CHECKING:
    from collections.abc import Sequence, Set

    from app.continuity.care_need import CareNeed
    from app.continuity.carer import Carer, CarerId
    from app.continuity.category import Category
    from app.continuity.failures import Failures
    from app.continuity.interruption import Interruption
    from app.continuity.reach import Reach

MOST_TO_CALL = 3


@dataclass(frozen=True, slots=True)
class Options:
    """Who remains for one need: carers (indices) and their minutes, None at a distance; how many at each step; who is nearest.

    ``reason`` is None as long as somebody remains.
    """

    eligible: tuple[tuple[int, float | None], ...]
    steps: Steps
    call: tuple[CarerId, ...]
    reason: Reason | None


class Eligibility:
    """Who remains for each need, computed once for needs alike. ``replacing``: professions that replace a medicine."""

    def __init__(
        self, carers: Sequence[Carer], failures: Failures, reach: Reach, replacing: frozenset[str] = frozenset()
    ) -> None:
        self.carers, self._failures, self._reach, self._replacing = carers, failures, reach, replacing
        self._able: dict[tuple[str, bool], tuple[int, ...]] = {}
        self._known: dict[tuple[object, ...], Options] = {}

    def of(
        self, need: CareNeed, category: Category, stop: Interruption, refused: Set[CarerId] = frozenset()
    ) -> Options:
        """The options of an interrupted need. Its own practice is one when it is not the practice that fails."""
        failed = practice_carer(need.practice) if Cause.PRACTICE in stop.causes else None
        key = (category.code, need.commune, failed, stop, frozenset(refused))
        if key not in self._known:
            self._known[key] = self._options(need.commune, category, stop, failed, refused)
        return self._known[key]

    def _options(
        self, commune: str, category: Category, stop: Interruption, failed: CarerId | None, refused: Set[CarerId]
    ) -> Options:
        medicine = Cause.MEDICINE in stop.causes
        able = [one for one in self._able_to(category, medicine) if self.carers[one].id != failed]
        near = [one for one in able if self._is_near(one, commune)]
        ahead = Interval(max(stop.span.start, self._failures.window.start), stop.span.end)
        cut = self._failures.roads(ahead)
        minutes = {one: self._minutes(one, commune, cut) for one in near}
        by_road = [one for one in near if self._accepts(one, minutes[one])]
        opened = [one for one in by_road if self._is_up(one, commune, ahead)]
        leaves = min(stop.span.start, self._failures.window.start)
        in_time = [one for one in opened if leaves + timedelta(minutes=minutes[one] or 0) <= stop.due_at]
        willing = [one for one in in_time if self.carers[one].id not in refused]
        rows = (able, near, by_road, opened, in_time, willing)
        return Options(
            tuple((one, minutes[one]) for one in willing),
            Steps(*(len(row) for row in rows)),
            self._nearest(rows, commune),
            None if willing else self._reason(rows, category, stop),
        )

    def _able_to(self, category: Category, medicine: bool) -> tuple[int, ...]:
        key = (category.code, medicine)
        if key not in self._able:
            self._able[key] = tuple(
                index for index, carer in enumerate(self.carers) if self._can(carer, category, medicine=medicine)
            )
        return self._able[key]

    def _minutes(self, carer: int, commune: str, cut: frozenset[frozenset[str]] = frozenset()) -> float | None:
        if self.carers[carer].kind is CarerKind.REMOTE:
            return None
        return self._reach.minutes(commune, self.carers[carer].commune, cut)

    def _accepts(self, carer: int, minutes: float | None) -> bool:
        radius = self.carers[carer].radius_minutes
        return minutes is None or (minutes < inf and (radius is None or minutes <= radius))

    def _is_near(self, carer: int, commune: str) -> bool:
        return self._accepts(carer, self._minutes(carer, commune))

    def _is_up(self, carer: int, commune: str, ahead: Interval) -> bool:
        spans = list(self._failures.down(self.carers[carer]))
        if self.carers[carer].kind is CarerKind.REMOTE:
            spans += self._failures.at(OutageKind.POWER, commune) + self._failures.at(OutageKind.NETWORK, commune)
        return not any(span.overlaps(ahead) for span in spans)

    def _nearest(self, rows: Sequence[Sequence[int]], commune: str) -> tuple[CarerId, ...]:
        """Those who passed most steps, nearest first; those closed or out of time included when nobody else is."""
        furthest = next((row for row in reversed(rows) if row), ())
        ranked = sorted(furthest, key=lambda one: (self._minutes(one, commune) or 0.0, self.carers[one].id))
        return tuple(self.carers[one].id for one in ranked[:MOST_TO_CALL])

    def _reason(self, rows: Sequence[Sequence[int]], category: Category, stop: Interruption) -> Reason:
        """The first step that leaves nobody."""
        lost = next(step for step, row in enumerate(rows) if not row)
        if lost == 0 and (stop.causes - {Cause.PRACTICE, Cause.SITE}) and self._without_failure(category):
            return Reason.DEPENDS
        by_step = (
            Reason.NOBODY, Reason.OUT_OF_REACH, Reason.ROAD, Reason.CLOSED, Reason.TOO_LATE, Reason.REFUSED,
        )  # fmt: skip
        return by_step[lost]

    def _without_failure(self, category: Category) -> bool:
        """Nobody goes for this care, or those who do can't replace what fails."""
        return not category.carers or bool(self._able_to(category, False))

    def _can(self, carer: Carer, category: Category, *, medicine: bool) -> bool:
        if carer.kind is CarerKind.PRACTICE:
            useful = category.carers & self._replacing if medicine else category.carers
            return not carer.professions.isdisjoint(useful)
        if carer.kind is CarerKind.REMOTE:
            return category.remote and not medicine and category.code in carer.categories
        if medicine and carer.professions and carer.professions.isdisjoint(self._replacing):
            return False
        return category.code in carer.categories
