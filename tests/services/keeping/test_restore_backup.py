"""Putting a copy back: proven first, whole, what it replaced kept."""

from __future__ import annotations

import os
import shutil
import sqlite3
import zipfile
from pathlib import Path

import pytest

from app.core.errors import FolderBusy, NotAllowed, NotFound, ReleveError
from app.services.keeping.back_up import back_up
from app.services.keeping.restore_backup import prove_backup, restore_backup
from app.store import journal
from app.store.database import Store, open_existing, open_store
from app.store.faults import StorageFault
from app.store.folder import DataFolder
from app.store.unproven import Unproven
from tests.builders import COORDINATOR, READER, THURSDAY, MovingClock
from tests.services.a_marked_folder import a_marked_store, listing, name_of, named, problems


@pytest.fixture
def store(tmp_path: Path, clock: MovingClock) -> Store:
    return a_marked_store(tmp_path, clock)


def test_what_was_is_again_and_what_is_replaced_is_kept(store: Store, clock: MovingClock) -> None:
    """Database and content of the copy; the replaced ones beside; the folder checks clean and goes on writing."""
    made = back_up(COORDINATOR, store)
    named(store, "après")
    (store.folder.content / "data" / "note.txt").write_text("après", encoding="utf-8")
    clock.forward(hours=2)
    done = restore_backup(COORDINATOR, made.path, store.folder, clock)
    assert done.replaced == store.folder.backups / "remplace-20261126T180000Z"
    assert [name_of(store.folder.path), name_of(done.replaced)] == ["avant", "après"]
    notes = [store.folder.content / "data" / "note.txt", done.replaced / "content" / "data" / "note.txt"]
    assert [note.read_text(encoding="utf-8") for note in notes] == ["avant", "après"]
    assert (done.proof.people, done.proof.at, done.proof.community) == (1, THURSDAY, "avant")
    again = open_store(store.folder.path, clock)
    named(again, "ensuite")
    assert [path.name for path in store.folder.path.iterdir() if path.name.startswith(".")] == []


def test_the_journal_says_what_was_put_back(store: Store, clock: MovingClock) -> None:
    """The copy's chain goes on with the restoration, which names the head of what it replaced."""
    made = back_up(COORDINATOR, store)
    named(store, "après")
    with store.reading() as conn:
        replaced_head = journal.head(conn)
    restore_backup(COORDINATOR, made.path, store.folder, clock)
    with open_store(store.folder.path, clock).reading() as conn:
        entry = journal.recent(conn, 1)[0]
        assert journal.problems(conn) == []
    assert (entry.type, entry.actor_id, entry.subject_id) == ("backup_restored", COORDINATOR.id, made.path.name)
    assert entry.payload is not None
    assert entry.payload["replaced_head"] == replaced_head


def test_a_new_machine_starts_from_a_copy(store: Store, tmp_path: Path, clock: MovingClock) -> None:
    """A folder that does not exist yet: nothing is replaced, everything is there."""
    made = back_up(COORDINATOR, store)
    done = restore_backup(COORDINATOR, made.path, DataFolder(tmp_path / "neuf"), clock)
    assert (done.replaced, name_of(tmp_path / "neuf")) == (None, "avant")
    assert (tmp_path / "neuf" / "content" / "data" / "note.txt").is_file()
    assert problems(tmp_path / "neuf") == []


def test_a_bare_database_is_restored_too(store: Store, tmp_path: Path, clock: MovingClock) -> None:
    """What a continuous replica gives back has no manifest; the content that is here stays."""
    shutil.copy(store.folder.database, tmp_path / "replique.sqlite3")
    named(store, "après")
    done = restore_backup(COORDINATOR, tmp_path / "replique.sqlite3", store.folder, clock)
    assert (name_of(store.folder.path), done.proof.at) == ("avant", None)
    assert (store.folder.content / "data" / "note.txt").is_file()


def test_a_served_folder_is_left_alone(store: Store, clock: MovingClock) -> None:
    """Another process serves it: refused in a sentence, not a byte changed."""
    made = back_up(COORDINATOR, store)
    named(store, "après")
    with store.folder.locked():
        before = listing(store.folder.path)
        with pytest.raises(FolderBusy):
            restore_backup(COORDINATOR, made.path, store.folder, clock)
        assert listing(store.folder.path) == before


def test_a_database_that_another_program_reads_is_left_alone(store: Store, clock: MovingClock) -> None:
    """A replica that follows it, a tool left open: it would go on writing to the file put aside."""
    made = back_up(COORDINATOR, store)
    named(store, "après")
    other = sqlite3.connect(store.folder.database, isolation_level=None)
    other.execute("BEGIN")
    other.execute("SELECT count(*) FROM journal").fetchone()
    with store.transaction() as conn:
        journal.write(conn, store.now(), "moi", "essai", "après", {})
    try:
        with pytest.raises(StorageFault):
            restore_backup(COORDINATOR, made.path, store.folder, clock)
    finally:
        other.close()
    assert name_of(store.folder.path) == "après"


