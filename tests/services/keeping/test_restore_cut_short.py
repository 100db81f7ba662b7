"""Putting a copy back when the power fails, a disk refuses, or another program is there: the old data or the new, whole."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

import pytest

from app.core.errors import FolderBusy, ReleveError
from app.services.keeping.back_up import back_up
from app.services.keeping.restore_backup import restore_backup
from app.store import journal, restoring
from app.store.database import Store
from app.store.folder import DataFolder
from tests.builders import COORDINATOR, MovingClock
from tests.services.a_marked_folder import a_marked_store, name_of, named, problems
from tests.services.restorer import KILLED, restorations


@pytest.fixture
def store(tmp_path: Path, clock: MovingClock) -> Store:
    return a_marked_store(tmp_path, clock)


TOUCHES = ("os.rename", "os.link", "open", "sqlite3.connect")
MOVES = ("os.rename", "os.link", "os.mkdir", "os.remove", "os.rmdir", "shutil.rmtree")
"""What a restoration is killed before, as Python names it to whoever audits it."""


def test_a_restoration_cut_short_leaves_the_old_data_or_the_new(store: Store, tmp_path: Path) -> None:
    """Killed before every eighth file it touches: the folder opens, whole, on one of the two; doing it again succeeds."""
    made = back_up(COORDINATOR, store)
    copy = Path(shutil.copy(made.path, tmp_path / "copie.zip"))
    named(store, "après")
    seen = set()
    with restorations(*TOUCHES, within=True) as cut_short:
        for place in range(1, 200, 8):
            folder = tmp_path / f"essai-{place}"
            shutil.copytree(store.folder.path, folder)
            ended = cut_short(place, copy, folder)
            seen.add(name_of(folder))
            assert problems(folder) == []
            if ended == 0:
                break
            assert ended == KILLED
            restore_backup(COORDINATOR, copy, DataFolder(folder))
            assert name_of(folder) == "avant"
            assert [path.name for path in folder.iterdir() if path.name.startswith(".")] == []
    assert ended == 0
    assert seen == {"avant", "après"}


def test_without_a_second_name_for_a_file_the_old_one_is_copied(
    store: Store, clock: MovingClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On a disk without hard links what is replaced is kept all the same."""

    def no_links(*_given: object) -> None:
        raise OSError

    made = back_up(COORDINATOR, store)
    named(store, "après")
    monkeypatch.setattr(restoring.os, "link", no_links)
    done = restore_backup(COORDINATOR, made.path, store.folder, clock)
    assert done.replaced is not None
    assert name_of(done.replaced) == "après"


def test_content_and_database_belong_together_after_any_power_cut(store: Store, tmp_path: Path) -> None:
    """Killed before every rename, link, folder made or removed: what opens next holds both of one moment, and loses neither."""
    copy = Path(shutil.copy(back_up(COORDINATOR, store).path, tmp_path / "copie.zip"))
    named(store, "après")
    (store.folder.content / "data" / "note.txt").write_text("après", encoding="utf-8")
    seen = set()
    with restorations(*MOVES) as cut_short:
        for place in range(1, 200):
            folder = tmp_path / f"essai-{place}"
            shutil.copytree(store.folder.path, folder)
            ended = cut_short(place, copy, folder)
            assert problems(folder) == []
            note = (folder / "content" / "data" / "note.txt").read_text(encoding="utf-8")
            assert note == name_of(folder)
            seen.add(note)
            everywhere = {path.read_text(encoding="utf-8") for path in folder.rglob("note.txt")}
            assert "après" in everywhere
            left = [path.name for path in (*folder.iterdir(), *(folder / "backups").iterdir())]
            assert [name for name in left if name.startswith((".restauration", ".en-cours", "restauration"))] == []
            if ended == 0:
                break
            assert ended == KILLED
    assert ended == 0
    assert seen == {"avant", "après"}


