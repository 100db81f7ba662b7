"""The main courante as it is read: every entry with what was added to it, searched, and what is still to do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.access.permissions import Action, require
from app.core.clock import paris_date
from app.services.keeping.purge_trace import fold
from app.store import checkpoints, integrity, log
from app.store.log import LogKind, LogStatus
from app.words import _

if TYPE_CHECKING:
    from datetime import date

    from app.access.actor import Actor
    from app.store.database import Connection, Store
    from app.store.log import LogEntry


@dataclass(frozen=True, slots=True)
class LogSearch:
    """What is looked for; empty or None lets everything through. Days are civil days in Paris, both included."""

    words: str = ""
    kind: LogKind | None = None
    status: LogStatus | None = None
    first: date | None = None
    last: date | None = None
    event_id: str | None = None
    """The entries of one event; "" those of none, None all of them."""


@dataclass(frozen=True, slots=True)
class LogView:
    """The entries found, by the instant at which things happened, oldest first; and what the whole log holds."""

    entries: tuple[LogEntry, ...]
    total: int
    open: tuple[LogEntry, ...]
    """Decisions and actions still to do, whatever is looked for, oldest first."""
    faults: tuple[str, ...]
    """Why the main courante can't be trusted as a whole, as sentences; empty when its chain holds."""
    authors: frozenset[str] = frozenset()
    """Ids of everyone who wrote an entry, whatever is looked for."""


def read_log(actor: Actor, store: Store, search: LogSearch | None = None) -> LogView:
    """The main courante; its chain is verified each time. Raises NotAllowed."""
    require(actor, Action.READ_LOG)
    with store.reading() as conn:
        return view_of(conn, store, search or LogSearch())


def view_of(conn: Connection, store: Store, search: LogSearch) -> LogView:
    """:func:`read_log` on a connection, for documents made of it."""
    every = log.every(conn, search.event_id)
    return LogView(
        entries=tuple(entry for entry in every if _kept(entry, search)),
        total=len(every),
        open=tuple(entry for entry in every if entry.status is LogStatus.OPEN),
        faults=_faults(conn, store),
        authors=frozenset(entry.author_id for entry in every),
    )


def author_name(author: str) -> str:
    """Who wrote, in the current language; an erased entry has nobody's name left."""
    return _(author) if author else _("auteur effacé")


def _kept(entry: LogEntry, search: LogSearch) -> bool:
    day = paris_date(entry.happened_at)
    return (
        (search.kind is None or entry.kind is search.kind)
        and (search.status is None or entry.status is search.status)
        and (search.first is None or day >= search.first)
        and (search.last is None or day <= search.last)
        and all(word in _read(entry) for word in fold(search.words).split())
    )


def _read(entry: LogEntry) -> str:
    later = " ".join(f"{one.text} {one.author}" for one in entry.later)
    return fold(f"{entry.number} {entry.text} {entry.source} {entry.author} {later}")


def _faults(conn: Connection, store: Store) -> tuple[str, ...]:
    path = store.folder.keys / f"{checkpoints.KEY}.key"
    key = store.folder.key(checkpoints.KEY) if path.exists() else None
    return tuple(_(message).format(**data) for message, data in integrity.chain_problems(conn, log.LOG, key))
