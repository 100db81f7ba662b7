"""What folders of tests are spared: steps of the schema taken one by one for each, and waiting for the disk after each write.

Both take most of the time of thousands of tests, and none of those could tell: no test cuts the power, and an empty
database is the same whoever made it. The folders ``tests/store`` and ``tests/faults``, and every process that a test
starts, do without: there the disk is waited for, and the schema is made step by step (:func:`as_served`).
"""

from __future__ import annotations

import os
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from app.store import database

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from app.store.folder import DataFolder

PRAGMAS, CREATE, FSYNC = database.PRAGMAS, database._create, os.fsync
"""What the product does."""


@contextmanager
def quick(home: Path) -> Iterator[None]:
    """Within the block, a new database is a copy of one made by the product in ``home``, and no write waits for the disk."""
    database.open_store(home)
    empty = (home / "releve.sqlite3").read_bytes()

    def create(folder: DataFolder) -> None:
        CREATE(folder)
        with database._one_at_a_time(folder):
            if folder.database.stat().st_size == 0:
                folder.database.write_bytes(empty)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(database, "PRAGMAS", tuple(one.replace("synchronous=FULL", "synchronous=OFF") for one in PRAGMAS))
        patch.setattr(database, "_create", create)
        # A descriptor that is closed is still refused.
        patch.setattr(os, "fsync", lambda descriptor: os.fstat(descriptor) and None)
        yield


@contextmanager
def as_served() -> Iterator[None]:
    """Within the block, what the product does."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(database, "PRAGMAS", PRAGMAS)
        patch.setattr(database, "_create", CREATE)
        patch.setattr(os, "fsync", FSYNC)
        yield
