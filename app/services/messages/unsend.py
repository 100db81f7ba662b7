"""Take back a message that has not left: what it announced is no longer so. In the caller's transaction."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from app.mobilisation.message import MessageKind, MessageState
from app.mobilisation.outbox import Queued, cancel
from app.store import messages, solicitations, waiting

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from app.core.ids import PersonId, SeatId
    from app.store.database import Connection

UNSENT = frozenset({MessageState.QUEUED, MessageState.FAILED})
"""The person has received nothing."""

OF_A_HOLDING = frozenset({MessageKind.OFFER, MessageKind.REMINDER_3, MessageKind.REMINDER_1})
"""What is true of a seat only as long as it stays in the same hands."""


def unsend(conn: Connection, about: str, kind: MessageKind, person_id: PersonId, at: datetime) -> bool:
    """Cancel what was to be sent to one person about one subject, and give its cost back; False when it has left."""
    found = [
        queued
        for queued in messages.about(conn, about)
        if (queued.message.kind, queued.message.recipient) == (kind, person_id) and queued.message.state in UNSENT
    ]
    for queued in found:
        messages.update(conn, Queued(cancel(queued.message), queued.next_at), at)
        solicitations.take_back(conn, about, [person_id], queued.message.due_at - timedelta(seconds=1))
    return bool(found)


def unsend_of_seats(conn: Connection, seat_ids: Iterable[SeatId], at: datetime) -> None:
    """Cancel what was to be sent about seats that have changed hands or are no more: offers and reminders."""
    for seat_id in seat_ids:
        for queued in messages.about(conn, seat_id):
            if queued.message.kind in OF_A_HOLDING and queued.message.state in UNSENT:
                messages.update(conn, Queued(cancel(queued.message), queued.next_at), at)


def take_back_offers(conn: Connection, seat_ids: Iterable[SeatId], at: datetime) -> None:
    """Take back the offers of these seats whose message has not left: the seat is kept for nobody, and may be offered anew."""
    for seat_id in seat_ids:
        for queued in messages.about(conn, seat_id):
            if queued.message.kind is MessageKind.OFFER and queued.message.state in UNSENT:
                messages.update(conn, Queued(cancel(queued.message), queued.next_at), at)
                waiting.forget_offer(conn, seat_id, queued.message.recipient)
