"""Who is left without care when something fails: the limit of each need, who takes it over, and why nobody can."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import TYPE_CHECKING

from app.continuity.finding import Finding, Gap, Reason, State, Steps

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence, Set

    from app.continuity.care_need import CareNeed
    from app.continuity.carer import CarerId
    from app.continuity.need import NeedId
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
    """The answer for a situation. ``findings``: one per need, in the order of the needs. ``gaps``: the first due first.

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
        """« 31 besoins touchés : 25 repris, 6 sans solution, le premier à 12 h. »"""
        raise NotImplementedError

    def exceeded_by_hour(self) -> tuple[Slice, ...]:
        """Hour by hour over the window, uncovered needs that become due."""
        return self.by_slice(1)

    def by_slice(self, hours: int) -> tuple[Slice, ...]:
        """The same by slices of several hours (12 for the situation report)."""
        raise NotImplementedError(timedelta(hours=hours))

    def by_carer(self) -> Mapping[CarerId, Load]:
        """What each carer takes over, busiest first; those who take nothing are absent."""
        raise NotImplementedError


def who_is_left(
    needs: Sequence[CareNeed],
    territory: Territory,
    situation: Situation,
    *,
    taken: Mapping[NeedId, CarerId] = _NOBODY,
    refused: Mapping[NeedId, Set[CarerId]] = _NO_REFUSAL,
) -> Outcome:
    """What becomes of each need. ``taken``: who already has it; ``refused``: who said no to it."""
    raise NotImplementedError


def who_takes(
    needs: Sequence[CareNeed],
    territory: Territory,
    situation: Situation,
    *,
    taken: Mapping[NeedId, CarerId] = _NOBODY,
    refused: Mapping[NeedId, Set[CarerId]] = _NO_REFUSAL,
) -> Outcome:
    """Who takes needs that nobody has yet (hospital discharges): all are interrupted from the start of the window on.

    Their ``practice`` may be empty; what fails in ``situation`` fails for their relays too.
    """
    raise NotImplementedError
