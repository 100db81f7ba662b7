"""Connections a server keeps open between two uses: opened anew each time, each read the whole schema again.

Measured on the demonstration: 14 % of what a screen costs, a quarter of the frame around it. One is lent to one thread at
a time. They are for the process that holds the folder: nothing replaces the database under it (see ``DataFolder.locked``).
"""

from __future__ import annotations

import os
import sqlite3
from contextlib import suppress
from threading import Lock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

MOST = 8
"""Kept while nobody uses them: more than that at one moment open their own."""


class Lent:
    """The idle connections of one database file."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._idle: list[sqlite3.Connection] = []
        self._lock = Lock()
        self._is_closed = False
        self._file = _identity(path)

    def serve(self, path: Path) -> bool:
        """Whether they are this file's, which still is the one they were opened on."""
        return path == self._path and _identity(path) == self._file

    def take(self, opened: Callable[[], sqlite3.Connection]) -> sqlite3.Connection:
        """An idle one, in no transaction, else what ``opened`` gives."""
        with self._lock:
            if self._idle:
                return self._idle.pop()
        return opened()

    def give_back(self, conn: sqlite3.Connection) -> None:
        """Keep it for whoever comes next; one too many, or whose transaction can't be ended, is closed.

        Whoever used it has read its cursors to their end: one that is still held would hold the state it reads."""
        with suppress(sqlite3.Error):
            if conn.in_transaction:
                conn.rollback()
            with self._lock:
                if len(self._idle) < MOST and not self._is_closed:
                    self._idle.append(conn)
                    return
        conn.close()

    def close(self) -> None:
        """Close the idle ones; those still lent are closed as they come back."""
        with self._lock:
            self._is_closed = True
            idle, self._idle = self._idle, []
        for conn in idle:
            conn.close()


def _identity(path: Path) -> tuple[int, int] | None:
    try:
        found = os.stat(path)
    except OSError:
        return None
    return found.st_dev, found.st_ino


_kept: Lent | None = None


def use(kept: Lent | None) -> None:
    """Lend from ``kept`` from now on; None: a connection each time, and those kept are closed."""
    global _kept
    before, _kept = _kept, kept
    if before is not None:
        before.close()


def of(path: Path) -> Lent | None:
    """Those kept for this database, if any."""
    return _kept if _kept is not None and _kept.serve(path) else None
