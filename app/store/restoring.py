"""Putting a proven copy in the place of a folder's database and content; what stood there is kept beside.

Everything that may lack room is done first, aside. Then one rename gives the prepared folder the name ``READY``: from
there on only renames are left, each of which can be done again, so that whoever opens the folder after a power cut
finishes them. The folder holds the old data or the new, whole, content and database together.
"""

from __future__ import annotations

import errno
import json
import os
import shutil
import sqlite3
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from app.core.errors import FolderBusy
from app.store import backup_proof, working
from app.store.backup_manifest import CONTENT, DATABASE
from app.store.backups import keep_entry
from app.store.faults import Fault, StorageFault, explained, files_explained
from app.store.unproven import Unproven

if TYPE_CHECKING:
    from app.store.folder import DataFolder

BESIDE = ("-wal", "-shm", "-journal")
"""What SQLite keeps next to a database; read with another one, it would corrupt it."""

READY = "restauration-en-cours"
"""The folder of a restoration that has only renames left; while it stands, nobody opens the data before finishing it."""

PREPARING = ".restauration-"
"""How folders of restorations begin that are not that far: those that a crash left are worth nothing."""

ERASURES = "erasures.txt"

_ASIDE = f"{working.UNFINISHED}remplace"
_PLAN, _REPLACED_CONTENT = "suite.json", "contenu-remplace"
_STAMP = "%Y%m%dT%H%M%SZ"


@dataclass(frozen=True, slots=True)
class _Plan:
    """What is put where, by names below the data folder. ``aside``: what is replaced, until it has its name ``kept``."""

    landing: Path
    aside: Path | None
    kept: Path | None

    def write(self, path: Path) -> None:
        said = {
            "landing": str(self.landing),
            "aside": self.aside.name if self.aside else None,
            "kept": self.kept.name if self.kept else None,
        }
        with path.open("x", encoding="utf-8") as file:
            file.write(json.dumps(said, ensure_ascii=False))
            file.flush()
            os.fsync(file.fileno())


def put_in_place(folder: DataFolder, staged: Path, at: datetime) -> Path | None:
    """Swap in the ``staged`` database, and content if there is any; where what was replaced is kept, None when nothing was.

    The caller holds the folder, so that nobody serves it, and ``staged`` stands on the same disk. Raises StorageFault,
    Unproven when the staged database does not read back, FolderBusy.
    """
    with files_explained(folder.path), explained(folder.path), folder.alone():
        _settle_staged(staged / DATABASE, folder.path)
        _settle(_real(folder))
        _prepare(folder, staged, at)
        os.rename(staged, folder.path / READY)
        keep_entry(folder.path)
        return _carry_out(folder)


def finish(folder: DataFolder) -> None:
    """Finish the restoration that a power cut stopped half-way, if there is one. Raises StorageFault, FolderBusy."""
    if not (folder.path / READY).is_dir():
        return
    with files_explained(folder.path), explained(folder.path), folder.alone():
        if (folder.path / READY).is_dir():
            _carry_out(folder)


def sweep(folder: DataFolder) -> None:
    """Remove what restorations and copies that were cut short left: it holds everyone's data."""
    working.sweep(folder.path, PREPARING)
    if any(folder.backups.glob(f"{_ASIDE}*")):
        with suppress(FolderBusy), folder.alone(0):
            if not (folder.path / READY).is_dir():
                for aside in folder.backups.glob(f"{_ASIDE}*"):
                    shutil.rmtree(aside, ignore_errors=True)
    for left in _real(folder).parent.glob(f"{PREPARING}*.sqlite3"):
        if not (folder.path / left.stem).is_dir() and not (folder.path / READY).is_dir():
            left.unlink(missing_ok=True)


def _real(folder: DataFolder) -> Path:
    """Where the database truly stands: its place in the folder may be a link to another disk."""
    return folder.database.resolve()


def _settle_staged(database: Path, folder: Path) -> None:
    """Bring the prepared database into one file that reads back: closing a connection hides a disk that was full."""
    with closing(sqlite3.connect(database, isolation_level=None)) as conn:
        busy = conn.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
        mode = conn.execute("PRAGMA journal_mode=DELETE").fetchone()[0]
    if busy or mode != "delete" or any(Path(f"{database}{end}").exists() for end in BESIDE):
        raise StorageFault(Fault.DISK, folder)
    _flush(database)
    for message, data in backup_proof.prove_database(database, None)[:1]:
        raise Unproven(message, **data)


def _settle(database: Path) -> None:
    """Write what the log still holds into the database; one too damaged for that is kept with its log.

    Raises StorageFault when another program has the database open: it would go on writing to the one put aside.
    """
    if not database.exists():
        return
    with suppress(sqlite3.DatabaseError), closing(sqlite3.connect(database)) as conn:
        held = conn.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        if held and held[0]:
            raise StorageFault(Fault.LOCKED, database.parent)


def _prepare(folder: DataFolder, staged: Path, at: datetime) -> None:
    """All that needs room: a second name or a copy of what is replaced, and the new database on its own disk."""
    aside = None
    try:
        aside = _fill_aside(folder) if _holds_data(folder) else None
        kept = _free_name(folder.backups, f"remplace-{at.astimezone(UTC).strftime(_STAMP)}") if aside else None
        _Plan(_landing(folder, staged), aside, kept).write(staged / _PLAN)
        keep_entry(staged)
    except BaseException:
        if aside is not None:
            shutil.rmtree(aside, ignore_errors=True)
        raise


