"""The messages of a poll: written in the order of asking, and withdrawn, request and all, when they serve nothing more.

Nothing here opens a transaction. Who is asked and when is decided by the use cases.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import count
from typing import TYPE_CHECKING

from app.core.ids import new_id
from app.mobilisation.message import MessageKind, MessageState
from app.mobilisation.outbox import cancel
from app.mobilisation.writing import write
from app.scheduling.session import SessionState
from app.services.crisis.writing_desk import post, read_desk
from app.services.messages.rewrite_unsent import rewrite, unsent
from app.store import centres, messages, people, polls, sessions
from app.words import _, use_language
from app.words.dates import spoken_day, spoken_instant

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from datetime import datetime

    from app.core.ids import PersonId, SessionId
    from app.library import Library
    from app.mobilisation.message import Message
    from app.mobilisation.outbox import Queued
    from app.mobilisation.poll import Poll
    from app.scheduling.centre import Centre
    from app.scheduling.session import Session
    from app.store.database import Connection

NEVER_LEFT = frozenset({MessageState.QUEUED, MessageState.FAILED, MessageState.CANCELLED})
"""States of a message that reached nobody: the request it would have been costs nothing."""


def post_poll_messages(
    conn: Connection,
    library: Library,
    kind: MessageKind,
    poll: Poll,
    asked: tuple[Centre, Sequence[Session]],
    when: Mapping[PersonId, datetime],
    now: datetime,
) -> int:
    """One message to each person of ``when``, in its order, from their instant on; returns how many.

    ``asked``: the centre and the sessions in time order. Each text is in its reader's language and serves nothing once
    the poll has closed.
    """
    return post(conn, poll_messages(conn, library, kind, poll, asked, when, now), now)


def poll_messages(
    conn: Connection,
    library: Library,
    kind: MessageKind,
    poll: Poll,
    asked: tuple[Centre, Sequence[Session]],
    when: Mapping[PersonId, datetime],
    now: datetime,
) -> list[Message]:
    """The texts of :func:`post_poll_messages`, nothing written."""
    desk = replace(read_desk(conn, library, people.every(conn)), id_of=ids_in_order(now))
    written = []
    for person, at in when.items():
        with use_language(desk.recipient(person).language):
            values = poll_values(poll, *asked)
        message = write(
            desk, kind, person, values, now, due_at=at, about=poll.id, useless_after=poll.closes_at
        )  # fmt: skip
        written.append(message)
    return written


def rewrite_poll_messages(conn: Connection, library: Library, session_id: SessionId, now: datetime) -> int:
    """Write again, with the days as they stand, what open polls about this session have not sent; returns how many."""
    count = 0
    for poll in polls.still_open(conn):
        if session_id in poll.session_ids:
            asked = _asked(conn, poll, now)
            if not asked[1]:
                continue
            for kind in (MessageKind.POLL, MessageKind.POLL_REMINDER):
                held = unsent(conn, poll.id, {kind})
                when = {one.message.recipient: one.message.due_at for one in held}
                count += rewrite(conn, held, poll_messages(conn, library, kind, poll, asked, when, now), now)
    return count


def _asked(conn: Connection, poll: Poll, now: datetime) -> tuple[Centre, list[Session]]:
    """The centre of a poll, and its sessions that an answer still serves, in time order."""
    centre = centres.find(conn, poll.centre_id)
    assert centre is not None, "a poll refers to a centre that stands"
    held = [one for id in poll.session_ids if (one := sessions.find(conn, id))]
    left = [one for one in held if one.starts_at > now and one.state is not SessionState.CANCELLED]
    return centre, sorted(left, key=lambda one: (one.starts_at, one.id))


def ids_in_order(now: datetime) -> Callable[[], str]:
    """Ids that sort as they are made: the outbox sends what is due at one instant in the order of the ids."""
    milliseconds = count(round(now.timestamp() * 1000))
    return lambda: new_id(next(milliseconds))


def poll_values(poll: Poll, centre: Centre, sessions: Sequence[Session]) -> dict[str, str]:
    """The placeholders ``quoi``, ``quand``, ``cloture`` in the current language. ``sessions`` in time order."""
    return {
        "quoi": _("les séances de « {centre} »").format(centre=centre.name),
        "quand": period_words(sessions),
        "cloture": spoken_instant(poll.closes_at),
    }


def period_words(sessions: Sequence[Session]) -> str:
    """« du lundi 30 novembre au vendredi 4 décembre », or the one day."""
    first, last = sessions[0].day, sessions[-1].day
    if first == last:
        return spoken_day(first)
    return _("du {first} au {last}").format(first=spoken_day(first), last=spoken_day(last))


def withdraw(conn: Connection, held: Iterable[Queued], now: datetime) -> int:
    """Cancel the messages that have not left and take their requests back; returns how many were cancelled.

    One whose fate is unknown after a crash is not sent again, but its request stays counted: it may have arrived.
    """
    cancelled = 0
    for one in held:
        message, ended = one.message, cancel(one.message)
        if message.state in NEVER_LEFT and not message.was_uncertain:
            polls.take_back_request(conn, message)
        if ended.state is not message.state:
            messages.update(conn, replace(one, message=ended), now)
            cancelled += 1
    return cancelled
