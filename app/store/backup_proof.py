"""The database of a copy: taken from an open one, then opened without trusting it, and proven to be what its manifest says."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

from app.core.errors import N_
from app.store import integrity, journal, log, schema
from app.store.backup_manifest import DATABASE, Manifest
from app.store.unproven import Unproven, altered, damaged, no_copy

if TYPE_CHECKING:
    from pathlib import Path

SQLITE_MAGIC = b"SQLite format 3\x00"


def copy_online(conn: sqlite3.Connection, target: Path) -> None:
    """A consistent copy of the open database at ``target``, in one file, readable by its owner."""
    os.close(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    with closing(sqlite3.connect(target)) as copy:
        conn.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")


def prove_database(path: Path, manifest: Manifest | None) -> list[tuple[str, dict[str, str]]]:
    """Open a database that was taken out of a copy: it must be whole, consistent, and what its manifest says.

    Returns what was already wrong when it was copied, a rewritten journal above all, as message templates with their
    values. Raises Unproven for a copy that does not read back; NewerSchema for a version that this one does not know.
    """
    with closing(reading(path)) as conn:
        try:
            _whole(conn, path)
            schema.refuse_newer(conn, path.name)
            if not schema.taken(conn) and manifest is None:
                raise no_copy(path)
            if manifest and (schema.taken(conn), head_of(conn), counts_of(conn)) != (
                manifest.schema,
                manifest.journal_head,
                manifest.counts,
            ):
                raise altered(path, DATABASE)
            if manifest and manifest.log_head not in ("", log_head_of(conn)):
                raise altered(path, DATABASE)
            return integrity.problems(conn) if schema.is_current(conn) else []
        except sqlite3.DatabaseError as error:
            raise damaged(path) from error


def _whole(conn: sqlite3.Connection, path: Path) -> None:
    if [row[0] for row in conn.execute("PRAGMA integrity_check(1)")] != ["ok"]:
        raise damaged(path)
    if conn.execute("PRAGMA foreign_key_check").fetchone() is not None:
        raise damaged(path)


def is_database(path: Path) -> bool:
    """Whether a file is a bare SQLite database, as a continuous replica gives it back. Raises Unproven when it can't be read."""
    try:
        with path.open("rb") as file:
            return file.read(len(SQLITE_MAGIC)) == SQLITE_MAGIC
    except OSError as error:
        raise Unproven(
            N_("{path} ne se lit pas : vérifiez le nom du fichier et le droit de le lire."), path=str(path)
        ) from error


def copy_bare(source: Path, target: Path) -> None:
    """Copy a bare database, what its write-ahead log holds included. Raises Unproven when it is damaged."""
    try:
        with closing(reading(source)) as conn:
            copy_online(conn, target)
    except sqlite3.DatabaseError as error:
        raise damaged(source) from error


def reading(path: Path) -> sqlite3.Connection:
    """A connection that can't write, rows by name."""
    conn = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True, isolation_level=None)
    conn.row_factory = sqlite3.Row
    return conn


def head_of(conn: sqlite3.Connection) -> str:
    """The journal's head; empty where there is no journal yet."""
    held = {row["name"] for row in conn.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    # Older schemas know no checkpoint, and an empty journal asks for the last one.
    return journal.head(conn) if {"journal", "checkpoint"} <= held else ""


def log_head_of(conn: sqlite3.Connection) -> str:
    """The head of the main courante; empty where there is none yet."""
    held = {row["name"] for row in conn.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    return log.LOG.head(conn) if {"log", "checkpoint"} <= held else ""


def counts_of(conn: sqlite3.Connection) -> dict[str, int]:
    """Rows by table."""
    tables = conn.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name"
    ).fetchall()
    return {
        row["name"]: conn.execute(f'SELECT count(*) FROM "{row["name"].replace(chr(34), chr(34) * 2)}"').fetchone()[0]
        for row in tables
    }
