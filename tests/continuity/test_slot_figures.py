"""Tests of app/continuity/slot_figures.py: fill rate, delays, paid places left, calls; on values written out by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction

from app.continuity.slot_figures import Calls, Delays, Use, figures
from app.continuity.slots import Booking, Channel, DayCalls, ForWhom, Slot
from app.core.ids import PracticeId

NOW = datetime(2026, 11, 26, 16, tzinfo=UTC)
FIRST, LAST = date(2026, 11, 23), date(2026, 11, 26)


def a_slot(id: str, day: int, **changes: object) -> Slot:
    starts_at = datetime(2026, 11, day, 9, tzinfo=UTC)
    slot = Slot(
        id=id, day=starts_at.date(), starts_at=starts_at, ends_at=starts_at + timedelta(hours=1), places=4,
        changed_at=NOW, practice=PracticeId("auray"),
    )  # fmt: skip
    return replace(slot, **changes)  # type: ignore[arg-type]


def booked(slot: Slot, hours: float, channel: Channel = Channel.SAS, came: bool | None = True) -> Booking:
    asked_at = slot.starts_at - timedelta(hours=hours)
    return Booking(id=f"{slot.id}{hours}", slot=slot.id, channel=channel, asked_at=asked_at, booked_at=NOW, came=came)


A = a_slot("a", 23, paid=True)
B = a_slot("b", 24, paid=True, for_whom=ForWhom.WITHOUT_GP, practice=PracticeId("brech"))
GONE = a_slot("gone", 24, cancelled_at=NOW)
TO_COME = a_slot("later", 26, starts_at=NOW + timedelta(minutes=1), ends_at=NOW + timedelta(hours=1))
OUTSIDE = a_slot("before", 20)
BOOKINGS = [
    booked(A, 2), booked(A, 48), booked(A, 49, Channel.NIGHT_LINE, came=False), booked(A, -0.5, came=None), booked(GONE, 1),
    booked(TO_COME, 1), booked(OUTSIDE, 1),
]  # fmt: skip
CALLS = [
    DayCalls(date(2026, 11, 23), Channel.SAS, 10, 2),
    DayCalls(date(2026, 11, 23), Channel.OTHER, 2, 1),
    DayCalls(date(2026, 11, 20), Channel.SAS, 99, 99),
]
FOUND = figures(
    [A, B, GONE, TO_COME, OUTSIDE], BOOKINGS, CALLS, first=FIRST, last=LAST, now=NOW, limit_hours=48
)  # fmt: skip


def test_only_slots_that_began_and_stand_count() -> None:
    """Cancelled, to come and out of the period count for nothing, nor do their bookings."""
    assert FOUND.total == Use(slots=2, places=8, booked=4, came=2, missed=1)
    assert (FOUND.total.rate, FOUND.places_a_day) == (Fraction(1, 2), Fraction(4))
    assert (FOUND.total.left, FOUND.days) == (4, 2)
    assert FOUND.by_day == {date(2026, 11, 23): Use(1, 4, 4, 2, 1), date(2026, 11, 24): Use(1, 4)}
    assert FOUND.by_host == {"practice:auray": Use(1, 4, 4, 2, 1), "practice:brech": Use(1, 4)}
    assert FOUND.by_whom == {ForWhom.ANY: Use(1, 4, 4, 2, 1), ForWhom.WITHOUT_GP: Use(1, 4)}
    assert FOUND.booked_by == {Channel.SAS: 3, Channel.NIGHT_LINE: 1}


def test_forty_eight_hours_are_within_and_a_walk_in_waits_nothing() -> None:
    """0, 2, 48 and 49 hours: three within, median 25."""
    assert FOUND.delays == Delays(counted=4, within=3, median_hours=25.0, limit_hours=48)
    assert FOUND.delays.share == Fraction(3, 4)


def test_paid_places_left_and_calls_in_vain() -> None:
    """One of two paid slots stayed empty; 3 of 12 calls rang in vain, those of other days left out."""
    assert (FOUND.paid.left, FOUND.paid_empty) == (4, 1)
    assert (FOUND.calls, FOUND.calls.rate) == (Calls(12, 3), Fraction(1, 4))
    assert FOUND.calls_by_day == {date(2026, 11, 23): Calls(12, 3)}
    assert FOUND.calls_by == {Channel.SAS: Calls(10, 2), Channel.OTHER: Calls(2, 1)}


def test_without_anything_nothing_is_divided() -> None:
    """No slot, no call: no rate rather than zero."""
    none = figures([], [], [], first=FIRST, last=LAST, now=NOW, limit_hours=48)
    assert (none.total.rate, none.delays.median_hours, none.delays.share, none.calls.rate, none.places_a_day) == (
        None, None, None, None, None,
    )  # fmt: skip
