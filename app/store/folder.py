"""The data folder: ``releve.sqlite3``, ``keys/``, ``content/``, ``backups/`` and the lock of the one process that serves it."""

from __future__ import annotations

import fcntl
import os
import secrets
import time
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.core.errors import N_, FolderBusy, InvalidInput
from app.store.faults import files_explained

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

KEY_BYTES = 32

PATIENCE_SECONDS = 5.0
"""A screen's transaction is long over by then; what still holds the folder is a command at work."""


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
            self.content.mkdir(exist_ok=True, mode=0o750)
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
                    "La clé {path} est abîmée : remettez celle d’une copie du dossier keys/. Ne l’effacez pas : les liens déjà distribués en dépendent."
                ),
                path=str(path),
            )
        return key

    @contextmanager
    def in_use(self) -> Iterator[None]:
        """Hold what stands in the folder where it is while a connection is open; waits for a restoration to end."""
        with self._held(fcntl.LOCK_SH):
            yield

    @contextmanager
    def alone(self, patience: float = PATIENCE_SECONDS) -> Iterator[None]:
        """Nobody reads nor writes the database meanwhile, in any process. Raises FolderBusy after ``patience`` seconds."""
        with self._held(fcntl.LOCK_EX, patience):
            yield

    @contextmanager
    def _held(self, how: int, patience: float | None = None) -> Iterator[None]:
        """A lock on the folder itself: it works where nothing may be written. A disk that locks nothing holds nobody up."""
        with _descriptor(self.path) as held:
            until = None if patience is None else time.monotonic() + patience
            while held is not None:
                try:
                    fcntl.flock(held, how if until is None else how | fcntl.LOCK_NB)
                except BlockingIOError:
                    if until is not None and time.monotonic() > until:
                        raise self._busy() from None
                    time.sleep(0.02)
                except OSError:
                    break
                else:
                    break
            yield

    def _busy(self) -> FolderBusy:
        return FolderBusy(
            N_(
                "Le dossier {path} est déjà ouvert par un autre processus Relève. Fermez-le, ou choisissez un autre dossier avec --data."
            ),
            path=str(self.path),
        )

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
                raise self._busy() from None
            yield


@contextmanager
def _descriptor(path: Path) -> Iterator[int | None]:
    """The open folder; None when it does not open: whoever reads it next says why."""
    try:
        held = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
    except OSError:
        yield None
        return
    try:
        yield held
    finally:
        os.close(held)


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