def test_only_coordinators_restore(store: Store, clock: MovingClock) -> None:
    """Refused before the file is even looked at."""
    with pytest.raises(NotAllowed):
        restore_backup(READER, Path("/nulle/part"), store.folder, clock)
    with pytest.raises(NotAllowed):
        prove_backup(READER, Path("/nulle/part"), store.folder)


def _truncated(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-400])


def _of_a_later_version(path: Path) -> None:
    _with_database(path, "UPDATE _sqlite_migrations SET name = 'plus_tard' WHERE name = 'activity'")


def _rewritten(path: Path) -> None:
    _with_database(path, "DROP TRIGGER journal_no_update", "UPDATE journal SET actor_id = 'un autre' WHERE seq = 1")


def _with_database(path: Path, *statements: str) -> None:
    """A bare database taken out of the copy and changed by hand, at the copy's place."""
    with zipfile.ZipFile(path) as held:
        content = held.read("releve.sqlite3")
    path.write_bytes(content)
    conn = sqlite3.connect(path, isolation_level=None)
    for statement in statements:
        conn.execute(statement)
    conn.close()


def _damaged(path: Path) -> None:
    _with_database(path)
    content = bytearray(path.read_bytes())
    content[8192:40960] = bytes(32768)
    path.write_bytes(content)


def _no_file(path: Path) -> None:
    path.unlink()


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (_truncated, "tronqué"),
        (_of_a_later_version, "plus récente"),
        (_rewritten, "journal"),
        (_damaged, "endommagée|ne contient pas"),
        (_no_file, "n’existe pas"),
    ],
)
def test_a_copy_that_can_t_be_trusted_changes_nothing(store: Store, clock: MovingClock, spoil, said: str) -> None:  # type: ignore[no-untyped-def]
    """One sentence each, and every byte of the folder where it was."""
    path = shutil.copy(back_up(COORDINATOR, store).path, store.folder.path.parent / "apportee.zip")
    named(store, "après")
    spoil(Path(path))
    before = {name: held for name, held in listing(store.folder.path).items() if name != "releve.lock"}
    with pytest.raises(ReleveError, match=said):
        restore_backup(COORDINATOR, Path(path), store.folder, clock)
    after = {name: held for name, held in listing(store.folder.path).items() if name != "releve.lock"}
    assert after == before


def test_a_copy_of_an_older_version_is_brought_up_to_date(store: Store, clock: MovingClock, tmp_path: Path) -> None:
    """Its schema lacks the last steps: they are taken aside, and the folder that results opens as any other."""
    from app.store.migrations import migrations

    steps = [one.name for one in migrations._migrations]
    old = open_store(tmp_path / "vieux", clock)
    shutil.rmtree(old.folder.path)
    old.folder.prepare()
    import sqlite_utils

    conn = sqlite3.connect(old.folder.database, isolation_level=None)
    migrations.apply(sqlite_utils.Database(conn), stop_before=steps[3])
    conn.execute("INSERT INTO partner (id, name) VALUES ('m', 'Mairie')")
    conn.close()
    restore_backup(COORDINATOR, old.folder.database, store.folder, clock)
    with open_store(store.folder.path, clock).reading() as held:
        assert [row["name"] for row in held.execute("SELECT name FROM partner")] == ["Mairie"]


def test_proving_a_copy_changes_nothing(store: Store) -> None:
    """Not even while the folder is served."""
    made = back_up(COORDINATOR, store)
    with store.folder.locked():
        before = listing(store.folder.path)
        assert prove_backup(COORDINATOR, made.path, store.folder).people == 1
        assert listing(store.folder.path) == before
    with pytest.raises(Unproven):
        prove_backup(COORDINATOR, store.folder.path, store.folder)


def test_nothing_is_created_where_there_are_no_data(tmp_path: Path) -> None:
    """A mistyped folder: one sentence, no folder."""
    with pytest.raises(NotFound, match="--data"):
        open_existing(tmp_path / "faute")
    assert not (tmp_path / "faute").exists()


def test_only_its_owner_reads_a_folder_whatever_the_umask(tmp_path: Path) -> None:
    """Database, lock and copies are for the owner; content for its group too, which may not write."""
    before = os.umask(0)
    try:
        folder = open_store(tmp_path / "ouvert").folder
    finally:
        os.umask(before)
    modes = {path.name: path.stat().st_mode & 0o777 for path in folder.path.iterdir()}
    assert modes == {"releve.sqlite3": 0o600, "keys": 0o700, "content": 0o750, "backups": 0o700}
    assert (folder.backups / ".mise-a-jour").stat().st_mode & 0o777 == 0o600
