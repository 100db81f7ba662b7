"""Opening the database and writing to it: pragmas, migrations after a backup, and the one way to write.

Every write goes through :meth:`Store.transaction`, which opens with ``BEGIN IMMEDIATE`` under one lock for the process:
plain ``BEGIN`` let 196 of 200 concurrent writers fail with « database is locked ».
"""

from __future__ import annotations

import fcntl
import os
import sqlite3
import threading
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.core.clock import Clock, system_clock
from app.core.errors import N_, NotFound
from app.store import backups, lent, restoring, schema
from app.store.backup_rules import Kind
from app.store.faults import explained, files_explained
from app.store.folder import DataFolder

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from pathlib import Path

Connection = sqlite3.Connection
"""What store functions take; other rooms only pass it on."""

PRAGMAS = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA foreign_keys=ON",
    "PRAGMA secure_delete=ON",
    "PRAGMA busy_timeout=5000",
)

_writing = threading.RLock()


def connect(path: Path, *, shared: bool = False) -> Connection:
    """A connection, rows by name, transactions opened by hand: for the calling thread, or ``shared`` by one after another.

    Raises StorageFault.
    """
    with explained(path.parent):
        conn = sqlite3.connect(path, isolation_level=None, check_same_thread=not shared)
        conn.row_factory = sqlite3.Row
        try:
            for pragma in PRAGMAS:
                conn.execute(pragma)
        except BaseException:
            conn.close()
            raise
    return conn


@dataclass(frozen=True, slots=True)
class Store:
    """A data folder opened for reading and writing; ``clock`` says when things are written."""

    folder: DataFolder
    clock: Clock = system_clock

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that sees one state of the database for the length of the block. Raises StorageFault."""
        with self.folder.in_use(), _connection(self.folder.database) as conn, explained(self.folder.path):
            conn.execute("BEGIN")
            yield conn

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """All or nothing: commits at the end of the block, rolls back on any error. Raises StorageFault."""
        with (
            _writing,
            self.folder.in_use(),
            _connection(self.folder.database) as conn,
            explained(self.folder.path),
        ):
            conn.execute("BEGIN IMMEDIATE")
            yield conn
            conn.commit()

    def now(self) -> datetime:
        """The present instant of this store's clock, UTC."""
        return self.clock()


@contextmanager
def _connection(path: Path) -> Iterator[Connection]:
    """A kept one where a server keeps some, which comes back unless something went wrong with it; else one of its own."""
    kept = lent.of(path)
    conn = connect(path) if kept is None else kept.take(lambda: connect(path, shared=True))
    try:
        yield conn
    except BaseException:
        _let_go(conn)
        raise
    if kept is None:
        _let_go(conn)
    else:
        kept.give_back(conn)


def _let_go(conn: Connection) -> None:
    """Close, forgetting what was not committed; a disk that refuses even that has already said why."""
    with suppress(sqlite3.Error):
        if conn.in_transaction:
            conn.rollback()
    conn.close()


def open_store(path: Path, clock: Clock = system_clock) -> Store:
    """Open or create a data folder and bring its schema up to date; an existing database is copied first. Raises StorageFault."""
    folder = DataFolder(path)
    # A restoration that was cut short comes first: until it is finished, content and database may not belong together.
    restoring.finish(folder)
    folder.prepare()
    _sweep(folder)
    with _writing, explained(path), folder.in_use():
        _migrate(folder, clock)
    return Store(folder, clock)


def open_existing(path: Path, clock: Clock = system_clock) -> Store:
    """Open a data folder that holds a database; creates nothing elsewhere. Raises NotFound, StorageFault."""
    folder = DataFolder(path)
    if not folder.database.is_file() and not (path / restoring.READY).is_dir():
        raise NotFound(
            N_(
                "Il n’y a pas de données de Relève dans {path} : vérifiez --data. Si la base a été perdue, remettez une sauvegarde avec « releve restore » ; rien n’a été créé."
            ),
            path=str(path),
        )
    return open_store(path, clock)


def _sweep(folder: DataFolder) -> None:
    """What was left by work cut short holds everyone's data; a disk that refuses is told by whoever writes to it next."""
    with suppress(OSError):
        restoring.sweep(folder)


def _migrate(folder: DataFolder, clock: Clock) -> None:
    """Take the missing steps of the schema, after a proven copy of what stood there. Raises NewerSchema, Unproven."""
    existed = folder.database.exists() and folder.database.stat().st_size > 0
    if not existed:
        _create(folder)
    conn = connect(folder.database)
    try:
        schema.refuse_newer(conn, folder.path)
        if schema.is_current(conn):
            return
        with _one_at_a_time(folder):
            if existed and not schema.is_current(conn):
                backups.make(conn, folder, clock(), Kind.BEFORE_MIGRATION)
            schema.bring_up_to_date(conn)
    finally:
        conn.close()


def _create(folder: DataFolder) -> None:
    """An empty database for its owner only, whatever the umask; its log takes the same rights."""
    with files_explained(folder.path), suppress(FileExistsError):
        os.close(os.open(folder.database.resolve(), os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))


@contextmanager
def _one_at_a_time(folder: DataFolder) -> Iterator[None]:
    """Two processes that open a folder together: the second waits, then finds the schema up to date."""
    with files_explained(folder.path):
        file = os.fdopen(os.open(folder.backups / ".mise-a-jour", os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "a")
    with file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
