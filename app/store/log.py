"""The main courante: what was learnt, decided and done, in order, chained like the journal and never rewritten.

A correction is an addendum, a change of status an entry of its own: what was written first stays readable. The texts stand
in the erasable payload; ``subject_id`` is the event an entry belongs to, empty outside any event.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from app.core.clock import instant_of, instant_text
from app.core.errors import N_
from app.store.chain import Chain

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from app.access.actor import Actor
    from app.store.chain import Entry
    from app.store.database import Connection

LOG = Chain("log")

ENTRY, ADDENDUM, STATUS = "entry", "addendum", "status"
"""The three types of entries in the chain."""


class LogKind(StrEnum):
    """What an entry is: something learnt, something decided, something to do or done."""

    INFORMATION = "information"
    DECISION = "decision"
    ACTION = "action"


class LogStatus(StrEnum):
    """Where a decision or an action stands."""

    OPEN = "open"
    DONE = "done"
    CANCELLED = "cancelled"


KIND_WORDS: dict[LogKind, str] = {
    LogKind.INFORMATION: N_("information"),
    LogKind.DECISION: N_("décision"),
    LogKind.ACTION: N_("action"),
}
STATUS_WORDS: dict[LogStatus, str] = {
    LogStatus.OPEN: N_("en cours"),
    LogStatus.DONE: N_("fait"),
    LogStatus.CANCELLED: N_("abandonné"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What somebody writes down: ``happened_at`` is when it happened, whoever writes it later. Instants are UTC."""

    text: str
    kind: LogKind = LogKind.INFORMATION
    happened_at: datetime
    source: str = ""
    """Who or what it comes from, in words: « appel du SAMU », « maire d’Auray »."""
    linked: int | None = None
    """Number of the entry it follows from."""
    status: LogStatus | None = None
    event_id: str = ""


@dataclass(frozen=True, slots=True)
class Later:
    """What was added to an entry afterwards: an addendum, or a change of status with its reason."""

    number: int
    entered_at: datetime
    author_id: str
    author: str
    text: str
    status: LogStatus | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LogEntry:
    """An entry as it reads back, with what came later; a purged or erased text is empty and says so."""

    number: int
    entered_at: datetime
    author_id: str
    author: str
    kind: LogKind
    happened_at: datetime
    text: str
    source: str = ""
    linked: int | None = None
    status: LogStatus | None = None
    event_id: str = ""
    later: tuple[Later, ...] = ()
    erased: bool = False


def write(conn: Connection, at: datetime, actor: Actor, written: Written) -> int:
    """Append an entry within the caller's transaction; its number, which stays."""
    payload = {
        "text": written.text,
        "kind": written.kind.value,
        "happened_at": instant_text(written.happened_at),
        "source": written.source,
        "linked": written.linked,
        "status": written.status.value if written.status else None,
        "author": actor.name,
    }
    return LOG.append(conn, at, actor.id, ENTRY, written.event_id, payload)


def add(conn: Connection, at: datetime, actor: Actor, to: LogEntry, text: str, status: LogStatus | None = None) -> int:
    """Append what comes later to an entry: an addendum, or its new status with a reason that may be empty."""
    payload = {
        "to": to.number,
        "text": text,
        "status": status.value if status else None,
        "author": actor.name,
    }
    return LOG.append(conn, at, actor.id, STATUS if status else ADDENDUM, to.event_id, payload)


def every(conn: Connection, event_id: str | None = None) -> list[LogEntry]:
    """The entries of an event, or all of them (None), by the instant at which things happened, then by number."""
    where, values = ("1", ()) if event_id is None else ("e.subject_id = ?", (event_id,))
    rows = LOG.entries(conn, where, values, tail="ORDER BY e.seq")
    later: dict[int, list[Later]] = {}
    for row in rows:
        if row.type != ENTRY and row.payload is not None:
            later.setdefault(_number(row.payload, "to") or 0, []).append(_later(row, row.payload))
    entries = [_entry(row, tuple(later.get(row.seq, ()))) for row in rows if row.type == ENTRY]
    return sorted(entries, key=lambda one: (one.happened_at, one.number))


def find(conn: Connection, number: int) -> LogEntry | None:
    """The entry of this number with what came later, or None when there is none, or no longer."""
    row = conn.execute("SELECT subject_id FROM log WHERE seq = ?", (number,)).fetchone()
    return next((one for one in every(conn, row["subject_id"]) if one.number == number), None) if row else None


def _entry(row: Entry, later: tuple[Later, ...]) -> LogEntry:
    """An erased entry keeps its place, its author's id and what was added to it."""
    held = row.payload or {}
    status = LogStatus(str(held["status"])) if held.get("status") else None
    for one in later:
        status = one.status or status
    return LogEntry(
        number=row.seq,
        entered_at=row.at,
        author_id=row.actor_id,
        author=str(held.get("author", "")),
        kind=LogKind(str(held.get("kind", LogKind.INFORMATION))),
        happened_at=instant_of(str(held["happened_at"])) if held.get("happened_at") else row.at,
        text=str(held.get("text", "")),
        source=str(held.get("source", "")),
        linked=_number(held, "linked"),
        status=status,
        event_id=row.subject_id,
        later=later,
        erased=row.payload is None,
    )


def _later(row: Entry, held: Mapping[str, object]) -> Later:
    status = LogStatus(str(held["status"])) if held.get("status") else None
    return Later(row.seq, row.at, row.actor_id, str(held.get("author", "")), str(held.get("text", "")), status)


def _number(held: Mapping[str, object], key: str) -> int | None:
    value = held.get(key)
    return value if isinstance(value, int) else None
