"""Copies of the data: what they hold and never hold, and every way in which one can't be trusted."""

from __future__ import annotations

import io
import json
import stat
import threading
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.core.errors import ReleveError
from app.store import backup_file, backup_proof, backups, community, journal
from app.store.backup_file import unpack
from app.store.backup_proof import prove_database
from app.store.backup_rules import Kind
from app.store.backups import Made
from app.store.community import Community
from app.store.database import Store
from app.store.faults import StorageFault
from app.store.unproven import Unproven
from tests.builders import THURSDAY, a_person, a_store, some_people


def a_copy(store: Store) -> Made:
    """A copy of the folder as it stands."""
    with store.reading() as conn:
        return backups.make(conn, store.folder, store.now(), Kind.BY_HAND)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """A folder with two people, a table of the site, keys and secrets."""
    opened = a_store(tmp_path / "data")
    some_people(opened, a_person("Clarisse"), a_person("Denez"))
    (opened.folder.content / "data").mkdir()
    (opened.folder.content / "data" / "fees.csv").write_text("profession,amount\n", encoding="utf-8")
    opened.folder.key("links")
    (opened.folder.path / "secrets.toml").write_text('[smtp]\npassword = "canari-secret"\n', encoding="utf-8")
    return opened


def test_a_copy_says_what_it_holds(store: Store) -> None:
    """Database, content and manifest; the manifest's head, schema and counts are those of the folder."""
    made = a_copy(store)
    with store.reading() as conn:
        head = journal.head(conn)
    assert made.path.name == "releve-2026-11-26-17h00-a-la-main.zip"
    assert stat.S_IMODE(made.path.stat().st_mode) == 0o600
    with zipfile.ZipFile(made.path) as held:
        assert sorted(held.namelist()) == ["content/data/fees.csv", "manifest.json", "releve.sqlite3"]
        said = json.loads(held.read("manifest.json"))
    assert (said["format"], said["journal_head"], said["counts"]["person"]) == ("releve.backup/1", head, 2)
    assert (said["at"], said["kind"], made.troubles) == ("2026-11-26T16:00:00Z", "main", ())


def test_names_are_in_paris_time_and_earlier_names_are_still_read(store: Store) -> None:
    """Two copies of one minute stand apart, in their order; the hour that comes twice is told apart; others' files are none."""
    first, second = a_copy(store), a_copy(store)
    assert second.path.name == "releve-2026-11-26-17h00-a-la-main-2.zip"
    home, moved = store.folder.backups, datetime(2026, 10, 25, 1, 30, tzinfo=UTC)
    with store.reading() as conn:
        again = backups.make(conn, store.folder, moved, Kind.CAUGHT_UP)
    assert again.path.name == "releve-2026-10-25-02h30bis-de-la-nuit-rattrapee.zip"
    former = {"releve-20261126T155900Z-nuit.zip", "releve-20261126T155900Z-avant-mise-a-jour-2.zip"}
    for name in (*former, "releve-2026-13-26-17h00-a-la-main.zip", "releve-notes.zip"):
        (home / name).write_bytes(b"")
    found = backups.copies(home)
    assert [one.name for one in found] == [
        again.path.name, "releve-20261126T155900Z-nuit.zip", "releve-20261126T155900Z-avant-mise-a-jour-2.zip",
        first.path.name, second.path.name,
    ]  # fmt: skip
    assert [(one.at, one.kind) for one in found[:2]] == [
        (moved, Kind.CAUGHT_UP), (datetime(2026, 11, 26, 15, 59, tzinfo=UTC), Kind.NIGHTLY),
    ]  # fmt: skip


def test_a_copy_never_holds_keys_nor_secrets(store: Store) -> None:
    """Nor through a link of the content that leads to them: nothing of either stands anywhere in the zip."""
    (store.folder.content / "ruse.csv").symlink_to(store.folder.keys / "links.key")
    (store.folder.content / "dossier").symlink_to(store.folder.keys)
    made, key = a_copy(store), store.folder.key("links")
    with zipfile.ZipFile(made.path) as held:
        inside = [held.read(name) for name in held.namelist()]
        assert [name for name in held.namelist() if "key" in name or "secret" in name or "ruse" in name] == []
    assert [key in one or b"canari-secret" in one for one in inside] == [False] * 3


