"""What waits for a channel that had no way out: when one is set, it never leaves all at once without being asked to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.access.permissions import Action, require
from app.mobilisation import outbox
from app.services.messages.mend_messages import to_hand
from app.store import messages

if TYPE_CHECKING:
    from datetime import datetime

    from app.access.actor import Actor
    from app.mobilisation.message import Message
    from app.mobilisation.preferences import Channel
    from app.store.database import Connection, Store


@dataclass(frozen=True, slots=True)
class Backlog:
    """How many messages would leave at once, and to how many people."""

    messages: int
    people: int


def read_backlog(actor: Actor, store: Store, channel: Channel) -> Backlog:
    """What would leave at once if a way were set for a channel now."""
    require(actor, Action.SET_UP_MESSAGES)
    with store.reading() as conn:
        held = _held(conn, channel, store.now())
    return Backlog(len(held), len({one.recipient for one in held}))


def set_aside(conn: Connection, channel: Channel, now: datetime) -> tuple[str, ...]:
    """Leave to the coordinator's hand what waits for a channel, and return its ids: part of it may have been passed on
    already without a mark. What is due later keeps its hour and its channel."""
    held = _held(conn, channel, now)
    for message in held:
        to_hand(conn, message, now)
    return tuple(one.id for one in held)


def _held(conn: Connection, channel: Channel, now: datetime) -> list[Message]:
    """Whatever the hour of its next attempt: saving a way makes those that an error holds back leave at once."""
    waiting = [one.message for one in messages.waiting(conn)]
    return sorted(
        (m for m in waiting if m.channel is channel and m.due_at <= now and not outbox.is_useless(m, now)),
        key=lambda one: one.id,
    )
