"""Putting a proven copy in the place of a folder's database and content; what stood there is kept beside.

The database changes hands in one rename: whatever happens, the folder holds the old one or the new one, whole.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
from contextlib import closing, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from app.store.backup_file import CONTENT, DATABASE
from app.store.backups import STAMP, keep_entry
from app.store.faults import Fault, StorageFault, explained, files_explained

if TYPE_CHECKING:
    from app.store.folder import DataFolder

BESIDE = ("-wal", "-shm", "-journal")
"""What SQLite keeps next to a database; read with another one, it would corrupt it."""


def put_in_place(folder: DataFolder, staged: Path, at: datetime) -> Path | None:
    """Swap in the ``staged`` database, and content if there is any; where what was replaced is kept, None when nothing was.

    The caller holds the folder, so that nobody serves it, and ``staged`` stands on the same disk. Raises StorageFault.
    """
    with files_explained(folder.path), explained(folder.path):
        aside = _put_aside(folder, at) if _holds_data(folder) else None
        if (staged / CONTENT).is_dir():
            if folder.content.is_dir():
                shutil.rmtree(folder.content) if aside is None else os.rename(folder.content, aside / CONTENT)
            os.rename(staged / CONTENT, folder.content)
        os.replace(staged / DATABASE, folder.database)
        keep_entry(folder.path)
    return aside


def _holds_data(folder: DataFolder) -> bool:
    return folder.database.is_file() and folder.database.stat().st_size > 0


def _put_aside(folder: DataFolder, at: datetime) -> Path:
    """A second name for the database in a folder of its own: it goes on standing in its place until the rename."""
    _settle(folder.database)
    aside = _new_folder(folder.backups, f"remplace-{at.astimezone(UTC).strftime(STAMP)}")
    try:
        os.link(folder.database, aside / DATABASE)
    except OSError:
        shutil.copy2(folder.database, aside / DATABASE)
    for end in BESIDE:
        with suppress(FileNotFoundError):
            os.rename(f"{folder.database}{end}", aside / f"{DATABASE}{end}")
    keep_entry(aside)
    return aside


def _settle(database: Path) -> None:
    """Write what the log still holds into the database; one too damaged for that is kept with its log.

    Raises StorageFault when another program has the database open: it would go on writing to the one put aside.
    """
    with suppress(sqlite3.DatabaseError), closing(sqlite3.connect(database)) as conn:
        held = conn.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        if held and held[0]:
            raise StorageFault(Fault.LOCKED, database.parent)


def _new_folder(parent: Path, name: str) -> Path:
    number = 1
    while True:
        path = parent / (name if number == 1 else f"{name}-{number}")
        try:
            path.mkdir(mode=0o700, parents=True)
        except FileExistsError:
            number += 1
        else:
            return path
