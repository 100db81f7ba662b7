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

from app.core.clock import PARIS
from app.store.backup_file import pack, unpack
from app.store.backup_manifest import DATABASE
from app.store.backup_proof import copy_online, prove_database
from app.store.backup_rules import Copy, Kind
from app.store.faults import explained, files_explained

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

    from app.store.backup_manifest import Manifest
    from app.store.folder import DataFolder

_UNFINISHED = ".en-cours-"
_LEFT_OVER = timedelta(hours=6)
"""Working folders older than this were left by a crash: nobody copies for so long."""

_NAMES = {
    Kind.NIGHTLY: "de-la-nuit",
    Kind.CAUGHT_UP: "de-la-nuit-rattrapee",
    Kind.BY_HAND: "a-la-main",
    Kind.BEFORE_MIGRATION: "avant-mise-a-jour",
}
_KINDS = {**{kind.value: kind for kind in Kind}, **{words: kind for kind, words in _NAMES.items()}}
"""What a name says → why the copy was made; first the words of earlier names, which are still read."""

_WORDS = "|".join(sorted(_KINDS, key=len, reverse=True))
_NAME = re.compile(rf"releve-(?:(\d{{8}}T\d{{6}}Z)|(\d{{4}}-\d\d-\d\d-\d\dh\d\d)(bis)?)-({_WORDS})(?:-(\d+))?\.zip")
_WALL = "%Y-%m-%d-%Hh%M"
"""Paris time, to the minute; « bis » the second time that an hour comes, on the day summer time ends."""

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
    names = [path.name for path in backups.glob("releve-*.zip") if path.is_file()]
    found = sorted((copy.at, number, copy.name, copy.kind) for copy, number in filter(None, map(_copy_of, names)))
    return [Copy(name, at, kind) for at, _number, name, kind in found]


def _copy_of(name: str) -> tuple[Copy, int] | None:
    """The copy that bears this name, and which one of its instant it is; None for a name that is none of ours."""
    match = _NAME.fullmatch(name)
    if match is None:
        return None
    utc, wall, again, words, number = match.groups()
    try:
        at = _instant(utc) if utc else datetime.strptime(wall, _WALL).replace(tzinfo=PARIS, fold=int(bool(again)))
    except ValueError:
        return None
    return Copy(name, at.astimezone(UTC), _KINDS[words]), int(number or 1)


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
    local = at.astimezone(PARIS)
    stem, number = f"releve-{local.strftime(_WALL)}{'bis' if local.fold else ''}-{_NAMES[kind]}", 1
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
