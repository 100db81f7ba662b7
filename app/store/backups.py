"""The copies of the data in ``DATA/backups``: made online, proven by opening them again, only then given their name."""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from app.store.backup_file import DATABASE, copy_online, pack, prove_database, unpack
from app.store.backup_rules import Copy, Kind
from app.store.faults import explained, files_explained

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

    from app.store.backup_file import Manifest
    from app.store.folder import DataFolder

_UNFINISHED = ".en-cours-"
_LEFT_OVER = timedelta(hours=6)
"""Working folders older than this were left by a crash: nobody copies for so long."""

_NAME = re.compile(rf"releve-(\d{{8}}T\d{{6}}Z)-({'|'.join(Kind)})(?:-\d+)?\.zip")
_REPLACED = re.compile(r"remplace-(\d{8}T\d{6}Z)(?:-\d+)?")
STAMP = "%Y%m%dT%H%M%SZ"


@dataclass(frozen=True, slots=True)
class Made:
    """A copy on the disk that reads back. ``troubles``: what was already wrong in the data, as message templates."""

    path: Path
    manifest: Manifest
    bytes: int
    troubles: tuple[tuple[str, dict[str, str]], ...] = ()


def make(conn: sqlite3.Connection, folder: DataFolder, at: datetime, kind: Kind, into: Path | None = None) -> Made:
    """Copy the open database and the content, prove the copy, then give it its name in ``into`` (else ``DATA/backups``).

    Writers are not held up. Raises Unproven when the copy does not read back, StorageFault when the disk refuses:
    nothing then bears a copy's name.
    """
    home = into or folder.backups
    with files_explained(folder.path), explained(folder.path), _working(home) as work:
        database = work / DATABASE
        copy_online(conn, database)
        packed = work / "copie.zip"
        manifest = pack(packed, database, folder.content, at, kind)
        database.unlink()
        unpack(packed, work / "relu")
        troubles = prove_database(work / "relu" / DATABASE, manifest)
        path = _named(packed, home, at, kind)
    return Made(path, manifest, path.stat().st_size, tuple(troubles))


def copies(backups: Path) -> list[Copy]:
    """The copies that stand in a folder, oldest first; any other file is none of ours."""
    found = [(path.name, _NAME.fullmatch(path.name)) for path in backups.glob("releve-*.zip") if path.is_file()]
    return sorted(
        (Copy(name, _instant(match[1]), Kind(match[2])) for name, match in found if match),
        key=lambda one: (one.at, one.name),
    )


@dataclass(frozen=True, slots=True)
class Replaced:
    """A folder that holds what a restoration replaced; ``at`` is UTC."""

    name: str
    at: datetime


def replaced(backups: Path) -> list[Replaced]:
    """What restorations replaced and is still kept, oldest first."""
    found = [(path.name, _REPLACED.fullmatch(path.name)) for path in backups.glob("remplace-*") if path.is_dir()]
    return sorted((Replaced(name, _instant(match[1])) for name, match in found if match), key=lambda one: one.name)


def _instant(stamp: str) -> datetime:
    return datetime.strptime(stamp, STAMP).replace(tzinfo=UTC)


def _named(packed: Path, home: Path, at: datetime, kind: Kind) -> Path:
    """Give a proven copy a name nobody holds yet; whole or not at all."""
    stem, number = f"releve-{at.astimezone(UTC).strftime(STAMP)}-{kind}", 1
    while True:
        path = home / (f"{stem}.zip" if number == 1 else f"{stem}-{number}.zip")
        try:
            os.link(packed, path)
        except FileExistsError:
            number += 1
            continue
        except OSError:
            # Some shares and sticks know no second name for a file.
            if path.exists():
                number += 1
                continue
            os.rename(packed, path)
        keep_entry(home)
        return path


def keep_entry(folder: Path) -> None:
    """Make what a folder lists outlast a power cut."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextmanager
def _working(home: Path) -> Iterator[Path]:
    """A folder of our own beside the copies, taken away at the end; those that a crash left go too."""
    home.mkdir(parents=True, exist_ok=True, mode=0o700)
    now = datetime.now(UTC).timestamp()
    for path in home.glob(f"{_UNFINISHED}*"):
        if now - path.stat().st_mtime > _LEFT_OVER.total_seconds():
            shutil.rmtree(path, ignore_errors=True)
    with tempfile.TemporaryDirectory(prefix=_UNFINISHED, dir=home) as work:
        yield Path(work)