def _holds_data(folder: DataFolder) -> bool:
    """Whether anything stands there that a restoration would replace; an empty database with content is content still."""
    real = _real(folder)
    files = (real, *(Path(f"{real}{end}") for end in BESIDE))
    if any(path.is_file() and path.stat().st_size > 0 for path in files):
        return True
    return folder.content.is_dir() and any(folder.content.iterdir())


def _fill_aside(folder: DataFolder) -> Path:
    """What is replaced goes on standing in its place until the renames; the keys it was read with are kept with it."""
    folder.backups.resolve().mkdir(exist_ok=True, mode=0o700, parents=True)
    aside = _free_name(folder.backups, _ASIDE)
    aside.mkdir(mode=0o700)
    try:
        real = _real(folder)
        if real.is_file():
            _second_name(real, aside / DATABASE)
        if folder.keys.is_dir():
            shutil.copytree(folder.keys, aside / "keys")
            (aside / "keys").chmod(0o700)
        if folder.content.is_dir() and not _one_disk(folder.content, aside):
            shutil.copytree(folder.content, aside / CONTENT, symlinks=True)
        _flush_all(aside)
    except BaseException:
        shutil.rmtree(aside, ignore_errors=True)
        raise
    return aside


def _landing(folder: DataFolder, staged: Path) -> Path:
    """The new database on the disk where it will stand: one rename then puts it in place."""
    real = _real(folder)
    if _one_disk(real.parent, staged):
        return Path(DATABASE)
    target = real.parent / f"{staged.name}.sqlite3"
    _copied(staged / DATABASE, target)
    return target


def _carry_out(folder: DataFolder) -> Path | None:
    """The renames, those already done left out; where what was replaced is kept."""
    ready = folder.path / READY
    said = json.loads((ready / _PLAN).read_text(encoding="utf-8"))
    aside = folder.backups / said["aside"] if said["aside"] else None
    kept = folder.backups / said["kept"] if said["kept"] else None
    _swap_content(folder, ready)
    keep_entry(folder.path)
    _swap_database(folder, ready / said["landing"], aside)
    if (ready / ERASURES).is_file():
        os.replace(ready / ERASURES, folder.path / ERASURES)
    keep_entry(folder.path)
    if aside is not None and kept is not None and aside.is_dir():
        _keep_content(ready / _REPLACED_CONTENT, aside)
        keep_entry(aside)
        os.rename(aside, kept)
        keep_entry(folder.backups)
    done = _free_name(folder.path, f"{PREPARING}faite")
    os.rename(ready, done)
    keep_entry(folder.path)
    shutil.rmtree(done, ignore_errors=True)
    return kept


def _swap_content(folder: DataFolder, ready: Path) -> None:
    if not (ready / CONTENT).is_dir():
        return
    if folder.content.is_dir():
        if not (ready / _REPLACED_CONTENT).exists():
            os.rename(folder.content, ready / _REPLACED_CONTENT)
        else:
            # Made anew, empty, by someone who looked at the folder meanwhile.
            os.rmdir(folder.content)
    os.rename(ready / CONTENT, folder.content)


def _swap_database(folder: DataFolder, landing: Path, aside: Path | None) -> None:
    """The log of the former database goes away before and after: a program that had it open may have made it again."""
    real = _real(folder)
    if landing.exists():
        _logs_away(real, aside)
        os.replace(landing, real)
    _logs_away(real, aside)
    keep_entry(real.parent)


def _logs_away(real: Path, aside: Path | None) -> None:
    for end in BESIDE:
        log = Path(f"{real}{end}")
        if not log.exists():
            continue
        if aside is None or not aside.is_dir():
            log.unlink()
        else:
            _moved(log, _free_name(aside, f"{DATABASE}{end}"))


def _keep_content(replaced: Path, aside: Path) -> None:
    if not replaced.exists():
        return
    if (aside / CONTENT).exists():
        # Another disk: it was copied before anything moved.
        replaced.unlink() if replaced.is_symlink() else shutil.rmtree(replaced)
    else:
        os.rename(replaced, aside / CONTENT)


def _second_name(source: Path, target: Path) -> None:
    try:
        os.link(source, target)
    except OSError:
        # Another disk, or one that knows no second name for a file.
        _copied(source, target)


def _moved(source: Path, target: Path) -> None:
    try:
        os.rename(source, target)
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        _copied(source, target)
        source.unlink()


def _copied(source: Path, target: Path) -> None:
    shutil.copy2(source, target)
    target.chmod(0o600)
    _flush(target)


def _one_disk(one: Path, other: Path) -> bool:
    return one.stat().st_dev == other.stat().st_dev


def _flush(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _flush_all(folder: Path) -> None:
    for where, _folders, names in os.walk(folder):
        for name in names:
            if not (Path(where) / name).is_symlink():
                _flush(Path(where) / name)
        keep_entry(Path(where))


def _free_name(parent: Path, name: str) -> Path:
    """A name that nothing bears yet; the caller is alone in the folder."""
    number = 1
    while (path := parent / (name if number == 1 else f"{name}-{number}")).exists():
        number += 1
    return path
