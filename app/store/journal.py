"""The journal: who did what to what, when. Written by every service in the transaction that does it; never rewritten.

What entries are chained with is in :mod:`app.store.chain`; what their types mean in words in :mod:`app.words.journal_entries`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.core.clock import instant_of, instant_text
from app.store.chain import GENESIS, Break, Chain, Entry, chained

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from app.store.database import Connection

__all__ = ["GENESIS", "JOURNAL", "Break", "Entry", "Span", "chained", "head", "problems", "recent", "write"]

JOURNAL = Chain("journal")


def write(
    conn: Connection, at: datetime, actor_id: str, type: str, subject_id: str, payload: Mapping[str, object]
) -> None:
    """Append one entry within the caller's transaction; ``payload`` must be JSON."""
    JOURNAL.append(conn, at, actor_id, type, subject_id, payload)


def head(conn: Connection) -> str:
    """The hash of the last entry: the same head means that nobody wrote in between."""
    return JOURNAL.head(conn)


def problems(conn: Connection, key: bytes | None = None) -> list[str]:
    """Numbers of the entries at which the chain breaks or a payload was altered, as text; empty when all is well."""
    return [str(found.seq) for found in JOURNAL.breaks(conn, key)]


def recent(conn: Connection, limit: int = 50) -> list[Entry]:
    """The newest entries, newest first."""
    return JOURNAL.entries(conn, tail="ORDER BY e.seq DESC LIMIT ?", values=(limit,))


@dataclass(frozen=True, slots=True)
class Span:
    """What the journal holds: how many entries, from the first that remains to the last; instants None when empty."""

    entries: int
    first_at: datetime | None
    last_at: datetime | None


def span(conn: Connection) -> Span:
    """How far the journal reaches."""
    row = conn.execute("SELECT count(*) AS entries, min(seq) AS first, max(seq) AS last FROM journal").fetchone()
    ends = {
        one["seq"]: instant_of(one["at"])
        for one in conn.execute("SELECT seq, at FROM journal WHERE seq IN (?, ?)", (row["first"], row["last"]))
    }
    return Span(row["entries"], ends.get(row["first"]), ends.get(row["last"]))


def latest_instant(conn: Connection) -> datetime | None:
    """The latest instant anyone wrote at: a clock that reads earlier was put back."""
    row = conn.execute("SELECT max(at) AS at FROM journal").fetchone()
    return instant_of(row["at"]) if row["at"] else None


@dataclass(frozen=True, slots=True)
class Search:
    """Which entries to read: empty or None lets everything through. Instants: ``start`` included, ``end`` not."""

    types: tuple[str, ...] = ()
    actor_ids: tuple[str, ...] = ()
    start: datetime | None = None
    end: datetime | None = None


def found(conn: Connection, search: Search, *, limit: int = -1, skip: int = 0) -> list[Entry]:
    """The entries that a search keeps, newest first; all of them when ``limit`` is -1."""
    where, values = _condition(search)
    return JOURNAL.entries(conn, where, (*values, limit, skip), tail="ORDER BY e.seq DESC LIMIT ? OFFSET ?")


def count(conn: Connection, search: Search) -> int:
    """How many entries a search keeps."""
    where, values = _condition(search)
    return int(conn.execute(f"SELECT count(*) FROM journal e WHERE {where}", values).fetchone()[0])


def counted(conn: Connection, search: Search) -> list[tuple[str, str, int]]:
    """How many entries a search keeps, by type and by actor, in the order of both."""
    where, values = _condition(search)
    rows = conn.execute(
        f"SELECT type, actor_id, count(*) FROM journal e WHERE {where} GROUP BY type, actor_id ORDER BY type, actor_id",
        values,
    )
    return [(row[0], row[1], int(row[2])) for row in rows]


def _condition(search: Search) -> tuple[str, list[object]]:
    conditions, values = ["1"], list[object]()
    for column, several in (("e.type", search.types), ("e.actor_id", search.actor_ids)):
        if several:
            conditions.append(f"{column} IN ({', '.join('?' * len(several))})")
            values.extend(several)
    for column, value in (
        ("e.at >= ?", instant_text(search.start) if search.start else ""),
        ("e.at < ?", instant_text(search.end) if search.end else ""),
    ):
        if value:
            conditions.append(column)
            values.append(value)
    return " AND ".join(conditions), values


def actor_ids(conn: Connection) -> list[str]:
    """Everyone who wrote, in the order of their ids."""
    return [row[0] for row in conn.execute("SELECT DISTINCT actor_id FROM journal ORDER BY actor_id")]


def last_about(conn: Connection, subject_ids: Sequence[str], limit: int = 1) -> list[Entry]:
    """The newest entries about any of these subjects, newest first."""
    marks = ", ".join("?" * len(subject_ids))
    return JOURNAL.entries(
        conn, f"e.subject_id IN ({marks})", (*subject_ids, limit), tail="ORDER BY e.seq DESC LIMIT ?"
    )
