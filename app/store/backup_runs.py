"""What became of each copy of the data: made, proven, or why not. The files themselves are what counts."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.core.clock import instant_of, instant_text
from app.core.ids import new_id
from app.store.backup_rules import Kind

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping
    from datetime import datetime

    from app.store.backups import Made
    from app.store.database import Connection

Trouble = tuple[str, dict[str, str]]
"""What went wrong, as a message template with its values: said in the language of whoever reads."""


@dataclass(frozen=True, slots=True)
class Run:
    """One attempt. ``file`` is empty when none was made; ``verified_at`` None when it was not proven. Instants are UTC."""

    kind: Kind
    file: str
    at: datetime
    bytes: int
    journal_head: str
    verified_at: datetime | None
    trouble: Trouble | None


def add_made(conn: Connection, made: Made, verified_at: datetime) -> None:
    """Write a copy that stands on the disk; what was already wrong in the data leaves it unproven."""
    trouble = made.troubles[0] if made.troubles else None
    manifest = made.manifest
    row = (made.path.name, instant_text(manifest.at), made.bytes, manifest.journal_head, manifest.log_head)
    _add(conn, manifest.kind, row, None if trouble else instant_text(verified_at), trouble)


def add_failed(conn: Connection, kind: Kind, at: datetime, trouble: Trouble) -> None:
    """Write that no copy could be made, and why."""
    _add(conn, kind, ("", instant_text(at), 0, "", ""), None, trouble)


def _add(
    conn: Connection, kind: str, row: tuple[str, str, int, str, str], verified_at: str | None, trouble: Trouble | None
) -> None:
    text = json.dumps(trouble, ensure_ascii=False) if trouble else ""
    conn.execute(
        "INSERT INTO backup_run (id, kind, file, at, bytes, journal_head, log_head, verified_at, trouble)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (new_id(), kind, *row, verified_at, text),
    )


def last_proven(conn: Connection, now: datetime) -> Run | None:
    """The newest proven copy made up to ``now``: one dated later was made under a clock that has been put back."""
    return _first(conn, "verified_at IS NOT NULL AND at <= ?", (instant_text(now),))


def last(conn: Connection, now: datetime) -> Run | None:
    """The newest attempt up to ``now``, whatever came of it."""
    return _first(conn, "at <= ?", (instant_text(now),))


def by_file(conn: Connection) -> Mapping[str, Run]:
    """What became of each copy, by its file's name."""
    rows = conn.execute("SELECT * FROM backup_run WHERE file <> '' ORDER BY at, id")
    return {row["file"]: _run(row) for row in rows}


def failures(conn: Connection, since: datetime | None = None) -> list[Run]:
    """Attempts that made no copy, or one of data already at fault, after an instant; newest first, fifty at most."""
    rows = conn.execute(
        "SELECT * FROM backup_run WHERE trouble <> '' AND at > ? ORDER BY at DESC, id DESC LIMIT 50",
        (instant_text(since) if since else "",),
    )
    return [_run(row) for row in rows]


def _first(conn: Connection, where: str, values: tuple[str, ...]) -> Run | None:
    row = conn.execute(f"SELECT * FROM backup_run WHERE {where} ORDER BY at DESC, id DESC LIMIT 1", values).fetchone()
    return _run(row) if row else None


def _run(row: sqlite3.Row) -> Run:
    return Run(
        kind=Kind(row["kind"]),
        file=row["file"],
        at=instant_of(row["at"]),
        bytes=row["bytes"],
        journal_head=row["journal_head"],
        verified_at=instant_of(row["verified_at"]) if row["verified_at"] else None,
        trouble=_trouble(row["trouble"]),
    )


def _trouble(text: str) -> Trouble | None:
    if not text:
        return None
    message, data = json.loads(text)
    return str(message), {str(name): str(value) for name, value in data.items()}
