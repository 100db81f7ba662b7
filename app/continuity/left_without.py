"""Who is left without care when something fails: the limit of each need, who takes it over, and why nobody can."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import timedelta
from types import MappingProxyType
from typing import TYPE_CHECKING

from app.continuity.assignment import assign
from app.continuity.batches import merged
from app.continuity.finding import Finding, Gap, Reason, State, Steps
from app.continuity.left_words import whole_sentence
from app.continuity.matching import UNSERVED, served
from app.continuity.programme import Choice
from app.continuity.question import Question

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Mapping, Sequence, Set
    from datetime import datetime

    from app.continuity.care_need import CareNeed
    from app.continuity.carer import CarerId
    from app.continuity.need import NeedId
    from app.continuity.question import Row
    from app.continuity.situation import Situation
    from app.continuity.territory import Territory

__all__ = ["Finding", "Gap", "Load", "Outcome", "Reason", "Slice", "State", "Steps", "who_is_left", "who_takes"]

_NOBODY: Mapping[NeedId, CarerId] = MappingProxyType({})
_NO_REFUSAL: Mapping[NeedId, Set[CarerId]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Slice:
    """From ``starts_at`` (UTC), for an hour or more: uncovered needs that become due in it, and since the window began."""

    starts_at: datetime
    due: int
    so_far: int


@dataclass(frozen=True, slots=True)
class Load:
    """What a carer takes over, of what it can."""

    taken: int
    capacity: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """The answer for a situation. ``findings``: one per need computed, in the order of the needs. ``gaps``: the first due first.

    ``capacities``: what each carer still up can take. ``unknown``: needs of a category the table does not hold (not computed).
    """

    situation: Situation
    findings: tuple[Finding, ...]
    gaps: tuple[Gap, ...]
    capacities: Mapping[CarerId, int]
    unknown: int = 0

    def count(self, state: State) -> int:
        """Needs in a state."""
        return sum(one.state is state for one in self.findings)

    @property
    def touched(self) -> int:
        """Needs interrupted, those that can wait and those their practice keeps included."""
        return len(self.findings) - self.count(State.NOT_TOUCHED)

    @property
    def kept(self) -> int:
        """Needs their practice keeps, or that can wait."""
        return self.count(State.KEPT)

    @property
    def exceeded(self) -> int:
        """Needs whose limit is exceeded unless somebody else goes."""
        return self.relayed + self.uncovered

    @property
    def relayed(self) -> int:
        """Needs somebody else can take over."""
        return self.count(State.RELAYED)

    @property
    def uncovered(self) -> int:
        """Needs nobody can take over in time."""
        return self.count(State.UNCOVERED)

    @property
    def first_due(self) -> datetime | None:
        """When the first uncovered need exceeds its limit (UTC)."""
        return min((one.due_at for one in self.findings if one.state is State.UNCOVERED and one.due_at), default=None)

    @property
    def sentence(self) -> str:
        """« 31 besoins touchés : 25 repris, 6 sans solution, le premier jeudi 26 novembre à 12 h. », exact counts."""
        return self.spoken()

    def spoken(self, fewest: int = 0) -> str:
        """The sentence, with counts below ``fewest`` as « moins de 5 »."""
        counts = (self.touched, self.kept, self.relayed, self.uncovered)
        return whole_sentence(*counts, self.first_due, self.unknown, fewest)

    def exceeded_by_hour(self) -> tuple[Slice, ...]:
        """Hour by hour over the window, uncovered needs that become due."""
        return self.by_slice(1)

    def by_slice(self, hours: int) -> tuple[Slice, ...]:
        """The same by slices of several hours (12 for the situation report). What was due before is in the first.

        They begin at the hour, the first before the window itself when it begins within one; the last ends with the window:
        what is left of an hour is a slice of its own only where slices are hours.
        """
        dues = sorted(one.due_at for one in self.findings if one.state is State.UNCOVERED and one.due_at)
        at, so_far = self.situation.starts_at.replace(minute=0, second=0, microsecond=0), 0
        end = self.situation.ends_at
        last_start = end - (self.situation.starts_at - at if hours > 1 else timedelta())
        slices: list[Slice] = []
        while at < last_start:
            ends = at + timedelta(hours=hours)
            due = bisect_left(dues, end if last_start <= ends < end else ends) - so_far
            so_far += due
            slices.append(Slice(at, due, so_far))
            at = ends
        return tuple(slices)

    def by_carer(self) -> Mapping[CarerId, Load]:
        """What each carer takes over, busiest first; those who take nothing are absent."""
        taken = Counter(one.carer for one in self.findings if one.state is State.RELAYED and one.carer)
        busiest = sorted(taken.items(), key=lambda one: (-one[1], one[0]))
        return {carer: Load(count, self.capacities.get(carer, 0)) for carer, count in busiest}


def who_is_left(
    needs: Sequence[CareNeed],
    territory: Territory,
    situation: Situation,
    *,
    taken: Mapping[NeedId, CarerId] = _NOBODY,
    refused: Mapping[NeedId, Set[CarerId]] = _NO_REFUSAL,
) -> Outcome:
    """What becomes of each need. ``taken``: who already has it; ``refused``: who said no to it.

    As many as can be are relayed, the most severe then the first due before others; among all ways to relay those, the
    least costly (:mod:`app.continuity.assignment`). Needs that ended before the window are not touched.
    """
    asked = Question(territory, situation, taken, refused)
    asked.read(needs)
    return _answer(asked, needs)


def who_takes(
    needs: Sequence[CareNeed],
    territory: Territory,
    situation: Situation,
    *,
    taken: Mapping[NeedId, CarerId] = _NOBODY,
    refused: Mapping[NeedId, Set[CarerId]] = _NO_REFUSAL,
) -> Outcome:
    """Who takes needs that nobody has yet (hospital discharges): all are interrupted from the start of the window on.

    Their ``practice`` may be empty; what fails in ``situation`` fails for their relays too. Those of one category and commune
    go to one carer where that can be: each carer more is a telephone call more for the same line.
    """
    asked = Question(territory, situation, taken, refused)
    asked.read(needs, from_start=True)
    return _answer(asked, needs, lambda need: (need.category, need.commune))


def uncovered_of(rows: Sequence[Row], capacities: Sequence[int]) -> frozenset[NeedId]:
    """The uncovered among rows, most urgent first, without choosing who takes the others."""
    chosen = served([[one for one, _minutes in row.options.eligible] for row in rows], capacities)
    return frozenset(row.need.id for row, carer in zip(rows, chosen, strict=True) if carer == UNSERVED)


def _patient(need: CareNeed) -> Hashable:
    return need.practice, need.pseudonym


def _answer(asked: Question, needs: Sequence[CareNeed], together: Callable[[CareNeed], Hashable] = _patient) -> Outcome:
    """``together``: needs of which it says the same go to one carer where that can be."""
    rows = asked.rows(needs)
    choices = [
        [Choice(one, asked.rank(row.need, asked.carers[one]), minutes or 0.0) for one, minutes in row.options.eligible]
        for row in rows
    ]
    groups = [together(row.need) for row in rows]
    chosen = assign(choices, asked.capacities, groups)
    if together is not _patient:
        chosen = merged([{one.carer for one in row} for row in choices], chosen, asked.capacities, groups)
    found = {row.need.id: _found(asked, row, carer) for row, carer in zip(rows, chosen, strict=True)}
    return Outcome(
        asked.situation,
        tuple(found.get(need.id) or _held(asked, need) for need in needs if need.category in asked.categories),
        gaps_of([row for row in rows if found[row.need.id].state is State.UNCOVERED]),
        {carer.id: capacity for carer, capacity in zip(asked.carers, asked.capacities, strict=True)},
        asked.unknown,
    )


def _found(asked: Question, row: Row, carer: int) -> Finding:
    """A need whose limit is exceeded: relayed or not."""
    minutes = dict(row.options.eligible).get(carer)
    return Finding(
        need=row.need.id,
        practice=row.need.practice,
        category=row.need.category,
        commune=row.need.commune,
        state=State.UNCOVERED if carer == UNSERVED else State.RELAYED,
        due_at=row.stop.due_at,
        carer=None if carer == UNSERVED else asked.carers[carer].id,
        minutes=minutes,
        reason=(row.options.reason or Reason.FULL) if carer == UNSERVED else None,
    )


def _held(asked: Question, need: CareNeed) -> Finding:
    """A need that nothing interrupts, that its practice keeps, or that can wait."""
    stop, kept = asked.stops.get(need.id), asked.kept.get(need.id)
    return Finding(
        need=need.id,
        practice=need.practice,
        category=need.category,
        commune=need.commune,
        state=State.KEPT if stop or kept else State.NOT_TOUCHED,
        due_at=stop.due_at if stop else None,
        carer=kept,
    )


def gaps_of(rows: Sequence[Row]) -> tuple[Gap, ...]:
    """Uncovered rows, most urgent first, gathered by what they have in common; the first due first."""
    alike: dict[tuple[str, str, Reason], list[Row]] = defaultdict(list)
    for row in rows:
        alike[row.need.category, row.need.commune, row.options.reason or Reason.FULL].append(row)
    gaps = []
    for (category, commune, reason), group in alike.items():
        first = min(group, key=lambda row: (row.stop.due_at, row.need.id))
        gaps.append(
            Gap(
                category=category,
                commune=commune,
                reason=reason,
                count=len(group),
                first_due=first.stop.due_at,
                steps=first.options.steps,
                call=first.options.call,
                practices=frozenset(row.need.practice for row in group),
            )
        )
    return tuple(sorted(gaps, key=lambda gap: (gap.first_due, gap.category, gap.commune, gap.reason)))
