"""Keep the slots of unscheduled care: series that come back every week, single slots, what is cancelled and put back."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from app.access.permissions import Action, require
from app.continuity.slots import DAYS_AHEAD, checked_series, checked_slot, slots_of
from app.core.clock import paris_date, paris_instant
from app.core.errors import N_, InvalidInput, NotFound
from app.core.ids import new_id
from app.services.slots.slot_rights import own_of, require_known, require_own
from app.store import journal, revisions, slots

if TYPE_CHECKING:
    from datetime import date, datetime, time

    from app.access.actor import Actor
    from app.continuity.slots import Slot, SlotSeries
    from app.store.database import Connection, Store

PUT_BACK = timedelta(hours=24)
"""How long a cancelled slot can be put back: somebody may have been told since."""


def open_series(actor: Actor, store: Store, series: SlotSeries) -> int:
    """Keep these slots every week, and write those of the next days; returns how many. Raises InvalidInput, NotAllowed.

    ``series.id`` may be empty: one is given.
    """
    require(actor, Action.KEEP_SLOTS)
    kept, now = checked_series(replace(series, id=series.id or new_id())), store.now()
    with store.transaction() as conn:
        require_own(conn, actor, kept)
        require_known(conn, kept)
        slots.insert_series(conn, kept)
        written = _written_ahead(conn, kept, now)
        journal.write(conn, now, actor.id, "slot_series_opened", kept.id, {"slots": written, "places": kept.places})
    return written


def end_series(actor: Actor, store: Store, series_id: str, revision: int) -> tuple[int, int]:
    """End a series: its slots to come go, but those in which somebody is booked. Returns how many went and how many stay."""
    require(actor, Action.KEEP_SLOTS)
    now = store.now()
    with store.transaction() as conn:
        held = slots.find_series(conn, series_id)
        if held is None:
            raise NotFound(_NO_SERIES)
        require_own(conn, actor, held)
        if not slots.end_series(conn, series_id, revision, now):
            raise revisions.stale(conn, series_id)
        coming = [one for one in slots.coming_of(conn, series_id, paris_date(now)) if one.starts_at > now]
        booked = {one.slot for one in slots.bookings(conn, coming[0].day, coming[-1].day)} if coming else set()
        gone = [one for one in coming if one.id not in booked]
        for one in gone:
            slots.set_cancelled(conn, one.id, one.revision, now, now)
        journal.write(conn, now, actor.id, "slot_series_ended", series_id, {"slots": len(gone)})
    return len(gone), len(coming) - len(gone)


_NO_SERIES = N_("Cette série de créneaux n’existe plus. Rechargez la page.")
_NO_SLOT = N_("Ce créneau n’existe plus. Rechargez la page.")


def add_slot(
    actor: Actor, store: Store, slot: Slot, *, day: date | None = None, hours: tuple[time, time] | None = None
) -> str:
    """Keep one slot; its id. ``day`` and ``hours`` (Paris wall times), when given, say when instead of the slot itself."""
    require(actor, Action.KEEP_SLOTS)
    now = store.now()
    if day is not None and hours is not None:
        slot = replace(slot, starts_at=paris_instant(day, hours[0]), ends_at=paris_instant(day, hours[1]))
    kept = checked_slot(
        replace(
            slot, id=slot.id or new_id(), day=paris_date(slot.starts_at), changed_at=now, cancelled_at=None, revision=1
        )
    )
    with store.transaction() as conn:
        require_own(conn, actor, kept)
        require_known(conn, kept)
        if not slots.insert(conn, [kept]):
            raise InvalidInput(N_("Ce créneau est déjà là."))
        journal.write(conn, now, actor.id, "slot_added", kept.id, {"places": kept.places})
    return kept.id


def cancel_slot(actor: Actor, store: Store, slot_id: str, revision: int) -> int:
    """Cancel a slot; returns how many people booked in it are to be told. It can be put back for 24 hours."""
    require(actor, Action.KEEP_SLOTS)
    now = store.now()
    with store.transaction() as conn:
        held = slot_to_keep(conn, actor, slot_id)
        if not held.is_open or not slots.set_cancelled(conn, slot_id, revision, now, now):
            raise revisions.stale(conn, slot_id)
        booked = len(slots.bookings_of(conn, slot_id))
        journal.write(conn, now, actor.id, "slot_cancelled", slot_id, {"places": held.places, "booked": booked})
    return booked


def put_back_slot(actor: Actor, store: Store, slot_id: str, revision: int) -> None:
    """Put back a slot cancelled or moved within 24 hours: those that stood in for it go, who was booked comes back to it.

    Raises InvalidInput once too late, StaleRevision.
    """
    require(actor, Action.KEEP_SLOTS)
    now = store.now()
    with store.transaction() as conn:
        held = slot_to_keep(conn, actor, slot_id)
        if held.is_open or held.revision != revision:
            raise revisions.stale(conn, slot_id)
        _check_in_time(held, now)
        for one in slots.moved_to(conn, slot_id):
            for booking in slots.bookings_of(conn, one.id):
                slots.move_booking(conn, booking.id, slot_id)
            slots.set_cancelled(conn, one.id, one.revision, now, now)
        slots.set_cancelled(conn, slot_id, revision, None, now)
        journal.write(conn, now, actor.id, "slot_put_back", slot_id, {"places": held.places})


def _check_in_time(slot: Slot, now: datetime) -> None:
    assert slot.cancelled_at is not None
    if now - slot.cancelled_at > PUT_BACK or slot.ends_at <= now:
        raise InvalidInput(
            N_("Il est trop tard pour remettre ce créneau : ajoutez-en un nouveau, les calendriers le montreront.")
        )


def keep_ahead(actor: Actor, store: Store) -> datetime | None:
    """Write the slots of every series for the days ahead: a duty of the clock, which writes nothing when nothing misses."""
    require(actor, Action.KEEP_SLOTS)
    now = store.now()
    with store.reading() as conn:
        own = own_of(conn, actor)
        running = [one for one in slots.series(conn) if own is None or own.holds(one)]
        today = paris_date(now)
        last = today + timedelta(days=DAYS_AHEAD)
        there = {one.id for one in slots.between(conn, today, last)}
    behind = [one for one in running if any(slot.id not in there for slot in _ahead(one, now))]
    if behind:
        with store.transaction() as conn:
            written = sum(_written_ahead(conn, one, now) for one in behind)
            journal.write(conn, now, actor.id, "slots_written_ahead", "slots", {"slots": written})
    return None


def slot_to_keep(conn: Connection, actor: Actor, slot_id: str) -> Slot:
    """The slot, for whoever may keep it. Raises NotFound, NotAllowed."""
    held = slots.find(conn, slot_id)
    if held is None:
        raise NotFound(_NO_SLOT)
    require_own(conn, actor, held)
    return held


def _written_ahead(conn: Connection, series: SlotSeries, now: datetime) -> int:
    return slots.insert(conn, _ahead(series, now))


def _ahead(series: SlotSeries, now: datetime) -> list[Slot]:
    today = paris_date(now)
    coming = slots_of(series, today, today + timedelta(days=DAYS_AHEAD), now)
    return [one for one in coming if one.ends_at > now]
