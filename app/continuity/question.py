"""One question on its way to its answer: what stops each need, what short practices keep, who could take the others."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import timedelta
from math import floor
from typing import TYPE_CHECKING

from app.continuity.care_need import MOST_RELAYS
from app.continuity.carer import practice_carer, practice_of
from app.continuity.eligibility import Eligibility
from app.continuity.failures import Failures
from app.continuity.interruption import Cause, Interruption, Interruptions
from app.continuity.reach import Reach

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence, Set
    from datetime import datetime

    from app.continuity.care_need import CareNeed
    from app.continuity.carer import Carer, CarerId
    from app.continuity.category import Category
    from app.continuity.eligibility import Options
    from app.continuity.need import NeedId
    from app.continuity.situation import Situation
    from app.continuity.territory import Territory
    from app.core.ids import PracticeId

ALREADY, ITSELF, DECLARED = 0, 1, 2
PAIRED = DECLARED + MOST_RELAYS
ANYBODY = PAIRED + 1
"""Preferences, best first: who already has it, the practice itself, relays in the order written, paired practices, others."""


@dataclass(frozen=True, slots=True)
class Row:
    """A need that nobody of its practice holds, its limit exceeded."""

    need: CareNeed
    category: Category
    stop: Interruption
    options: Options

    @property
    def urgency(self) -> tuple[int, datetime, str]:
        return self.category.severity, self.stop.due_at, self.need.id


class Question:
    """One question on its way to its answer. ``reach`` may be shared by questions on the same roads."""

    def __init__(
        self,
        territory: Territory,
        situation: Situation,
        taken: Mapping[NeedId, CarerId],
        refused: Mapping[NeedId, Set[CarerId]],
        reach: Reach | None = None,
    ) -> None:
        self.situation, self.categories = situation, territory.categories
        self.carers = tuple(sorted(territory.carers, key=lambda carer: carer.id))
        self._taken, self._refused = taken, refused
        reach = reach or Reach(territory.roads)
        self._failures = Failures(situation)
        self._interruptions = Interruptions(territory, self._failures, reach)
        self._eligibility = Eligibility(self.carers, self._failures, reach, territory.medicine_relays)
        self.capacities = [max(carer.capacity, 0) for carer in self.carers]
        self.stops: dict[NeedId, Interruption] = {}
        self.kept: dict[NeedId, CarerId] = {}
        self.unknown = 0

    def read(self, needs: Sequence[CareNeed], *, from_start: bool = False) -> None:
        """What stops each need, then what practices short of people keep all the same."""
        known = [need for need in needs if need.category in self.categories]
        self.unknown = len(needs) - len(known)
        current = [need for need in known if need.expires_at > self.situation.starts_at]
        for need in current:
            stop = self._from_start(need) if from_start else self._stop(need)
            if stop is not None:
                self.stops[need.id] = stop
        self._keep([] if from_start else current)

    def _stop(self, need: CareNeed, *, kept: bool = False) -> Interruption | None:
        return self._interruptions.of(need, self.categories[need.category], kept=kept)

    def _from_start(self, need: CareNeed) -> Interruption:
        limit = need.max_interruption_hours
        hours = self.categories[need.category].max_interruption_hours if limit is None else limit
        window = self._failures.window
        due_at = window.start + timedelta(hours=hours)
        return Interruption(window, due_at, frozenset({Cause.PRACTICE}), due_at < window.end)

    def _keep(self, current: Sequence[CareNeed]) -> None:
        """A practice short of people keeps its most urgent needs: its share present, and what it can take on besides."""
        by_practice: dict[PracticeId, list[CareNeed]] = defaultdict(list)
        for need in current:
            if need.practice in self._failures.short and self._interruptions.visited(
                need, self.categories[need.category]
            ):
                by_practice[need.practice].append(need)
        index = {carer.id: rank for rank, carer in enumerate(self.carers)}
        for practice, own in by_practice.items():
            if self._failures.share(practice):
                self._keep_of(practice, own, index.get(practice_carer(practice)))
        for practice in self._failures.short:
            rank = index.get(practice_carer(practice))
            if rank is not None:
                self.capacities[rank] = floor(self.capacities[rank] * (1 - self._failures.share(practice)))

    def _keep_of(self, practice: PracticeId, own: Sequence[CareNeed], rank: int | None) -> None:
        usual = floor(len(own) * (1 - self._failures.share(practice)))
        spare = 0 if rank is None else self.capacities[rank]
        kept = sorted(own, key=self._kept_first)[: usual + spare]
        if rank is not None:
            self.capacities[rank] -= max(0, len(kept) - usual)
        for need in kept:
            stop = self._stop(need, kept=True)
            self.stops.pop(need.id, None)
            if stop is None:
                self.kept[need.id] = practice_carer(practice)
            else:
                self.stops[need.id] = stop

    def _kept_first(self, need: CareNeed) -> tuple[bool, int, datetime, str]:
        stop = self.stops.get(need.id)
        due_at = stop.due_at if stop else self.situation.ends_at
        return stop is None or not stop.exceeded, self.categories[need.category].severity, due_at, need.id

    def rows(self, needs: Sequence[CareNeed]) -> list[Row]:
        """Needs whose limit is exceeded, the most severe then the first due before others."""
        rows = []
        for need in needs:
            stop = self.stops.get(need.id)
            if stop is not None and stop.exceeded:
                category = self.categories[need.category]
                refused = self._refused.get(need.id, frozenset())
                rows.append(Row(need, category, stop, self._eligibility.of(need, category, stop, refused)))
        return sorted(rows, key=lambda row: row.urgency)

    def rank(self, need: CareNeed, carer: Carer) -> int:
        """How far down the preferences a carer comes for a need."""
        if self._taken.get(need.id) == carer.id:
            return ALREADY
        practice = practice_of(carer.id)
        if practice is not None and practice == need.practice:
            return ITSELF
        if practice is not None and practice in need.relays:
            return DECLARED + min(need.relays.index(practice), MOST_RELAYS - 1)
        return PAIRED if need.practice in carer.pairs else ANYBODY
