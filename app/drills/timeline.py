"""Hours from T0: the middle of each slice, when an effect is on, and how long a thing has been down.

T0 is an instant, or the start of one slice. A slice shows what is on at its middle; what is too short to be on at any middle is shown in the
slice that its own middle falls in, so that nothing played is lost from the curve. Values only.
"""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from app.drills.shock import Effect
    from app.drills.world import World

Period = tuple[float, float]
"""Hours from T0: from, until (left out); until infinity where nothing ends it."""

_SHORT = 12
"""Hours up to which an effect is meant for the very hours it names, nights included; a longer one is stated a half-day."""


class Clock:
    """The hours of a world's slices, counted from ``t0``, or from the start of the slice ``t0_rank``. Raises IndexError.

    ``now``: stands for the middle of the slice it falls in.
    """

    def __init__(
        self, world: World, t0_rank: int = 0, t0: datetime | None = None, now: datetime | None = None
    ) -> None:  # fmt: skip
        if not 0 <= t0_rank < len(world.slices):
            raise IndexError(t0_rank)
        self.t0_rank = t0_rank if t0 is None else world.rank_of(t0)
        self.t0 = t0 or world.slices[t0_rank].starts_at
        self.starts = [(one.starts_at - self.t0).total_seconds() / 3600 for one in world.slices]
        self.ends = [(one.ends_at - self.t0).total_seconds() / 3600 for one in world.slices]
        self.middles = [(a + b) / 2 for a, b in zip(self.starts, self.ends, strict=True)]
        self._now_rank = None if now is None else world.rank_of(now)
        if now is not None and self._now_rank is not None:
            self.middles[self._now_rank] = (now - self.t0).total_seconds() / 3600

    def on(self, effect: Effect) -> Period:
        """When an effect is on, made to cover the middle of a slice when it covers none."""
        start, end = float(effect.from_hours), inf if effect.until_hours is None else float(effect.until_hours)
        if end <= start or any(start <= middle < end for middle in self.middles):
            return (start, end)
        own = (start + end) / 2 if end < inf else start
        for rank, (first, last, middle) in enumerate(zip(self.starts, self.ends, self.middles, strict=True)):
            if first <= own < last and rank != self._now_rank:
                return (min(start, middle), max(end, middle + 1 / 3600))
        return (start, end)

    def is_on(self, effect: Effect, rank: int) -> bool:
        """Whether an effect is on in a slice."""
        return covers([self.on(effect)], self.middles[rank])

    def ranks(self, effect: Effect) -> tuple[int, ...]:
        """The slices an effect is on in, in order."""
        period = [self.on(effect)]
        return tuple(rank for rank, middle in enumerate(self.middles) if covers(period, middle))


def is_short(effect: Effect) -> bool:
    """Whether an effect lasts so little that it means the very hours it names."""
    return effect.until_hours is not None and effect.until_hours - effect.from_hours <= _SHORT


def covers(periods: Iterable[Period], hours: float) -> bool:
    """Whether an instant falls in one of the periods."""
    return any(start <= hours < end for start, end in periods)


def joined(periods: Iterable[Period]) -> tuple[Period, ...]:
    """The same hours as few periods as possible, in order; empty ones left out."""
    found: list[Period] = []
    for start, end in sorted(one for one in periods if one[0] < one[1]):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((start, end))
    return tuple(found)


def delayed(periods: Sequence[Period], hours: float) -> tuple[Period, ...]:
    """What is left of each period once ``hours`` of it have been borne."""
    return tuple((start + hours, end) for start, end in periods if start + hours < end)
