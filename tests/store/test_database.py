"""Opening a folder, writing to it from many threads, and what is refused."""

from __future__ import annotations

import sqlite3
import threading
from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.core.clock import fixed_clock
from app.core.errors import FolderBusy, ReleveError, StaleRevision
from app.store import backups, community, revisions, schema
from app.store.backup_file import unpack
from app.store.backup_rules import Copy, Kind
from app.store.database import Store, connect, open_store
from app.store.folder import DataFolder


def test_a_new_folder_holds_strict_tables_and_keeps_foreign_keys(tmp_path: Path) -> None:
    """Every table is STRICT and a reference to nobody is refused."""
    store = open_store(tmp_path)
    with store.reading() as conn:
        rows = conn.execute("SELECT name, strict FROM pragma_table_list WHERE schema = 'main' AND type = 'table'")
        loose = {r["name"] for r in rows if not r["strict"]}
        assert loose == {"_sqlite_migrations", "sqlite_schema"}
    with pytest.raises(sqlite3.IntegrityError), store.transaction() as conn:
        conn.execute("INSERT INTO allotment VALUES ('nulle part', '2026-11-30', 600)")


def test_whoever_reads_or_writes_waits_for_the_disk(tmp_path: Path) -> None:
    """What was said to be saved stands after a power cut: SQLite's fullest wait, and the log written ahead."""
    store = open_store(tmp_path)
    asked = ("synchronous", "journal_mode", "secure_delete")
    with store.reading() as reads, store.transaction() as writes:
        held = [[conn.execute(f"PRAGMA {one}").fetchone()[0] for one in asked] for conn in (reads, writes)]
    assert held == [[2, "wal", 1]] * 2


def test_an_error_leaves_nothing_half_written(tmp_path: Path) -> None:
    """A transaction that fails leaves the database as it was."""
    store = open_store(tmp_path)

    def fail(store: Store) -> None:
        with store.transaction() as conn:
            community.write(conn, community.Community(name="À moitié"))
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail(store)
    with store.reading() as conn:
        assert community.read(conn) == community.Community()


def test_of_two_hundred_writers_on_one_revision_one_wins_and_none_is_locked_out(tmp_path: Path) -> None:
    """200 threads that saw the same revision: one writes, 199 get the kind refusal, no lock error."""
    store = open_store(tmp_path)
    with store.transaction() as conn:
        conn.execute("INSERT INTO partner (id, name) VALUES ('m', 'Mairie')")
    outcomes: list[str] = []
    gate = threading.Barrier(200)

    def write() -> None:
        gate.wait()
        try:
            with store.transaction() as conn:
                revisions.expect(conn, "partner", "m", 1)
                conn.execute("UPDATE partner SET revision = revision + 1 WHERE id = 'm'")
            outcomes.append("written")
        except StaleRevision:
            outcomes.append("refused")

    threads = [threading.Thread(target=write) for _ in range(200)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (outcomes.count("written"), outcomes.count("refused")) == (1, 199)


def test_an_existing_database_is_copied_before_its_schema_moves(tmp_path: Path) -> None:
    """A folder whose schema is behind is backed up first, and the copy proven; one that is up to date is left alone."""
    folder = DataFolder(tmp_path)
    folder.prepare()
    old = connect(folder.database)
    old.execute("CREATE TABLE souvenir (mot TEXT)")
    old.execute("INSERT INTO souvenir VALUES ('gardé')")
    old.close()
    open_store(tmp_path, fixed_clock(datetime(2026, 11, 26, 8, tzinfo=UTC)))
    (copy,) = backups.copies(folder.backups)
    assert copy == Copy(
        "releve-2026-11-26-09h00-avant-mise-a-jour.zip", datetime(2026, 11, 26, 8, tzinfo=UTC), Kind.BEFORE_MIGRATION
    )
    manifest = unpack(folder.backups / copy.name, tmp_path / "relu")
    assert (manifest.schema, manifest.counts) == ((), {"souvenir": 1})
    kept = connect(tmp_path / "relu" / "releve.sqlite3")
    assert [row["mot"] for row in kept.execute("SELECT mot FROM souvenir")] == ["gardé"]
    kept.close()
    open_store(tmp_path)
    assert backups.copies(folder.backups) == [copy]


def test_a_schema_from_a_later_version_is_left_as_it_stands(tmp_path: Path) -> None:
    """An older program on a newer folder says so, copies nothing and writes nothing."""
    store = open_store(tmp_path)
    with store.transaction() as conn:
        conn.execute("UPDATE _sqlite_migrations SET name = 'plus_tard' WHERE name = 'activity'")
    with pytest.raises(schema.NewerSchema, match=r"plus récente.*plus_tard"):
        open_store(tmp_path)
    assert backups.copies(store.folder.backups) == []


def test_a_damaged_database_is_not_migrated(tmp_path: Path) -> None:
    """No proven copy, no new schema: the file keeps its bytes."""
    folder = DataFolder(tmp_path)
    folder.prepare()
    old = connect(folder.database)
    old.execute("CREATE TABLE souvenir (id INTEGER PRIMARY KEY, mot TEXT)")
    old.execute("CREATE INDEX souvenir_by_mot ON souvenir(mot)")
    old.executemany("INSERT INTO souvenir (mot) VALUES (?)", [(f"mot {n}" * 40,) for n in range(400)])
    old.close()
    damaged = bytearray(folder.database.read_bytes())
    damaged[8192:12288] = bytes(4096)
    folder.database.write_bytes(damaged)
    with pytest.raises(ReleveError, match="endommagée"):
        open_store(tmp_path)
    assert (folder.database.read_bytes(), backups.copies(folder.backups)) == (damaged, [])


def test_a_folder_is_served_by_one_process(tmp_path: Path) -> None:
    """Taking the lock twice is refused with the folder's name."""
    folder = DataFolder(tmp_path)
    with folder.locked(), pytest.raises(FolderBusy) as refusal, folder.locked():
        pass
    assert str(tmp_path) in str(refusal.value)


def test_keys_are_made_once_and_read_by_their_owner_only(tmp_path: Path) -> None:
    """The same key comes back, in a file nobody else can read."""
    folder = DataFolder(tmp_path)
    key = folder.key("links")
    assert (len(key), folder.key("links")) == (32, key)
    assert (folder.keys / "links.key").stat().st_mode & 0o077 == 0