def test_a_copy_made_while_others_write_is_of_one_moment(store: Store) -> None:
    """Each write puts two rows that belong together: no copy holds one without the other."""
    stop = threading.Event()

    def write() -> None:
        for turn in range(500):
            if stop.is_set():
                return
            with store.transaction() as conn:
                community.write(conn, Community(name=f"tour {turn}"))
                journal.write(conn, store.now(), "moi", "essai", f"tour {turn}", {})

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for turn in range(5):
            made = a_copy(store)
            with_db = store.folder.path / f"relu-{turn}"
            unpack(made.path, with_db)
            conn = backup_proof.reading(with_db / "releve.sqlite3")
            entry = journal.recent(conn, 1)[0]
            assert community.read(conn).name == (entry.subject_id if entry.type == "essai" else "")
            conn.close()
    finally:
        stop.set()
        writer.join()


def test_nothing_unproven_bears_the_name_of_a_copy(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk that gives back other bytes than were written: an error, no copy, nothing left over."""

    def spoilt(*_given: object) -> None:
        raise Unproven("relu autrement")

    monkeypatch.setattr(backups, "prove_database", spoilt)
    with pytest.raises(Unproven):
        a_copy(store)
    assert [path.name for path in store.folder.backups.iterdir() if path.name != ".mise-a-jour"] == []


def test_a_rewritten_journal_is_copied_but_said(store: Store) -> None:
    """Losing the data would be worse than keeping it altered: the copy stands, and its trouble is told."""
    with store.transaction() as conn:
        conn.execute("DROP TRIGGER journal_no_update")
        conn.execute("UPDATE journal SET actor_id = 'un autre' WHERE seq = 1")
    made = a_copy(store)
    assert made.path.is_file()
    assert any("journal" in message.lower() for message, _data in made.troubles)


def test_two_copies_of_one_second_have_two_names(store: Store) -> None:
    """And both are known as copies; a file of another name is none."""
    (store.folder.backups / "releve-hier.zip").write_bytes(b"")
    assert [a_copy(store).path.name for _turn in range(2)] == [
        "releve-2026-11-26-17h00-a-la-main.zip", "releve-2026-11-26-17h00-a-la-main-2.zip",
    ]  # fmt: skip
    assert {(one.name, one.at, one.kind) for one in backups.copies(store.folder.backups)} == {
        ("releve-2026-11-26-17h00-a-la-main.zip", THURSDAY, Kind.BY_HAND),
        ("releve-2026-11-26-17h00-a-la-main-2.zip", THURSDAY, Kind.BY_HAND),
    }


def rezipped(source: Path, change: Callable[[dict[str, bytes]], None]) -> Path:
    """The copy with its files changed, as someone with an archiver would."""
    with zipfile.ZipFile(source) as held:
        files = {name: held.read(name) for name in held.namelist()}
    change(files)
    with zipfile.ZipFile(source, "w", zipfile.ZIP_DEFLATED) as held:
        for name, content in files.items():
            held.writestr(name, content)
    return source


def _other_database(files: dict[str, bytes]) -> None:
    files["releve.sqlite3"] = files["releve.sqlite3"][:-1] + b"!"


def _other_content(files: dict[str, bytes]) -> None:
    files["content/data/fees.csv"] = b"profession,amount\nmedecin,9999\n"


def _one_more(files: dict[str, bytes]) -> None:
    files["../../keys/links.key"] = bytes(32)


def _one_less(files: dict[str, bytes]) -> None:
    del files["content/data/fees.csv"]


def _no_manifest(files: dict[str, bytes]) -> None:
    del files["manifest.json"]


def _other_format(files: dict[str, bytes]) -> None:
    files["manifest.json"] = files["manifest.json"].replace(b"releve.backup/1", b"releve.backup/9")


def _no_json(files: dict[str, bytes]) -> None:
    files["manifest.json"] = b'{"format": "releve.backup/1", "files": []}'


@pytest.mark.parametrize(
    "change", [_other_database, _other_content, _one_more, _one_less, _no_manifest, _other_format, _no_json]
)
def test_an_altered_copy_is_refused(store: Store, tmp_path: Path, change: Callable[[dict[str, bytes]], None]) -> None:
    """A file changed, added or taken away, or a manifest of another kind: a sentence with the file's name."""
    altered = rezipped(a_copy(store).path, change)
    with pytest.raises(Unproven, match=altered.name):
        unpack(altered, tmp_path / "relu")
    assert not (tmp_path / "keys").exists()


@pytest.mark.parametrize(
    "name", ["content/../keys/links.key", "/etc/passwd", "content/..", "content\\a", "keys/a", "content/"]
)
def test_a_manifest_that_leads_elsewhere_is_refused(store: Store, tmp_path: Path, name: str) -> None:
    """Even when zip and manifest agree on it."""

    def lead_away(files: dict[str, bytes]) -> None:
        said = json.loads(files["manifest.json"])
        said["files"][name] = said["files"].pop("content/data/fees.csv")
        files["manifest.json"] = json.dumps(said).encode()
        files[name] = files.pop("content/data/fees.csv")

    with pytest.raises(Unproven):
        unpack(rezipped(a_copy(store).path, lead_away), tmp_path / "relu")


@pytest.mark.parametrize("part", [0.0, 0.1, 0.5, 0.99])
def test_a_truncated_copy_is_refused(store: Store, tmp_path: Path, part: float) -> None:
    """Wherever the download stopped."""
    whole = a_copy(store).path.read_bytes()
    short = tmp_path / "court.zip"
    short.write_bytes(whole[: int(len(whole) * part)])
    with pytest.raises(Unproven, match="tronqué"):
        unpack(short, tmp_path / "relu")


def test_any_flipped_bit_of_what_matters_is_seen(store: Store, tmp_path: Path) -> None:
    """One bit turned over, here and there in the file: refused, or without effect on what is read back."""
    made = a_copy(store)
    whole = made.path.read_bytes()
    for number, place in enumerate(range(40, len(whole), len(whole) // 25)):
        spoilt = bytearray(whole)
        spoilt[place] ^= 0x10
        made.path.write_bytes(spoilt)
        into = tmp_path / f"relu-{number}"
        try:
            unpack(made.path, into)
        except ReleveError:
            continue
        assert prove_database(into / "releve.sqlite3", made.manifest) == []


def test_a_bomb_is_not_unpacked(store: Store, tmp_path: Path) -> None:
    """A manifest that announces more than the disk holds is refused before anything is written; a longer file is cut short."""

    def bigger(bytes_: int) -> Callable[[dict[str, bytes]], None]:
        def change(files: dict[str, bytes]) -> None:
            said = json.loads(files["manifest.json"])
            said["files"]["content/data/fees.csv"]["bytes"] = bytes_
            files["manifest.json"] = json.dumps(said).encode()
            files["content/data/fees.csv"] = bytes(30 * 2**20)

        return change

    huge = rezipped(a_copy(store).path, bigger(2**60))
    with pytest.raises(StorageFault):
        unpack(huge, tmp_path / "a")
    assert list((tmp_path / "a").iterdir()) == []
    with pytest.raises(Unproven):
        unpack(rezipped(huge, bigger(10)), tmp_path / "b")
    assert (tmp_path / "b" / "content/data/fees.csv").stat().st_size <= backup_file.CHUNK_BYTES


def test_a_locked_archive_is_no_copy(tmp_path: Path) -> None:
    """An encrypted zip, a zip of something else, a text: one same sentence."""
    other = io.BytesIO()
    with zipfile.ZipFile(other, "w") as held:
        held.writestr("photo.jpg", b"...")
    locked = bytearray(other.getvalue())
    locked[6] |= 1
    for number, content in enumerate((other.getvalue(), bytes(locked), b"bonjour", b"")):
        path = tmp_path / f"{number}.zip"
        path.write_bytes(content)
        with pytest.raises(Unproven, match="n’est pas une sauvegarde"):
            unpack(path, tmp_path / f"relu-{number}")
