"""What the disk or SQLite refuses, as one family of expected errors: each says what happened, where, and what to do.

Only what the machine does to a folder stands here. A broken constraint or wrong SQL is a bug and keeps its own type.
"""

from __future__ import annotations

import errno
import os
import shutil
import sqlite3
from contextlib import contextmanager
from enum import StrEnum
from typing import TYPE_CHECKING

from app.core.errors import N_, ReleveError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


class Fault(StrEnum):
    """What a data folder may suffer."""

    FULL = "full"
    READ_ONLY = "read_only"
    LOCKED = "locked"
    NOT_A_DATABASE = "not_a_database"
    DAMAGED = "damaged"
    UNREADABLE = "unreadable"
    DISK = "disk"


SENTENCES = {
    Fault.FULL: N_("Le disque qui porte {path} est plein : rien n’a été écrit. Libérez de la place, puis recommencez."),
    Fault.READ_ONLY: N_(
        "Relève n’a pas le droit d’écrire dans {path} : rien n’a été changé. Rendez ce dossier inscriptible au compte"
        " qui lance Relève, puis recommencez."
    ),
    Fault.LOCKED: N_("Un autre programme retient la base de {path} : rien n’a été écrit. Fermez-le, puis recommencez."),
    Fault.NOT_A_DATABASE: N_(
        "{path} ne contient pas une base de Relève : rien n’a été changé. Vérifiez le dossier, ou restaurez une"
        " sauvegarde avec « releve restore »."
    ),
    Fault.DAMAGED: N_(
        "La base de {path} est endommagée : rien n’a été écrit. Gardez ce dossier tel quel et restaurez la dernière"
        " sauvegarde avec « releve restore »."
    ),
    Fault.UNREADABLE: N_(
        "La base de {path} ne s’ouvre pas : vérifiez que le dossier existe et que le compte qui lance Relève peut le"
        " lire et l’écrire."
    ),
    Fault.DISK: N_(
        "Le disque qui porte {path} n’a pas pu être lu ou écrit (quota atteint, ou panne) : rien n’a été écrit."
        " Libérez de la place ou changez de disque, puis recommencez."
    ),
}

_SQLITE = {
    sqlite3.SQLITE_FULL: Fault.FULL,
    sqlite3.SQLITE_READONLY: Fault.READ_ONLY,
    sqlite3.SQLITE_PERM: Fault.READ_ONLY,
    sqlite3.SQLITE_BUSY: Fault.LOCKED,
    sqlite3.SQLITE_LOCKED: Fault.LOCKED,
    sqlite3.SQLITE_NOTADB: Fault.NOT_A_DATABASE,
    sqlite3.SQLITE_CORRUPT: Fault.DAMAGED,
    sqlite3.SQLITE_CANTOPEN: Fault.UNREADABLE,
    sqlite3.SQLITE_IOERR: Fault.DISK,
}
"""Primary result codes (https://www.sqlite.org/rescode.html); extended ones are the same in their lowest eight bits."""

_SYSTEM = {
    errno.ENOSPC: Fault.FULL,
    errno.EDQUOT: Fault.FULL,
    errno.EFBIG: Fault.DISK,
    errno.EIO: Fault.DISK,
    errno.EROFS: Fault.READ_ONLY,
    errno.EACCES: Fault.READ_ONLY,
    errno.EPERM: Fault.READ_ONLY,
    errno.ENOTDIR: Fault.UNREADABLE,
    errno.EISDIR: Fault.UNREADABLE,
    errno.ENAMETOOLONG: Fault.UNREADABLE,
    errno.ELOOP: Fault.UNREADABLE,
}

_VAGUE = frozenset({Fault.UNREADABLE, Fault.DISK})
"""SQLite says no more; the folder itself tells whether it is full or closed to us."""

_ROOM_BYTES = 256 * 1024
"""A disk with less than that free holds no transaction of ours (the write-ahead log grows by whole pages)."""


class StorageFault(ReleveError):
    """The machine refused to read or write the data folder. Nothing was half-written."""

    def __init__(self, fault: Fault, path: Path) -> None:
        """``path`` is the data folder."""
        super().__init__(SENTENCES[fault], path=str(path))
        self.fault = fault


@contextmanager
def explained(folder: Path) -> Iterator[None]:
    """Raise StorageFault in place of what SQLite says when the machine refuses; any other error passes unchanged."""
    try:
        yield
    except sqlite3.Error as error:
        fault = _SQLITE.get(getattr(error, "sqlite_errorcode", 0) & 0xFF)
        if fault is None:
            raise
        raise StorageFault(_looked_at(folder, fault), folder) from error


@contextmanager
def files_explained(folder: Path) -> Iterator[None]:
    """Raise StorageFault in place of what the system says of a file of the folder; any other error passes unchanged."""
    try:
        yield
    except OSError as error:
        fault = _SYSTEM.get(error.errno or 0)
        if fault is None:
            raise
        raise StorageFault(fault, folder) from error


def _looked_at(folder: Path, fault: Fault) -> Fault:
    """The fault, told more exactly when SQLite's word is vague."""
    if fault not in _VAGUE or not folder.is_dir():
        return fault
    if not os.access(folder, os.W_OK):
        return Fault.READ_ONLY
    return Fault.FULL if shutil.disk_usage(folder).free < _ROOM_BYTES else fault
