"""The journal as it is read: who did what to whom, when, in words; searched, a page at a time, and verified."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time, timedelta
from typing import TYPE_CHECKING

from app.access.permissions import Action, require
from app.core.clock import paris_instant
from app.services.keeping.purge_trace import fold
from app.services.keeping.reference import read_library
from app.services.keeping.trace_words import TraceWords, words_of
from app.store import checkpoints, integrity, journal, traced
from app.words import _
from app.words.journal import FIXED, details, entry_groups, entry_words

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from app.access.actor import Actor
    from app.store.chain import Entry
    from app.store.checkpoints import Checkpoint
    from app.store.database import Connection, Store
    from app.store.journal import Span


SEARCHED = 20_000
"""Words are looked for in that many of the newest entries: each has to be put into words first."""


@dataclass(frozen=True, slots=True)
class JournalSearch:
    """What is looked for; empty or None lets everything through. Days are civil days in Paris, both included."""

    words: str = ""
    group: str = ""
    """A group of :func:`app.words.journal.entry_groups`."""
    actor_ids: tuple[str, ...] = ()
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True, slots=True)
class JournalRow:
    """One entry in words; the number stays with the entry for ever."""

    number: int
    at: datetime
    who: str
    what: str
    about: str
    details: str


@dataclass(frozen=True, slots=True)
class JournalPage:
    """A page of the entries found, newest first, and what is needed to search further."""

    rows: tuple[JournalRow, ...]
    found: int
    span: Span
    purged: Checkpoint | None
    actors: Mapping[str, str]
    """Id → name of everyone who ever wrote."""
    searched: int = 0
    """How many of the newest entries were read for the words; 0 when none were looked for."""


def read_journal(
    actor: Actor, store: Store, search: JournalSearch | None = None, *, page: int = 0, size: int = 50
) -> JournalPage:
    """The entries that match, ``size`` a page from page 0 on. Raises NotAllowed."""
    require(actor, Action.READ_JOURNAL)
    wanted = search or JournalSearch()
    with store.reading() as conn:
        if wanted.words.strip():
            every = matching(conn, store, wanted, limit=SEARCHED)
            rows, found = every[page * size : (page + 1) * size], len(every)
        else:
            rows, found = _page(conn, store, wanted, page, size)
        return JournalPage(
            rows=tuple(rows),
            found=found,
            span=journal.span(conn),
            purged=checkpoints.last(conn, journal.JOURNAL.name),
            actors=_actors(conn),
            searched=min(SEARCHED, journal.count(conn, _stored(wanted))) if wanted.words.strip() else 0,
        )


def verify_journal(actor: Actor, store: Store) -> tuple[str, ...]:
    """Why the chain does not hold, as sentences; empty when it does, from the last purge to the last entry. Raises NotAllowed."""
    require(actor, Action.READ_JOURNAL)
    with store.reading() as conn:
        return faults(conn, store)


def matching(conn: Connection, store: Store, search: JournalSearch, *, limit: int = -1) -> list[JournalRow]:
    """Every entry that a search keeps among the ``limit`` newest, in words, newest first. Words are looked for in what is
    read, not in what is stored."""
    rows = _rows(conn, store, journal.found(conn, _stored(search), limit=limit))
    sought = fold(search.words).split()
    return [row for row in rows if all(word in _read(row) for word in sought)] if sought else rows


def _page(conn: Connection, store: Store, search: JournalSearch, page: int, size: int) -> tuple[list[JournalRow], int]:
    stored = _stored(search)
    entries = journal.found(conn, stored, limit=size, skip=page * size)
    return _rows(conn, store, entries), journal.count(conn, stored)


def _stored(search: JournalSearch) -> journal.Search:
    return journal.Search(
        types=entry_groups().get(search.group, ()),
        actor_ids=search.actor_ids,
        start=_midnight(search.first),
        end=_midnight(search.last + timedelta(days=1)) if search.last else None,
    )


def _rows(conn: Connection, store: Store, entries: list[Entry]) -> list[JournalRow]:
    words = words_of(conn, read_library(store, conn), entries)
    return [_row(entry, words) for entry in entries]


def faults(conn: Connection, store: Store) -> tuple[str, ...]:
    """Why the chain does not hold, as sentences; empty when it does."""
    path = store.folder.keys / f"{checkpoints.KEY}.key"
    key = store.folder.key(checkpoints.KEY) if path.exists() else None
    return tuple(_(message).format(**data) for message, data in integrity.chain_problems(conn, journal.JOURNAL, key))


def _actors(conn: Connection) -> dict[str, str]:
    """Everyone who wrote, by name; those whom nobody can name any more are left out."""
    ids = journal.actor_ids(conn)
    rows = traced.named(conn, ids, traced.ACTORS)
    words = TraceWords(rows, {})
    known = {id: words.who(id) for id in ids if id in rows or id in FIXED}
    return dict(sorted(known.items(), key=lambda pair: fold(pair[1])))


def _row(entry: Entry, words: TraceWords) -> JournalRow:
    return JournalRow(
        number=entry.seq,
        at=entry.at,
        who=words.who(entry.actor_id),
        what=entry_words(entry.type),
        about=words.about(entry.subject_id),
        details=details(entry.payload, words.who),
    )


def _read(row: JournalRow) -> str:
    return fold(f"{row.who} {row.what} {row.about} {row.details}")


def _midnight(day: date | None) -> datetime | None:
    return paris_instant(day, time()) if day else None
