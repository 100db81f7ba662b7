"""Folders in which something is prepared: locked while somebody works there, so that those a crash left are told apart."""

from __future__ import annotations

import fcntl
import os
import shutil
import tempfile
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

UNFINISHED = ".en-cours-"
"""How folders begin in which a copy is being made."""


@contextmanager
def working(home: Path, prefix: str) -> Iterator[Path]:
    """A folder of our own in ``home``, for its owner only, gone at the end; it may be renamed away meanwhile."""
    path = Path(tempfile.mkdtemp(prefix=prefix, dir=home))
    held = _locked(path, fcntl.LOCK_SH)
    # Whoever sweeps between the two lines takes an empty folder away.
    path.mkdir(mode=0o700, exist_ok=True)
    try:
        yield path
    finally:
        shutil.rmtree(path, ignore_errors=True)
        if held is not None:
            os.close(held)


def sweep(home: Path, prefix: str) -> list[str]:
    """Take away the folders in which nobody works any more; their names."""
    gone = []
    for path in sorted(home.glob(f"{prefix}*")):
        held = _locked(path, fcntl.LOCK_EX) if path.is_dir() and not path.is_symlink() else None
        if held is not None:
            shutil.rmtree(path, ignore_errors=True)
            os.close(held)
            gone.append(path.name)
    return gone


def _locked(path: Path, how: int) -> int | None:
    """A descriptor that holds the folder, None when somebody works there, or on a disk that locks nothing."""
    with suppress(OSError):
        held = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
        try:
            fcntl.flock(held, how | fcntl.LOCK_NB)
        except OSError:
            os.close(held)
            raise
        return held
    return None
