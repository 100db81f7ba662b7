"""A lost link is asked for again: whoever holds a known address receives it there, and nobody learns whether it is known."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from app.access.actor import SCHEDULER
from app.core.errors import N_, InvalidInput
from app.mobilisation.message import MessageKind, recipient_of
from app.mobilisation.preferences import NO_WISH, Channel
from app.mobilisation.writing import write
from app.roster.phones import phone_of
from app.services.crisis.writing_desk import post, read_desk
from app.services.keeping.reference import read_library
from app.services.messages.hand_out_pages import page_address
from app.store import journal, own_data, people, preferences

if TYPE_CHECKING:
    from app.roster.person import Person
    from app.store.database import Store

ONCE = timedelta(hours=1)
"""One address receives its link at most once in this time, whoever asks."""

_EMAIL = re.compile(r"[^@\s]{1,64}@[^@\s]{1,190}")


def ask_link_again(store: Store, contact: str) -> None:
    """Queue the link of whoever has this e-mail address or mobile number, by that very channel; says nothing of it.

    Nothing happens for an unknown address, or within the hour. A practice's shared address gets each colleague's link.
    The message goes to the address of the roster, never to what was typed. Raises InvalidInput for what is no address.
    """
    channel, wanted = _address_of(contact)
    with store.transaction() as conn:
        now = store.now()
        found = [
            one
            for one in people.every(conn)
            if _same(one, channel, wanted)
            and not own_data.link_asked_since(conn, one.id, _held(one, channel), now - ONCE)
        ]
        if not found:
            return
        wishes = preferences.every(conn)
        desk = replace(
            read_desk(conn, read_library(store, conn), ()),
            recipients={one.id: recipient_of(one, wishes.get(one.id, NO_WISH), channel) for one in found},
        )
        for one in found:
            page_address(store, conn, one.id, "")  # an expired page opens again
            journal.write(conn, now, SCHEDULER.id, "link_asked_again", one.id, {"channel": channel.value})
        post(conn, [write(desk, MessageKind.LINK_AGAIN, one.id, {}, now) for one in found], now)


def _address_of(contact: str) -> tuple[Channel, str]:
    """Which channel an address is of, and its one way of being written."""
    text = contact.strip()
    if _EMAIL.fullmatch(text):
        return Channel.EMAIL, text.casefold()
    try:
        return Channel.SMS, phone_of(text)
    except InvalidInput:
        raise InvalidInput(N_("Écrivez l’adresse e-mail ou le numéro de mobile que la coordination connaît.")) from None


def _held(person: Person, channel: Channel) -> str:
    return person.email if channel is Channel.EMAIL else person.mobile


def _same(person: Person, channel: Channel, wanted: str) -> bool:
    held = _held(person, channel)
    if channel is Channel.EMAIL or not held:
        return bool(held) and held.strip().casefold() == wanted
    try:
        return phone_of(held) == wanted
    except InvalidInput:
        return False
