"""Crisis bags on the disk: one folder a copy, put in place whole, the newest kept whatever its age; and their settings.

``DATA/valise/valise-2026-11-26-04h00/`` holds the copy of that night, wall time of Europe/Paris. A second folder, such as
a USB stick, gets the same under ``valise-releve/`` and nothing else of it is ever touched.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import tempfile
from contextlib import suppress
from dataclasses import asdict, dataclass, fields
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from app.core.clock import PARIS, paris_instant
from app.core.errors import N_, InvalidInput
from app.store.backups import keep_entry
from app.store.faults import files_explained

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.store.database import Connection
    from app.store.folder import DataFolder

FOLDER = "valise"
ELSEWHERE = "valise-releve"
"""Our own folder inside the second one."""

HTML = "valise.html"
SETTING = "crisis_bag"
KEPT_DAYS = range(1, 91)

_UNFINISHED = ".en-cours-"
_LEFT_OVER = timedelta(hours=1)
_NAME = re.compile(r"valise-(\d{4}-\d{2}-\d{2})-(\d{2})h(\d{2})(?:-\d+)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class BagSettings:
    """What a community decides of its bag. The defaults are ours: no text sets them."""

    second_folder: str = ""
    """A folder of the serving machine where each copy goes too; empty: none."""
    kept_days: int = 7
    """How long older copies stay. They hold people's telephones: as short as bearable."""
    hour: str = "04:00"
    """When it is packed, wall time of Europe/Paris, an hour after the nightly copy of the data."""


@dataclass(frozen=True, slots=True)
class Bag:
    """A copy that stands whole; ``at`` is UTC, to the minute."""

    path: Path
    at: datetime

    @property
    def name(self) -> str:
        return self.path.name


def home(folder: DataFolder) -> Path:
    """Where the copies stand."""
    return folder.path / FOLDER


def put(into: Path, at: datetime, files: Mapping[str, bytes]) -> Bag:
    """Write a copy, whole or not at all. Raises StorageFault when the disk refuses."""
    with files_explained(into):
        into.mkdir(parents=True, exist_ok=True, mode=0o700)
        _forget_left_over(into)
        with tempfile.TemporaryDirectory(prefix=_UNFINISHED, dir=into, ignore_cleanup_errors=True) as work:
            ready = Path(work) / "prete"
            ready.mkdir(mode=0o700)
            for name, content in files.items():
                _write(ready / name, content)
            keep_entry(ready)
            path = _named(ready, into, at)
        keep_entry(into)
    return _bag(path) or Bag(path, at)


def bags(into: Path) -> list[Bag]:
    """The copies that stand in a folder, oldest first; none when it is not there."""
    with suppress(OSError):
        found = (_bag(path) for path in into.glob("valise-*") if path.is_dir())
        return sorted((one for one in found if one), key=lambda one: (one.at, len(one.name), one.name))
    return []


def newest(into: Path) -> Bag | None:
    """The copy to take, or None."""
    return next(reversed(bags(into)), None)


def forget_older(into: Path, than: datetime) -> list[str]:
    """Destroy the copies made before ``than``, never the newest; their names. What can't be removed stays for next time."""
    old = [one for one in bags(into)[:-1] if one.at < than]
    return [one.name for one in old if destroy(one)]


def destroy(bag: Bag) -> bool:
    """Take a copy away; whether it is gone."""
    with suppress(OSError):
        # Out of sight first: half a copy must never look like one.
        aside = bag.path.with_name(f"{_UNFINISHED}{bag.name}")
        bag.path.rename(aside)
        shutil.rmtree(aside)
        return True
    return False


def files_of(bag: Bag) -> dict[str, bytes]:
    """Name → content, in order of name. Raises StorageFault when the disk refuses."""
    with files_explained(bag.path):
        return {path.name: path.read_bytes() for path in sorted(bag.path.iterdir()) if path.is_file()}


def second_home(settings: BagSettings) -> Path | None:
    """Our folder in the second one when it is there now; None when none is set, or it is not plugged in."""
    outer = Path(settings.second_folder) if settings.second_folder else None
    with suppress(OSError):
        return outer / ELSEWHERE if outer is not None and outer.is_dir() else None
    return None


def read_settings(conn: Connection) -> BagSettings:
    """What was decided, defaults where nothing was."""
    row = conn.execute("SELECT value FROM setting WHERE key = ?", (SETTING,)).fetchone()
    known = {one.name for one in fields(BagSettings)}
    held = json.loads(row["value"]) if row else {}
    return BagSettings(**{name: value for name, value in held.items() if name in known})


def write_settings(conn: Connection, settings: BagSettings) -> None:
    """Replace what was decided."""
    conn.execute(
        "INSERT INTO setting (key, value) VALUES (?, ?)"
        " ON CONFLICT (key) DO UPDATE SET value = excluded.value, revision = revision + 1",
        (SETTING, json.dumps(asdict(settings), ensure_ascii=False)),
    )


def checked(folder: DataFolder, settings: BagSettings) -> BagSettings:
    """The settings, once every value fits and the second folder takes a file. Raises InvalidInput with one sentence."""
    if settings.kept_days not in KEPT_DAYS:
        raise InvalidInput(
            N_("Les anciennes valises se gardent de {least} à {most} jours."), least=KEPT_DAYS[0], most=KEPT_DAYS[-1]
        )
    if settings.second_folder:
        _check_second(folder, settings.second_folder)
    return settings


def _check_second(folder: DataFolder, typed: str) -> None:
    outer = Path(typed)
    if not outer.is_absolute() or "\0" in typed:
        raise InvalidInput(
            N_("Second dossier : écrivez un chemin complet du poste qui sert Relève, par exemple /media/cle-usb.")
        )
    try:
        there, ours = outer.resolve(strict=True), folder.path.resolve()
        if there == ours or there.is_relative_to(ours) or ours.is_relative_to(there):
            raise InvalidInput(
                N_("Second dossier : choisissez-le hors du dossier de données, sur une clé ou un partage.")
            )
        with tempfile.TemporaryFile(dir=there):
            pass
    except OSError:
        raise InvalidInput(
            N_("Second dossier : {path} n’existe pas, ou Relève ne peut pas y écrire. Branchez la clé et vérifiez le chemin."),
            path=typed,
        ) from None  # fmt: skip


def _bag(path: Path) -> Bag | None:
    found = _NAME.fullmatch(path.name)
    try:
        return (
            Bag(path, paris_instant(date.fromisoformat(found[1]), time(int(found[2]), int(found[3]))))
            if found
            else None
        )
    except (ValueError, InvalidInput):
        return None


def _named(ready: Path, into: Path, at: datetime) -> Path:
    """Give a finished copy a name nobody holds yet."""
    stem, number = f"valise-{at.astimezone(PARIS):%Y-%m-%d-%Hh%M}", 1
    while True:
        path = into / (stem if number == 1 else f"{stem}-{number}")
        if not path.exists():
            ready.rename(path)
            return path
        number += 1


def _write(path: Path, content: bytes) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _forget_left_over(into: Path) -> None:
    now = datetime.now(UTC).timestamp()
    for path in into.glob(f"{_UNFINISHED}*"):
        if now - path.stat().st_mtime > _LEFT_OVER.total_seconds():
            shutil.rmtree(path, ignore_errors=True)
