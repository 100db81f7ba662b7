"""Close polls: by hand or at their hour. What has not left is withdrawn, and the notes people left are erased."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.access.permissions import Action, require
from app.core.clock import paris_date
from app.mobilisation.message import MessageKind, MessageState
from app.mobilisation.poll import PollState, close
from app.mobilisation.poll_answers import silent
from app.services.mobilisation.poll_messages import withdraw
from app.services.mobilisation.read_polls import find_poll
from app.store import journal, messages, people, polls
from app.store.wal import empty_log

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet
    from datetime import datetime

    from app.access.actor import Actor
    from app.core.ids import PersonId
    from app.mobilisation.outbox import Queued
    from app.mobilisation.poll import Poll
    from app.store.database import Connection, Store


def close_poll(actor: Actor, store: Store, poll_id: str) -> int:
    """Close a poll now; returns how many messages that had not left were withdrawn. A closed one stays as it is.

    The answers stay; the notes are erased. Raises NotFound.
    """
    require(actor, Action.SOLICIT)
    withdrawn = 0
    with store.transaction() as conn:
        poll = find_poll(conn, poll_id)
        if poll.state is PollState.OPEN:
            withdrawn = _end(conn, actor, poll, store.now())
        polls.erase_notes(conn, store.now())
    empty_log(store)
    return withdrawn


def close_polls(actor: Actor, store: Store) -> datetime | None:
    """Close every poll past its hour, erase dead notes, withdraw reminders that became needless; when to look again."""
    require(actor, Action.SOLICIT)
    with store.transaction() as conn:
        now = store.now()
        going: list[datetime] = []
        closed = 0
        for poll in polls.still_open(conn):
            if poll.is_open(now):
                _spare(conn, poll, now)
                going.append(poll.closes_at)
            else:
                _end(conn, actor, poll, now)
                closed += 1
        erased = polls.erase_notes(conn, now)
        dying = polls.next_death(conn)
    if closed or erased:
        empty_log(store)
    return min([*going, *([dying] if dying else [])], default=None)


def _end(conn: Connection, actor: Actor, poll: Poll, now: datetime) -> int:
    ended = close(poll, now)
    polls.write_end(conn, ended)
    withdrawn = withdraw(conn, messages.about(conn, poll.id), now)
    counts = {"answers": len(polls.answers(conn, poll.id)), "withdrawn": withdrawn}
    journal.write(conn, now, actor.id, "poll_closed", poll.id, counts)
    return withdrawn


def _spare(conn: Connection, poll: Poll, now: datetime) -> None:
    """Withdraw what still waits for people who answered elsewhere (on the phone, in a file) or opted out since."""
    waiting = [one for one in messages.about(conn, poll.id) if one.message.state is MessageState.QUEUED]
    if waiting:
        asked = polls.people(conn, poll.id)
        still = {one.id for one in people.every(conn) if one.is_contactable_on(paris_date(now))}
        quiet = set(silent(poll, asked, polls.answers(conn, poll.id)))
        withdraw(conn, [one for one in waiting if _is_needless(one, still, quiet)], now)


def _is_needless(one: Queued, still: AbstractSet[PersonId], quiet: AbstractSet[PersonId]) -> bool:
    message = one.message
    answered = message.kind is MessageKind.POLL_REMINDER and message.recipient not in quiet
    return answered or message.recipient not in still
