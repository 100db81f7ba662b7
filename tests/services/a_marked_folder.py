"""A data folder that says which moment it is of, and what is read of it without opening it for writing."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from app.store import (
    community,
    integrity,
    journal,
)
from app.store.community import Community
from app.store.database import Store, open_store
from tests.builders import MovingClock, a_person, some_people


def a_marked_store(tmp_path: Path, clock: MovingClock) -> Store:
    """A community of two people, with a table of its own, that says « avant »."""
    opened = open_store(tmp_path / "data", clock)
    some_people(opened, a_person("Denez"))
    named(opened, "avant")
    (opened.folder.content / "data").mkdir()
    (opened.folder.content / "data" / "note.txt").write_text("avant", encoding="utf-8")
    return opened


def named(store: Store, name: str) -> None:
    """Write something to recognise the moment by."""
    with store.transaction() as conn:
        community.write(conn, Community(name=name))
        journal.write(conn, store.now(), "moi", "essai", name, {})


def name_of(folder: Path) -> str:
    """What the folder says of itself, without opening it for writing."""
    conn = sqlite3.connect(f"{(folder / 'releve.sqlite3').as_uri()}?mode=ro", uri=True)
    try:
        return str(conn.execute("SELECT subject_id FROM journal WHERE type = 'essai' ORDER BY seq DESC").fetchone()[0])
    finally:
        conn.close()


def problems(folder: Path) -> list[object]:
    """What is wrong with the database, opened as any command opens it."""
    with open_store(folder).reading() as conn:
        return [*integrity.problems(conn)]


def listing(folder: Path) -> dict[str, bytes]:
    """Every file of a folder with its bytes."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}
