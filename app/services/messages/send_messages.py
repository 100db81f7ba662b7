"""Send what is due: each message is taken in one transaction, attempted outside any, and its fate written in another.

A crash between the two leaves it « sending »: :func:`recover` makes it uncertain at start-up, and it leaves again with the
same Message-ID. None is lost, and none is doubled without saying so.
"""

from __future__ import annotations

import logging
from collections import Counter
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from app.access.permissions import Action, require
from app.core.clock import paris_date
from app.mobilisation import outbox
from app.mobilisation.message import ASKING, MessageState
from app.mobilisation.outbox import ErrorClass, Queued
from app.mobilisation.preferences import Channel
from app.services.crisis.writing_desk import ASK_OF, read_sender
from app.services.exercise.exercise_guard import may_leave
from app.services.messages.letter import STRIKES_OUT, Failure, Letter
from app.services.messages.personal_link import filled_body
from app.store import community, messages, notices, people, solicitations
from app.store.notices import Given
from app.words import _

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import datetime

    from app.access.actor import Actor
    from app.mobilisation.message import Message
    from app.services.messages.ways_out import Way, Ways
    from app.store.database import Connection, Store

log = logging.getLogger("releve.outbox")

AT_ONCE = 20
"""Messages taken before the queue is read again: a change close at hand never waits behind a whole poll."""


def recover(actor: Actor, store: Store) -> int:
    """At start-up, before any sender: what a crash left half sent leaves again, and says so. Returns how many."""
    require(actor, Action.SEND_MESSAGES)
    with store.transaction() as conn:
        now = store.now()
        left = outbox.recovered(one.message for one in messages.waiting(conn, [MessageState.SENDING]))
        for message in left:
            messages.update(conn, Queued(message, now), now)
    return len(left)


def send_due(
    actor: Actor,
    store: Store,
    ways: Ways,
    base_url: str,
    stopping: Callable[[], bool] = lambda: False,
) -> datetime | None:
    """Send all that is due by the ways that are set; returns when to look again, None when nothing waits for an hour.

    ``base_url`` starts every personal link; without one a message that holds a link stays, and says why. ``stopping`` is
    asked between two messages.
    """
    require(actor, Action.SEND_MESSAGES)
    _expire(store)
    struck: Counter[Channel] = Counter()
    if _due(store, ways.channels, struck):
        with ways.open() as opened:
            while batch := _due(store, ways.channels, struck)[:AT_ONCE]:
                for message in batch:
                    if stopping():
                        return store.now()
                    if struck[message.channel] < STRIKES_OUT:
                        _attempt(store, opened, message, base_url, struck)
    return _next_hour(store, ways.channels)


def _attempt(
    store: Store, opened: Mapping[Channel, Way], message: Message, base_url: str, struck: Counter[Channel]
) -> None:
    taken = _take(store, message.id, base_url)
    if taken is None:
        return
    failure = _sent(opened[message.channel], taken.letter)
    _write_fate(store, taken.message, failure)
    strikes = failure.strikes if failure is not None else 0
    struck[message.channel] = struck[message.channel] + strikes if strikes else 0
    if failure is not None and struck[message.channel] >= STRIKES_OUT:
        _put_off(store, message.channel, failure)


def _sent(way: Way, letter: Letter) -> Failure | None:
    """One attempt. A fault nobody foresaw leaves the message's fate open and stops nothing; its words stay out of the log."""
    try:
        return way.send(letter)
    except Exception as error:
        log.error("a way out failed: %s", type(error).__name__)
        return Failure(ErrorClass.TEMPORARY, type(error).__name__, strikes=1, is_uncertain=True)


@dataclass(frozen=True, slots=True)
class _Taken:
    """A message that this sender alone holds, and the letter it makes."""

    message: Message
    letter: Letter


