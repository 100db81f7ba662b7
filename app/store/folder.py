"""The data folder: ``releve.sqlite3``, ``keys/``, ``content/``, ``backups/`` and the lock of the one process that serves it."""

from __future__ import annotations

import fcntl
import os
import secrets
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.core.errors import N_, FolderBusy

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


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
        """Create what is missing; keys are readable by the owner only."""
        self.path.mkdir(parents=True, exist_ok=True, mode=0o750)
        self.keys.mkdir(exist_ok=True, mode=0o700)
        self.content.mkdir(exist_ok=True)
        self.backups.mkdir(exist_ok=True, mode=0o700)

    def key(self, name: str) -> bytes:
        """The 32 random bytes of ``keys/<name>.key``, made at the first call."""
        self.prepare()
        path = self.keys / f"{name}.key"
        try:
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            return path.read_bytes()
        with os.fdopen(descriptor, "wb") as file:
            file.write(secrets.token_bytes(32))
        return path.read_bytes()

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Hold the folder for one serving process; raises FolderBusy when another one does."""
        self.prepare()
        with (self.path / "releve.lock").open("a") as file:
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