def test_content_beside_a_lost_database_is_kept(store: Store, clock: MovingClock) -> None:
    """The database is gone, or empty: what the community wrote in its content is put aside, not destroyed."""
    made = back_up(COORDINATOR, store)
    for spoil in (Path.unlink, Path.touch):
        (store.folder.content / "seul.txt").write_text("seul", encoding="utf-8")
        store.folder.database.unlink(missing_ok=True)
        if spoil is Path.touch:
            store.folder.database.touch()
        done = restore_backup(COORDINATOR, made.path, store.folder, clock)
        assert done.replaced is not None
        assert (done.replaced / "content" / "seul.txt").read_text(encoding="utf-8") == "seul"
        assert not (store.folder.content / "seul.txt").exists()


def test_a_database_that_did_not_settle_is_never_put_in_place(
    store: Store, clock: MovingClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The disk fills up while the copy is settled: a sentence, and the folder holds what it held."""
    made = back_up(COORDINATOR, store)
    named(store, "après")
    real = restoring._settle_staged

    def spoilt(database: Path, folder: Path) -> None:
        with database.open("r+b") as file:
            file.truncate(database.stat().st_size // 2)
        real(database, folder)

    monkeypatch.setattr(restoring, "_settle_staged", spoilt)
    with pytest.raises(ReleveError):
        restore_backup(COORDINATOR, made.path, store.folder, clock)
    assert (name_of(store.folder.path), problems(store.folder.path)) == ("après", [])


def test_a_connection_of_another_process_holds_the_restoration_back(store: Store, clock: MovingClock) -> None:
    """A command that writes has the folder: refused; its log never lands beside another database."""
    made = back_up(COORDINATOR, store)
    named(store, "après")
    with store.transaction() as conn:
        journal.write(conn, store.now(), "moi", "essai", "en cours", {})
        with pytest.raises(FolderBusy):
            restore_backup(COORDINATOR, made.path, store.folder, clock)
    assert name_of(store.folder.path) == "en cours"


def test_keys_and_a_log_that_came_late_go_aside(
    store: Store, clock: MovingClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The replaced database keeps the keys it was read with; a log made by a program that knows no lock joins it."""
    made, key = back_up(COORDINATOR, store), store.folder.key("links")
    swap = restoring._logs_away

    def late(real: Path, aside: Path | None) -> None:
        Path(f"{real}-wal").write_bytes(b"tard")
        swap(real, aside)

    monkeypatch.setattr(restoring, "_logs_away", late)
    done = restore_backup(COORDINATOR, made.path, store.folder, clock)
    assert done.replaced is not None
    assert (done.replaced / "keys" / "links.key").read_bytes() == key
    assert (done.replaced / "keys").stat().st_mode & 0o777 == 0o700
    assert (done.replaced / "releve.sqlite3-wal").read_bytes() == b"tard"
    assert not Path(f"{store.folder.database}-wal").exists()


def test_folders_on_other_disks_are_restored_too(store: Store, tmp_path: Path, clock: MovingClock) -> None:
    """Copies and database behind links to another disk: all is put in place, and kept, through them."""
    other = Path("/dev/shm")
    if not other.is_dir() or other.stat().st_dev == tmp_path.stat().st_dev:
        pytest.skip("one disk only")
    with tempfile.TemporaryDirectory(dir=other) as far:
        made = Path(shutil.copy(back_up(COORDINATOR, store).path, tmp_path / "copie.zip"))
        named(store, "après")
        shutil.move(store.folder.backups, Path(far) / "backups")
        store.folder.backups.symlink_to(Path(far) / "backups")
        shutil.move(store.folder.database, Path(far) / "base.sqlite3")
        store.folder.database.symlink_to(Path(far) / "base.sqlite3")
        done = restore_backup(COORDINATOR, made, store.folder, clock)
        assert done.replaced is not None
        assert store.folder.database.is_symlink()
        assert (name_of(store.folder.path), name_of(done.replaced)) == ("avant", "après")
        assert (done.replaced / "content" / "data" / "note.txt").is_file()
        assert [path.name for path in Path(far).iterdir() if path.name.startswith(".")] == []
