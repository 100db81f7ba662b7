"""How unscheduled care goes: how full slots are, how long the wait, which calls nobody answered. Pure; whole numbers only.

A slot counts once it has begun: until then a free place is not an empty one.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import timedelta
from fractions import Fraction
from statistics import median
from typing import TYPE_CHECKING, TypeVar

from app.continuity.slots import Channel, ForWhom

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from datetime import date, datetime

    from app.continuity.slots import Booking, DayCalls, Slot

K = TypeVar("K", "date", str, ForWhom)


@dataclass(frozen=True, slots=True)
class Use:
    """What became of some places: ``came`` and ``missed`` are what was said, the rest of ``booked`` is not known."""

    slots: int = 0
    places: int = 0
    booked: int = 0
    came: int = 0
    missed: int = 0

    @property
    def left(self) -> int:
        """Places nobody took."""
        return max(self.places - self.booked, 0)

    @property
    def rate(self) -> Fraction | None:
        """Part of the places that was taken; None without a place."""
        return Fraction(self.booked, self.places) if self.places else None


@dataclass(frozen=True, slots=True)
class Delays:
    """From the first request to the appointment. ``median_hours`` None when nothing was booked; ``limit_hours``: expected."""

    counted: int
    within: int
    median_hours: float | None
    limit_hours: int

    @property
    def share(self) -> Fraction | None:
        """Part of the appointments within the limit."""
        return Fraction(self.within, self.counted) if self.counted else None


@dataclass(frozen=True, slots=True)
class Calls:
    """Calls that asked for an unscheduled appointment."""

    calls: int = 0
    unanswered: int = 0

    @property
    def rate(self) -> Fraction | None:
        """Part of the calls that nobody answered."""
        return Fraction(self.unanswered, self.calls) if self.calls else None


@dataclass(frozen=True, slots=True, kw_only=True)
class SlotFigures:
    """The figures of civil days ``first`` … ``last`` (Paris), both included, of slots begun at ``now``."""

    first: date
    last: date
    total: Use
    by_day: Mapping[date, Use]
    by_host: Mapping[str, Use]
    by_whom: Mapping[ForWhom, Use]
    booked_by: Mapping[Channel, int]
    paid: Use
    paid_empty: int
    """Paid slots in which nobody was booked."""
    delays: Delays
    calls: Calls
    calls_by_day: Mapping[date, Calls]
    calls_by: Mapping[Channel, Calls]

    @property
    def days(self) -> int:
        """Days that had a slot."""
        return len(self.by_day)

    @property
    def places_a_day(self) -> Fraction | None:
        """Places on a day that has some, on average."""
        return Fraction(self.total.places, self.days) if self.days else None


def figures(
    slots: Iterable[Slot], bookings: Iterable[Booking], calls: Iterable[DayCalls], *, first: date, last: date,
    now: datetime, limit_hours: int,
) -> SlotFigures:  # fmt: skip
    """Count what happened from ``first`` to ``last``; cancelled slots and those that have not begun count for nothing."""
    held = [one for one in slots if one.is_open and first <= one.day <= last and one.starts_at <= now]
    taken = _by_slot(bookings)
    used = [(one, use_of(one, taken.get(one.id, ()))) for one in held]
    booked = [(one, booking) for one in held for booking in taken.get(one.id, ())]
    rung = [one for one in calls if first <= one.day <= last]
    paid = [(one, use) for one, use in used if one.paid]
    return SlotFigures(
        first=first,
        last=last,
        total=added(use for _slot, use in used),
        by_day=_grouped(used, lambda one: one.day),
        by_host=_grouped(used, lambda one: one.host),
        by_whom=_grouped(used, lambda one: one.for_whom),
        booked_by={channel: n for channel in Channel if (n := sum(b.channel is channel for _s, b in booked))},
        paid=added(use for _slot, use in paid),
        paid_empty=sum(not use.booked for _slot, use in paid),
        delays=delays(booked, limit_hours),
        calls=_rung(rung),
        calls_by_day={day: _rung([c for c in rung if c.day == day]) for day in sorted({c.day for c in rung})},
        calls_by={ch: _rung(some) for ch in Channel if (some := [c for c in rung if c.channel is ch])},
    )


def use_of(slot: Slot, taken: Sequence[Booking]) -> Use:
    """What became of one slot."""
    came = sum(one.came is True for one in taken)
    return Use(1, slot.places, len(taken), came, sum(one.came is False for one in taken))


def added(uses: Iterable[Use]) -> Use:
    """Several uses as one."""
    total = Use()
    for one in uses:
        total = Use(
            total.slots + one.slots, total.places + one.places, total.booked + one.booked, total.came + one.came,
            total.missed + one.missed,
        )  # fmt: skip
    return total


def delays(booked: Sequence[tuple[Slot, Booking]], limit_hours: int) -> Delays:
    """How long patients waited, from their request to the beginning of the slot; whoever asked during it waited nothing."""
    waits = [max(slot.starts_at - one.asked_at, timedelta()) for slot, one in booked]
    within = sum(one <= timedelta(hours=limit_hours) for one in waits)
    middle = median(one.total_seconds() for one in waits) / 3600 if waits else None
    return Delays(len(waits), within, middle, limit_hours)


def _by_slot(bookings: Iterable[Booking]) -> Mapping[str, list[Booking]]:
    found: dict[str, list[Booking]] = defaultdict(list)
    for one in bookings:
        found[one.slot].append(one)
    return found


def _grouped(used: Sequence[tuple[Slot, Use]], key: Callable[[Slot], K]) -> Mapping[K, Use]:
    keys = sorted({key(slot) for slot, _use in used})
    return {one: added(use for slot, use in used if key(slot) == one) for one in keys}


def _rung(calls: Iterable[DayCalls]) -> Calls:
    held = list(calls)
    return Calls(sum(one.calls for one in held), sum(one.unanswered for one in held))
