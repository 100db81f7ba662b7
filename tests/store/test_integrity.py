"""What ``releve check`` finds in a database."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.store import integrity, journal
from app.store.database import open_store

AT = datetime(2026, 11, 26, 16, 5, tzinfo=UTC)


def test_a_fresh_folder_is_sound(tmp_path: Path) -> None:
    """Nothing to say about a new database."""
    with open_store(tmp_path).reading() as conn:
        assert integrity.problems(conn) == []


@pytest.mark.parametrize(
    ("statements", "values"),
    [
        (["DROP TRIGGER rota_version_no_delete"], {"name": "rota_version_no_delete"}),
        (
            [
                "DROP TRIGGER log_no_update",
                "CREATE TRIGGER log_no_update BEFORE UPDATE ON log WHEN 0 BEGIN SELECT RAISE(ABORT, 'no'); END",
            ],
            {"name": "log_no_update"},
        ),
        (["CREATE TABLE souvenir (mot TEXT)"], {"table": "souvenir"}),
        (["DROP TRIGGER journal_no_update", "UPDATE journal SET at = 'hier'"], {"name": "journal_no_update"}),
    ],
)
def test_a_weakened_database_is_told(tmp_path: Path, statements: list[str], values: dict[str, str]) -> None:
    """Each weakness is named."""
    store = open_store(tmp_path)
    with store.transaction() as conn:
        journal.write(conn, AT, "a", "t", "s", {})
        for statement in statements:
            conn.execute(statement)
    with store.reading() as conn:
        assert values in [data for _, data in integrity.problems(conn)]


def test_references_to_nothing_are_found(tmp_path: Path) -> None:
    """Rows written with foreign keys off are seen."""
    store = open_store(tmp_path)
    raw = sqlite3.connect(store.folder.database)
    raw.execute("INSERT INTO allotment VALUES ('nulle part', '2026-11-30', 600)")
    raw.commit()
    raw.close()
    with store.reading() as conn:
        assert [data for _, data in integrity.problems(conn)] == [{"table": "allotment"}]
