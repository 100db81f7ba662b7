"""The outbox as a screen needs it: what waits for a hand, what failed, what leaves by itself, what has left. A read side."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from app.access.permissions import Action, require
from app.core.errors import InvalidInput
from app.mobilisation.message import MessageKind, MessageState
from app.mobilisation.outbox import Queued
from app.mobilisation.preferences import Channel
from app.services.messages.ways_out import read_ways
from app.settings import read as read_settings
from app.store import community, messages, people
from app.words.errors import sentence
from app.words.people import short_name

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from app.access.actor import Actor
    from app.core.ids import PersonId
    from app.roster.person import Person
    from app.store.database import Store

LEFT = (MessageState.SENT, MessageState.BY_HAND_DONE, MessageState.CANCELLED)
UNSENT = tuple(state for state in MessageState if state not in LEFT)

URGENT = (
    MessageKind.ALERT,
    MessageKind.ALERT_TEST,
    MessageKind.CHANGE_WITHIN_48H,
    MessageKind.CALL_OUT,
    MessageKind.CALL_OUT_CLOSED,
    MessageKind.LINK_AGAIN,
)
"""What is passed on first: the order in which a sender takes them."""

PRESSING = frozenset(
    {MessageKind.ALERT, MessageKind.CHANGE_WITHIN_48H, MessageKind.CALL_OUT, MessageKind.REMINDER_1, MessageKind.OFFER}
)
"""Messages that lose their point within a day."""


class Group(StrEnum):
    """What is expected of whom: the coordinator's hand, a correction, a setting, or nothing."""

    BY_HAND = "by_hand"
    FAILED = "failed"
    HELD = "held"
    """It would leave by itself, but its link opens nothing until the public address is set."""
    WAITING = "waiting"
    SENT = "sent"
    DONE = "done"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class OutboxRow:
    """One message, whose it is, and what is expected."""

    queued: Queued
    name: str
    group: Group
    presses: bool = False
    """It waits for a hand, its hour has come, and it loses its point within a day."""

    @property
    def id(self) -> str:
        return self.queued.message.id


@dataclass(frozen=True, slots=True)
class Outbox:
    """``unsent``: everything that has not left, by group, what presses first, then by hour. ``ways_fault``: why no way could be read, or empty."""

    now: datetime
    channels: frozenset[Channel]
    ways_fault: str
    public_url: str
    unsent: tuple[OutboxRow, ...]
    counts: dict[MessageState, int]

    def of(self, group: Group) -> tuple[OutboxRow, ...]:
        return tuple(row for row in self.unsent if row.group is group)


@dataclass(frozen=True, slots=True)
class Sent:
    """One page of what has left, newest first, and how many there are in all."""

    rows: tuple[OutboxRow, ...]
    total: int


def read_outbox(actor: Actor, store: Store) -> Outbox:
    """What has not left, and the ways that are set."""
    require(actor, Action.READ_MESSAGES)
    channels, fault = _channels(store)
    with store.reading() as conn:
        waiting = messages.waiting(conn, UNSENT)
        names = {person.id: short_name(person.given_name, person.family_name) for person in people.every(conn)}
        counted, url = messages.counts(conn), read_settings().public_url or community.read(conn).public_url
    rows = [_standing(_row(one, names, channels), url, store.now()) for one in waiting]
    order = list(Group)
    rows.sort(
        key=lambda row: (order.index(row.group), not row.presses, _urgency(row), row.queued.message.due_at, row.id)
    )
    return Outbox(store.now(), channels, fault, url, tuple(rows), counted)


def read_sent(
    actor: Actor,
    store: Store,
    groups: Collection[Group],
    kinds: Collection[MessageKind],
    *,
    page: int = 0,
    size: int = 50,
) -> Sent:
    """What has left or been withdrawn, of these groups and kinds (none named: all)."""
    require(actor, Action.READ_MESSAGES)
    wanted = groups or frozenset(_GROUPS.values())
    states = [state for state in LEFT if _GROUPS[state] in wanted]
    with store.reading() as conn:
        found = messages.recent(conn, states=states, kinds=kinds or tuple(MessageKind), limit=size, offset=page * size)
        names = {one.message.recipient: _name_of(people.find(conn, one.message.recipient)) for one in found.messages}
    return Sent(tuple(_row(one, names, frozenset()) for one in found.messages), found.total)


_GROUPS = {
    MessageState.SENT: Group.SENT,
    MessageState.BY_HAND_DONE: Group.DONE,
    MessageState.CANCELLED: Group.CANCELLED,
}


def group_of(one: Queued, channels: frozenset[Channel]) -> Group:
    """Where a message stands; one whose channel has no way waits for a hand."""
    message = one.message
    if message.state is MessageState.FAILED:
        return Group.FAILED
    if message.state is MessageState.QUEUED and message.channel not in channels:
        return Group.BY_HAND
    return _GROUPS.get(message.state, Group.WAITING)


def _urgency(row: OutboxRow) -> int:
    kind = row.queued.message.kind
    return URGENT.index(kind) if kind in URGENT else len(URGENT)


def _row(one: Queued, names: dict[PersonId, str], channels: frozenset[Channel]) -> OutboxRow:
    return OutboxRow(one, names.get(one.message.recipient, "?"), group_of(one, channels))


def _standing(row: OutboxRow, url: str, now: datetime) -> OutboxRow:
    """The row with what only the whole folder tells: a link that can't leave yet, a hand that is late."""
    message = row.queued.message
    if row.group is Group.WAITING and message.holds_link and not url:
        return replace(row, group=Group.HELD)
    return replace(row, presses=row.group is Group.BY_HAND and message.kind in PRESSING and message.due_at <= now)


def _name_of(person: Person | None) -> str:
    return short_name(person.given_name, person.family_name) if person is not None else "?"


def _channels(store: Store) -> tuple[frozenset[Channel], str]:
    try:
        return read_ways(store).channels, ""
    except InvalidInput as error:
        return frozenset(), sentence(error)
