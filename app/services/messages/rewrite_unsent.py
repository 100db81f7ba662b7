"""Messages that have not left and no longer say what is so: cancelled, and written again in their place.

In the caller's transaction. Cancelled rather than changed: a text that is being passed on by hand is refused as done.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from app.mobilisation.message import MessageState
from app.mobilisation.outbox import Queued, cancel
from app.mobilisation.preferences import Channel
from app.services.exercise.exercise_guard import marked_for
from app.store import messages

if TYPE_CHECKING:
    from collections.abc import Iterable, Set
    from datetime import datetime

    from app.mobilisation.message import Message, MessageKind
    from app.store.database import Connection

WAITING = frozenset({MessageState.QUEUED, MessageState.UNCERTAIN, MessageState.FAILED})
"""What may still leave."""


def unsent(conn: Connection, subject: str, kinds: Set[MessageKind]) -> list[Queued]:
    """The messages of these kinds about one subject that may still leave, oldest first."""
    held = messages.about(conn, subject)
    return [one for one in held if one.message.kind in kinds and one.message.state in WAITING]


def rewrite(conn: Connection, held: Iterable[Queued], fresh: Iterable[Message], now: datetime) -> int:
    """Put each text of ``fresh`` in the place of its recipient's; returns how many. One without a new text stays.

    The hour, the attempts and the hand it waits for are those of the former: it is the same request, which costs nothing
    more.
    """
    texts, count = {one.recipient: one for one in fresh}, 0
    for queued in held:
        if queued.message.recipient in texts:
            [written] = marked_for(
                conn, (queued.message.about,), [_in_place_of(queued.message, texts[queued.message.recipient])]
            )
            messages.update(conn, Queued(cancel(queued.message), queued.next_at), now)
            messages.add(conn, [written], now)
            messages.update(conn, Queued(written, queued.next_at), now)
            count += 1
    return count


def _in_place_of(former: Message, fresh: Message) -> Message:
    by_hand = former.channel is Channel.HAND
    return replace(
        fresh,
        channel=Channel.HAND if by_hand else fresh.channel,
        due_at=former.due_at,
        state=former.state,
        attempts=former.attempts,
        was_uncertain=former.was_uncertain,
        error=former.error,
    )
