"""The data folder: ``releve.sqlite3``, ``keys/``, ``content/``, ``backups/`` and the lock of the one process that serves it."""

from __future__ import annotations

import fcntl
import os
import secrets
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.core.errors import N_, FolderBusy, InvalidInput
from app.store.faults import files_explained

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

KEY_BYTES = 32


@dataclass(frozen=True, slots=True)
class DataFolder:
    """A community's whole memory on disk; nothing outside it is written."""

    path: Path

    @property
    def database(self) -> Path:
        return self.path / "releve.sqlite3"

    @property
    def keys(self) -> Path:
        return self.path / "keys"

    @property
    def content(self) -> Path:
        return self.path / "content"

    @property
    def backups(self) -> Path:
        return self.path / "backups"

    def prepare(self) -> None:
        """Create what is missing; keys are readable by the owner only. Raises StorageFault."""
        with files_explained(self.path):
            self.path.mkdir(parents=True, exist_ok=True, mode=0o750)
            self.keys.mkdir(exist_ok=True, mode=0o700)
            self.content.mkdir(exist_ok=True)
            self.backups.mkdir(exist_ok=True, mode=0o700)

    def key(self, name: str) -> bytes:
        """The 32 random bytes of ``keys/<name>.key``, made at the first call. Raises StorageFault, InvalidInput when damaged.

        Put in place whole or not at all: an empty key, which anyone could guess, never exists.
        """
        self.prepare()
        path = self.keys / f"{name}.key"
        with files_explained(self.path):
            if not path.exists():
                _put_in_place(path, secrets.token_bytes(KEY_BYTES))
            key = path.read_bytes()
        if len(key) != KEY_BYTES:
            raise InvalidInput(
                N_(
                    "La clé {path} est abîmée : remettez celle d’une copie du dossier keys/. Ne l’effacez pas : les liens déjà distribués en dépendent."
                ),
                path=str(path),
            )
        return key

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Hold the folder for one serving process; raises FolderBusy when another one does, StorageFault."""
        self.prepare()
        with files_explained(self.path):
            file = (self.path / "releve.lock").open("a")
        with file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise FolderBusy(
                    N_(
                        "Le dossier {path} est déjà ouvert par un autre processus Relève. Fermez-le, ou choisissez un autre dossier avec --data."
                    ),
                    path=str(self.path),
                ) from None
            yield


def _put_in_place(path: Path, content: bytes) -> None:
    """A new file for its owner only, flushed before it has its name; one that someone else made meanwhile is kept."""
    beside = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        with suppress(FileExistsError):
            os.link(beside, path)
    finally:
        beside.unlink(missing_ok=True)
