"""What a coordinator does to messages that have not left: try again, pass on by hand, mark as done, cancel."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from app.access.permissions import Action, require
from app.core.errors import N_, NotFound, RuleRefusal
from app.mobilisation import outbox
from app.mobilisation.message import MESSAGE_WORDS, MessageState
from app.mobilisation.outbox import Queued
from app.mobilisation.preferences import Channel
from app.services.messages.send_messages import note_informed, withdraw
from app.store import journal, messages, people
from app.words import _

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import datetime

    from app.access.actor import Actor
    from app.mobilisation.message import Message
    from app.store.database import Connection, Store

UNSENT = (MessageState.QUEUED, MessageState.UNCERTAIN, MessageState.FAILED)


def retry(actor: Actor, store: Store, ids: Iterable[str]) -> int:
    """Queue messages to leave now, to the address the roster gives today. Returns how many. Raises RuleRefusal, NotFound."""
    return _each(actor, store, ids, "messages_retried", _again)


def pass_by_hand(actor: Actor, store: Store, ids: Iterable[str]) -> int:
    """Take messages out of their channel: they wait for a hand. Raises RuleRefusal for one that left, NotFound."""
    return _each(actor, store, ids, "messages_by_hand", to_hand)


def mark_done(actor: Actor, store: Store, ids: Iterable[str]) -> int:
    """Write that someone passed messages on themselves; the notice they carried counts as given. Raises RuleRefusal."""
    return _each(actor, store, ids, "messages_done_by_hand", _done)


def cancel(actor: Actor, store: Store, ids: Iterable[str]) -> int:
    """Withdraw messages that have not left; what they asked is given back to their people. Raises RuleRefusal."""
    return _each(actor, store, ids, "messages_cancelled", lambda conn, one, now: withdraw(conn, _unsent(one), now))


def _each(
    actor: Actor, store: Store, ids: Iterable[str], type: str, act: Callable[[Connection, Message, datetime], None]
) -> int:
    """All or none, in one transaction with its line in the journal."""
    require(actor, Action.SEND_MESSAGES)
    chosen = sorted(set(ids))
    with store.transaction() as conn:
        now = store.now()
        for id in chosen:
            held = messages.find(conn, id)
            if held is None:
                raise NotFound(N_("Ce message n’existe plus. Rechargez la page."))
            act(conn, held.message, now)
        journal.write(conn, now, actor.id, type, "messages", {"ids": chosen})
    return len(chosen)


def _again(conn: Connection, message: Message, now: datetime) -> None:
    person = people.find(conn, _unsent(message).recipient)
    known = {Channel.EMAIL: person.email, Channel.SMS: person.mobile} if person is not None else {}
    state = MessageState.UNCERTAIN if message.state is MessageState.UNCERTAIN else MessageState.QUEUED
    waiting = replace(message, state=state, due_at=now, address=known.get(message.channel, message.address), error="")
    messages.update(conn, Queued(waiting, now), now)


def to_hand(conn: Connection, message: Message, now: datetime) -> None:
    """Write that a message waits for a hand, within the caller's transaction. Raises RuleRefusal for one that left."""
    moved = replace(_unsent(message), state=MessageState.QUEUED, channel=Channel.HAND, error="")
    messages.update(conn, Queued(moved, message.due_at), now)


def _done(conn: Connection, message: Message, now: datetime) -> None:
    done = outbox.done_by_hand(message)
    messages.update(conn, Queued(done, now), now)
    note_informed(conn, [done], now)


def _unsent(message: Message) -> Message:
    if message.state not in UNSENT:
        raise RuleRefusal(
            N_("Ce message n’attend plus d’être envoyé ({state})."), state=_(MESSAGE_WORDS[message.state])
        )
    return message
