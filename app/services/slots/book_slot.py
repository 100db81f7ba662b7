"""Take places in a slot, give them back, and say how many came: numbers and channels, never who."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from app.access.permissions import Action, require
from app.continuity.slots import Booking, check_asked
from app.core.errors import N_, InvalidInput
from app.core.ids import new_id
from app.services.continuity.continuity_scene import scene
from app.services.slots.keep_slots import slot_to_keep
from app.services.slots.redistribute_slots import falls_in_closure
from app.store import journal, revisions, slots

if TYPE_CHECKING:
    from datetime import datetime

    from app.access.actor import Actor
    from app.continuity.slots import Channel
    from app.store.database import Store

NOTED_AFTER = timedelta(days=7)
"""How long after a slot its bookings can still be written down: what was done on paper is counted too."""


def book_slot(
    actor: Actor, store: Store, slot_id: str, channel: Channel, asked_at: datetime | None = None, places: int = 1
) -> tuple[str, ...]:
    """Take places for patients sent through a channel who first asked at ``asked_at`` (UTC; None: now). Returns the bookings.

    Raises InvalidInput when the slot is full, long over or cancelled, or when the request can't be then; NotAllowed.
    """
    require(actor, Action.KEEP_SLOTS)
    now = store.now()
    with store.transaction() as conn:
        held = slot_to_keep(conn, actor, slot_id)
        if not held.is_open:
            raise InvalidInput(N_("Ce créneau est annulé : choisissez-en un autre."))
        if held.ends_at + NOTED_AFTER <= now:
            raise InvalidInput(N_("Ce créneau est passé depuis plus de {days} jours."), days=NOTED_AFTER.days)
        if held.ends_at > now and falls_in_closure(scene(conn, store, now, until=held.ends_at), held):
            raise InvalidInput(
                N_(
                    "Ce cabinet est fermé à ces heures : choisissez un autre créneau, ou levez sa fermeture dans Relais."
                )
            )
        check_asked(asked_at or now, held, now)
        left = held.places - len(slots.bookings_of(conn, slot_id))
        if places < 1 or places > left:
            raise InvalidInput(
                N_("Places encore libres dans ce créneau : {left}. Prenez-en moins, ou choisissez-en un autre."),
                left=max(left, 0),
            )
        ids = tuple(new_id() for _n in range(places))
        for id in ids:
            one = Booking(id=id, slot=slot_id, channel=channel, asked_at=asked_at or now, booked_at=now)
            slots.book(conn, one, actor.id)
        journal.write(conn, now, actor.id, "slot_booked", slot_id, {"places": places, "channel": channel.value})
    return ids


def give_back(actor: Actor, store: Store, booking_id: str) -> None:
    """Free a place that was taken. Raises StaleRevision when it is free already."""
    require(actor, Action.KEEP_SLOTS)
    now = store.now()
    with store.transaction() as conn:
        one = slots.find_booking(conn, booking_id)
        if one is None:
            raise revisions.stale(conn, booking_id)
        slot_to_keep(conn, actor, one.slot)
        slots.give_back(conn, booking_id, now)
        journal.write(conn, now, actor.id, "slot_booking_given_back", one.slot, {"channel": one.channel.value})


def note_presence(actor: Actor, store: Store, slot_id: str, came: int, *, booked: int) -> None:
    """Say how many of those booked in a slot came. ``booked``: how many there were when it was read.

    Raises StaleRevision when others were booked or freed since, InvalidInput before the slot begins or for too many.
    """
    require(actor, Action.KEEP_SLOTS)
    now = store.now()
    with store.transaction() as conn:
        held = slot_to_keep(conn, actor, slot_id)
        taken = slots.bookings_of(conn, slot_id)
        if len(taken) != booked:
            raise revisions.stale(conn, slot_id)
        if held.starts_at > now:
            raise InvalidInput(N_("Ce créneau n’a pas commencé : notez les venues à partir de son début."))
        if not 0 <= came <= booked:
            raise InvalidInput(N_("Écrivez un nombre de venues de 0 à {booked}."), booked=booked)
        for rank, one in enumerate(taken):
            slots.set_came(conn, one.id, rank < came)
        journal.write(conn, now, actor.id, "slot_presence_noted", slot_id, {"came": came, "booked": booked})