def _take(store: Store, id: str, base_url: str) -> _Taken | None:
    """Write that the message is being sent; None when it is no longer to be (another sender, a cancellation, no link)."""
    with store.transaction() as conn:
        now, held = store.now(), messages.find(conn, id)
        if held is None or held.message not in outbox.due(messages.of_person(conn, held.message.recipient), now):
            return None
        person = people.find(conn, held.message.recipient)
        gone = person is None or not person.is_contactable_on(paris_date(now))
        if (held.message.kind in ASKING and gone) or not may_leave(conn, held.message):
            withdraw(conn, held.message, now)
            return None
        begun = outbox.begin(held.message)
        if begun.holds_link and not base_url:
            messages.update(conn, _without_address(begun, now), now)
            return None
        messages.update(conn, Queued(begun, now), now)
        return _Taken(begun, _letter(conn, store, begun, base_url, now))


def _letter(conn: Connection, store: Store, message: Message, base_url: str, now: datetime) -> Letter:
    sender = read_sender(conn)
    return Letter(
        key=outbox.idempotency_key(message),
        message_id=message.message_id,
        to=message.address,
        subject=message.subject,
        text=filled_body(conn, store, message, base_url),
        at=now,
        sender_name=sender.community,
        reply_to=community.read(conn).contact.strip(),
        language=message.language,
    )


def _without_address(begun: Message, now: datetime) -> Queued:
    """A link that opens nothing is not sent: the message waits until the public address is set."""
    waiting = outbox.failed(begun, ErrorClass.SETTINGS, "", now)
    reason = _("l’adresse publique de Relève n’est pas réglée, le lien ne s’ouvrirait pas : indiquez-la dans les réglages d’envoi")  # fmt: skip
    return replace(waiting, message=replace(waiting.message, error=reason))


def _write_fate(store: Store, message: Message, failure: Failure | None) -> None:
    with store.transaction() as conn:
        now = store.now()
        if failure is None:
            sent = outbox.accepted(message)
            messages.update(conn, Queued(sent, now), now)
            note_informed(conn, [sent], now)
            return
        after = outbox.failed(message, failure.error, failure.detail, now)
        doubt = message.was_uncertain or failure.is_uncertain
        messages.update(conn, replace(after, message=replace(after.message, was_uncertain=doubt)), now)


def _put_off(store: Store, channel: Channel, failure: Failure) -> None:
    """A server out of reach: what else was to leave by it now waits as long as the message that found out, and says why."""
    with store.transaction() as conn:
        now = store.now()
        for message in outbox.due(messages.waiting(conn), now):
            if message.channel is channel:
                messages.update(conn, outbox.failed(outbox.begin(message), failure.error, failure.detail, now), now)


def _expire(store: Store) -> None:
    """Cancel what serves nothing any more, whatever its channel."""
    with store.reading() as conn:
        gone = outbox.expired(messages.waiting(conn), store.now())
    if not gone:
        return
    with store.transaction() as conn:
        now = store.now()
        for message in outbox.expired(messages.waiting(conn), now):
            withdraw(conn, message, now)


def withdraw(conn: Connection, message: Message, now: datetime) -> None:
    """Write a message as cancelled; a request that surely never left costs its person nothing."""
    messages.update(conn, Queued(outbox.cancel(message), now), now)
    if message.kind in ASK_OF and not message.attempts:
        just_before = message.due_at - timedelta(seconds=1)
        solicitations.take_back(conn, message.about, [message.recipient], just_before)


def note_informed(conn: Connection, sent: Iterable[Message], now: datetime) -> None:
    """Write who has now received the art. 14 notice, in which wording, and when; a first date stays."""
    informed = outbox.informed(sent)
    notices.give_in_force(conn, informed, paris_date(now), now, Given.MESSAGE)
    for person_id in sorted(informed):
        person = people.find(conn, person_id)
        if person is not None and person.notice_given_on is None:
            people.put(conn, replace(person, notice_given_on=paris_date(now)), now)


def _due(store: Store, channels: frozenset[Channel], struck: Mapping[Channel, int]) -> list[Message]:
    with store.reading() as conn:
        ready = outbox.due(messages.waiting(conn), store.now())
    return [one for one in ready if one.channel in channels and struck.get(one.channel, 0) < STRIKES_OUT]


def _next_hour(store: Store, channels: frozenset[Channel]) -> datetime | None:
    with store.reading() as conn:
        waiting = messages.waiting(conn)
    return min(
        (max(one.next_at, one.message.due_at) for one in waiting if one.message.channel in channels), default=None
    )
