"""The outbox: every message, whatever became of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.core.clock import instant_of, instant_text
from app.core.ids import PersonId
from app.mobilisation.message import Message, MessageKind, MessageState
from app.mobilisation.outbox import Queued
from app.mobilisation.preferences import Channel

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable
    from datetime import datetime

    from app.store.database import Connection

_COLUMNS = (
    "id, kind, recipient_id, channel, address, subject, body, language, created_at, due_at, next_at, useless_after,"
    " message_id, about, state, attempts, carries_notice, was_uncertain, error, changed_at"
)


def add(conn: Connection, messages: Iterable[Message], at: datetime) -> None:
    """Put messages in the outbox; each may leave from its own hour on."""
    conn.executemany(
        f"INSERT INTO message ({_COLUMNS}) VALUES ({', '.join('?' * 20)})",
        [_values(Queued(message, message.due_at), at) for message in messages],
    )


def update(conn: Connection, queued: Queued, at: datetime) -> None:
    """Write what became of a message."""
    names = [name.strip() for name in _COLUMNS.split(",")]
    assignments = ", ".join(f"{name} = ?" for name in names[1:])
    conn.execute(
        f"UPDATE message SET {assignments}, revision = revision + 1 WHERE id = ?",
        (*_values(queued, at)[1:], queued.message.id),
    )


def find(conn: Connection, id: str) -> Queued | None:
    """The message, or None."""
    row = conn.execute("SELECT * FROM message WHERE id = ?", (id,)).fetchone()
    return _queued(row) if row else None


def waiting(conn: Connection, states: Iterable[MessageState] = (MessageState.QUEUED, MessageState.UNCERTAIN)) -> list[Queued]:  # fmt: skip
    """Messages in these states, in order of the hour at which they may leave."""
    held = [state.value for state in states]
    rows = conn.execute(
        f"SELECT * FROM message WHERE state IN ({', '.join('?' * len(held))}) ORDER BY next_at, id", held
    )
    return [_queued(row) for row in rows]


def about(conn: Connection, subject: str) -> list[Queued]:
    """Messages about one poll, call-out, seat or swap, oldest first."""
    return [_queued(row) for row in conn.execute("SELECT * FROM message WHERE about = ? ORDER BY id", (subject,))]


def of_person(conn: Connection, person_id: PersonId) -> list[Queued]:
    """What was written to one person, newest first."""
    rows = conn.execute("SELECT * FROM message WHERE recipient_id = ? ORDER BY created_at DESC, id DESC", (person_id,))
    return [_queued(row) for row in rows]


@dataclass(frozen=True, slots=True)
class Found:
    """One page of the outbox and how many messages there are in all."""

    messages: tuple[Queued, ...]
    total: int


def recent(
    conn: Connection,
    *,
    states: Iterable[MessageState] = tuple(MessageState),
    kinds: Iterable[MessageKind] = tuple(MessageKind),
    limit: int = 100,
    offset: int = 0,
) -> Found:
    """Messages of these states and kinds, newest first."""
    held, named = [one.value for one in states], [one.value for one in kinds]
    where = f"state IN ({', '.join('?' * len(held))}) AND kind IN ({', '.join('?' * len(named))})"
    total = conn.execute(f"SELECT count(*) FROM message WHERE {where}", (*held, *named)).fetchone()[0]
    rows = conn.execute(
        f"SELECT * FROM message WHERE {where} ORDER BY created_at DESC, id DESC LIMIT ? OFFSET ?",
        (*held, *named, limit, offset),
    )
    return Found(tuple(_queued(row) for row in rows), total)


def counts(conn: Connection) -> dict[MessageState, int]:
    """How many messages stand in each state."""
    rows = conn.execute("SELECT state, count(*) AS n FROM message GROUP BY state")
    found = {MessageState(row["state"]): row["n"] for row in rows}
    return {state: found.get(state, 0) for state in MessageState}


def _values(queued: Queued, at: datetime) -> tuple[object, ...]:
    m = queued.message
    return (
        m.id,
        m.kind.value,
        m.recipient,
        m.channel.value,
        m.address,
        m.subject,
        m.body,
        m.language,
        instant_text(m.created_at),
        instant_text(m.due_at),
        instant_text(queued.next_at),
        instant_text(m.useless_after) if m.useless_after else None,
        m.message_id,
        m.about,
        m.state.value,
        m.attempts,
        int(m.carries_notice),
        int(m.was_uncertain),
        m.error,
        instant_text(at),
    )


def _queued(row: sqlite3.Row) -> Queued:
    message = Message(
        id=row["id"],
        kind=MessageKind(row["kind"]),
        recipient=PersonId(row["recipient_id"]),
        channel=Channel(row["channel"]),
        address=row["address"],
        subject=row["subject"],
        body=row["body"],
        language=row["language"],
        created_at=instant_of(row["created_at"]),
        due_at=instant_of(row["due_at"]),
        message_id=row["message_id"],
        about=row["about"],
        state=MessageState(row["state"]),
        attempts=row["attempts"],
        useless_after=instant_of(row["useless_after"]) if row["useless_after"] else None,
        carries_notice=bool(row["carries_notice"]),
        was_uncertain=bool(row["was_uncertain"]),
        error=row["error"],
    )
    return Queued(message, instant_of(row["next_at"]))
