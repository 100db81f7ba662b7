"""What tests are spared changes nothing of what they stand on: the same schema and rights, and the product's own writing where it counts."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from app.store import database
from app.store.database import Store, open_store
from tests.conftest import LONGEST
from tests.quick_disk import PRAGMAS, as_served

FULL, OFF = 2, 0
"""How SQLite numbers them."""


def schema_of(store: Store) -> list[tuple[str, str]]:
    """Names and texts of everything the database is made of, and the steps it has taken."""
    with store.reading() as conn:
        made = conn.execute("SELECT name, sql FROM sqlite_schema ORDER BY name").fetchall()
        steps = conn.execute("SELECT id, name FROM _sqlite_migrations ORDER BY id").fetchall()
    return [tuple(one) for one in (*made, *steps)]


def waits(store: Store) -> list[int]:
    """How whoever reads and whoever writes wait for the disk."""
    with store.reading() as reads:
        found = [reads.execute("PRAGMA synchronous").fetchone()[0]]
    with store.transaction() as writes:
        return [*found, writes.execute("PRAGMA synchronous").fetchone()[0]]


def test_the_copy_of_an_empty_database_is_what_the_product_makes(tmp_path: Path) -> None:
    """Everything is named and said alike, nobody else may read it, and nothing waits for the disk."""
    quick = open_store(tmp_path / "quick")
    with as_served():
        served = open_store(tmp_path / "served")
        assert waits(served) == [FULL, FULL]
    assert schema_of(quick) == schema_of(served)
    assert [one.folder.database.stat().st_mode & 0o777 for one in (quick, served)] == [0o600, 0o600]
    assert waits(quick) == [OFF, OFF]


def test_a_database_that_stands_there_is_left_alone(tmp_path: Path) -> None:
    """Only an empty file is filled: a folder opened again keeps what it holds."""
    with open_store(tmp_path).transaction() as conn:
        conn.execute("INSERT INTO partner (id, name) VALUES ('m', 'Mairie')")
    with open_store(tmp_path).reading() as conn:
        assert conn.execute("SELECT name FROM partner").fetchall()[0][0] == "Mairie"


def test_a_closed_file_is_still_refused(tmp_path: Path) -> None:
    """What is spared is the wait, not the mistake of whoever asks for it."""
    with (tmp_path / "file").open("w") as file:
        number = file.fileno()
        os.fsync(number)
    with pytest.raises(OSError, match="Bad file descriptor"):
        os.fsync(number)


def test_the_product_itself_waits_for_the_disk() -> None:
    """What is replaced here stands in the product as it was read."""
    assert "PRAGMA synchronous=FULL" in PRAGMAS
    assert set(database.PRAGMAS) ^ set(PRAGMAS) == {"PRAGMA synchronous=FULL", "PRAGMA synchronous=OFF"}


def test_the_files_begun_first_are_there() -> None:
    """A file that gets another name is begun last, and a worker waits for it."""
    assert set(LONGEST) <= {path.name for path in Path(__file__).parent.rglob("test_*.py")}
