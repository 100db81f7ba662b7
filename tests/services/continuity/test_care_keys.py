"""Keys change, are saved, put back and destroyed without a need ever being lost by accident or read by mistake."""

from __future__ import annotations

import shutil
from math import log2
from pathlib import Path
from typing import Any

import pytest

from app.continuity.need import KeyLost
from app.core.errors import InvalidInput, NotAllowed, NotFound, UnreadableFile
from app.library import content_file
from app.services.continuity.rotate_care_key import rotate_care_key
from app.services.continuity.seal_needs import read_needs, seal_needs
from app.services.continuity.shred_care_key import note_key_backup_destroyed, preview_shredding, shred_care_key
from app.services.keeping import back_up_keys
from app.services.keeping.back_up_keys import keys_file, restore_keys, save_keys, suggested_passphrase
from app.store import care_keys, care_vault, key_backups
from app.store.key_file import opened_file
from tests.builders import COORDINATOR
from tests.services.a_vault import ADMIN, OURS, Vault, a_need, a_vault, contents

PHRASE = "bruyère tempête goéland granit hortensia marée sable"


def a_full_vault(folder: Path) -> Vault:
    vault = a_vault(folder)
    seal_needs(vault.member, vault.store, OURS, [a_need(f"P-{n:04}") for n in range(3)])
    return vault


def pseudonyms(vault: Vault) -> list[str]:
    return sorted(str(need.content["pseudonym"]) for need in read_needs(vault.member, vault.store, OURS))


def test_a_changed_key_opens_every_need_and_the_former_one_is_gone(tmp_path: Path) -> None:
    """One key file remains, readable by its owner alone; the former key opens nothing any more."""
    vault = a_full_vault(tmp_path)
    path = care_keys.path_of(vault.store.folder, OURS)
    former = path.read_bytes()
    assert rotate_care_key(ADMIN, vault.store, OURS).needs == 3
    assert pseudonyms(vault) == ["P-0000", "P-0001", "P-0002"]
    assert path.read_bytes() != former
    assert [(one.name, oct(one.stat().st_mode & 0o777)) for one in tmp_path.glob("keys/care-*")] == [
        ("care-cabinet-fegreac.key", "0o600")
    ]
    path.write_bytes(former)
    with pytest.raises(KeyLost, match="n’est pas celle"):
        read_needs(vault.member, vault.store, OURS)


@pytest.mark.parametrize("step", ["before commit", "after commit"])
def test_a_crash_while_a_key_changes_loses_nothing(step: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Cut just before the commit the former key still opens; just after it the new one does, from where it waits."""
    vault = a_full_vault(tmp_path)
    with monkeypatch.context() as patched:

        def cut(*_: Any) -> None:
            raise KeyboardInterrupt

        patched.setattr(
            *((key_backups, "still_holding") if step == "before commit" else (care_keys, "settle_committed")), cut
        )
        with pytest.raises(KeyboardInterrupt):
            rotate_care_key(ADMIN, vault.store, OURS)
    assert pseudonyms(vault) == ["P-0000", "P-0001", "P-0002"]
    seal_needs(vault.member, vault.store, OURS, [a_need("P-0003")])
    assert len(pseudonyms(vault)) == 4
    assert [one.name for one in tmp_path.glob("keys/care-*")] == ["care-cabinet-fegreac.key"]


def test_a_key_does_not_change_while_a_need_would_be_lost(tmp_path: Path) -> None:
    """Altered needs or a missing key stop it; what was readable stays so."""
    vault = a_full_vault(tmp_path)
    with vault.store.transaction() as conn:
        conn.execute("UPDATE care_need SET revision = 9 WHERE id = (SELECT min(id) FROM care_need)")
    with pytest.raises(KeyLost):
        rotate_care_key(ADMIN, vault.store, OURS)
    with vault.store.reading() as conn:
        assert len(care_vault.opened(conn, vault.store.folder, vault.store.now()).needs) == 2
    with pytest.raises(NotFound):
        rotate_care_key(ADMIN, vault.store, vault.other.id)  # type: ignore[arg-type]


def test_saved_keys_come_back_under_their_passphrase_alone(tmp_path: Path) -> None:
    """The key is lost, the file and the phrase bring it back; a wrong phrase, a cut or altered file change nothing."""
    vault = a_full_vault(tmp_path / "data")
    made = save_keys(ADMIN, vault.store, tmp_path, PHRASE)
    file = tmp_path / made.name
    assert (made.name, made.practices, oct(file.stat().st_mode & 0o777)) == ("releve-cles-2026-11-26.json", 1, "0o600")
    key = care_keys.path_of(vault.store.folder, OURS)
    held = key.read_bytes()
    assert held not in file.read_bytes()
    key.unlink()
    for content, phrase in (
        (made.content, PHRASE + "x"),
        (made.content[:-40], PHRASE),
        (b"{}", PHRASE),
        (b"\xff", PHRASE),
    ):
        with pytest.raises((UnreadableFile, InvalidInput)):
            restore_keys(ADMIN, vault.store, content, phrase)
    with pytest.raises((UnreadableFile, InvalidInput)):
        restore_keys(ADMIN, vault.store, made.content.replace(b'"time": 3', b'"time": 4'), PHRASE)
    assert not key.exists()
    restored = restore_keys(ADMIN, vault.store, file, f"  {PHRASE} ")
    assert (restored.restored, restored.left_out) == (("care-cabinet-fegreac",), ())
    assert key.read_bytes() == held
    assert pseudonyms(vault) == ["P-0000", "P-0001", "P-0002"]


def test_another_machine_opens_a_restored_folder_with_the_saved_keys(tmp_path: Path) -> None:
    """Database copied without its keys, keys put back from their file: links and needs open again."""
    vault = a_full_vault(tmp_path / "here")
    links = vault.store.folder.key("links")
    made = keys_file(ADMIN, vault.store, PHRASE, place="coffre de la mairie")
    shutil.copytree(tmp_path / "here", tmp_path / "there", ignore=shutil.ignore_patterns("keys", "releve.lock"))
    there = a_folder(tmp_path / "there", vault)
    assert there.store.folder.key("links") != links
    assert restore_keys(ADMIN, there.store, made.content, PHRASE).kept == ("links",)
    assert restore_keys(ADMIN, there.store, made.content, PHRASE, replace=True).restored == ("links",)
    assert there.store.folder.key("links") == links
    assert pseudonyms(there) == ["P-0000", "P-0001", "P-0002"]


def a_folder(folder: Path, vault: Vault) -> Vault:
    from app.store.database import open_store

    return Vault(open_store(folder, vault.clock), vault.clock, vault.member, vault.other)


def test_a_key_backup_is_never_kept_beside_the_data_nor_over_another_file(tmp_path: Path) -> None:
    """Refused with a sentence; so is a phrase that anyone could try; so is anyone but the administration."""
    vault = a_full_vault(tmp_path / "data")
    with pytest.raises(InvalidInput):
        save_keys(ADMIN, vault.store, tmp_path / "data" / "backups", PHRASE)
    save_keys(ADMIN, vault.store, tmp_path, PHRASE)
    with pytest.raises(InvalidInput):
        save_keys(ADMIN, vault.store, tmp_path, PHRASE)
    for weak in ("", "motdepasse", "aaaaaaaaaaaaaaaaaaaaaaaaa"):
        with pytest.raises(InvalidInput):
            keys_file(ADMIN, vault.store, weak)
    with pytest.raises(NotAllowed):
        keys_file(COORDINATOR, vault.store, PHRASE)
    with vault.store.reading() as conn:
        assert [one.place for one in key_backups.every(conn)] == [str(tmp_path / "releve-cles-2026-11-26.json")]
    phrase = suggested_passphrase()
    known = set(content_file("data/demo/password_words.txt").read_text("utf-8").split())
    assert set(phrase.split()) <= known
    assert log2(len(known)) * len(phrase.split()) >= 80
    assert set(opened_file(keys_file(ADMIN, vault.store, phrase).content, phrase)) >= {"care-cabinet-fegreac"}


def test_a_destroyed_key_never_opens_again_and_its_backups_are_named(tmp_path: Path) -> None:
    """Needs go, the key file goes, the saved key is left out when the file comes back; the backup to destroy is said."""
    vault = a_full_vault(tmp_path)
    made = keys_file(ADMIN, vault.store, PHRASE, place="coffre de la mairie")
    previewed = preview_shredding(ADMIN, vault.store, OURS)
    assert (previewed.practice, previewed.needs, [one.place for one in previewed.backups]) == (
        "Cabinet de Fégréac", 3, ["coffre de la mairie"],
    )  # fmt: skip
    done = shred_care_key(ADMIN, vault.store, OURS)
    assert done == previewed
    assert not list(tmp_path.glob("keys/care-*"))
    assert restore_keys(ADMIN, vault.store, made.content, PHRASE).left_out == ("care-cabinet-fegreac",)
    assert pseudonyms(vault) == []
    [backup] = done.backups
    note_key_backup_destroyed(ADMIN, vault.store, backup.id)
    with pytest.raises(NotFound):
        note_key_backup_destroyed(ADMIN, vault.store, backup.id)
    with vault.store.reading() as conn:
        assert key_backups.still_holding(conn, OURS) == []
    seal_needs(vault.member, vault.store, OURS, [a_need("P-0009")])
    assert pseudonyms(vault) == ["P-0009"]


def test_last_weeks_copy_of_the_data_says_nothing_once_the_key_is_destroyed(tmp_path: Path) -> None:
    """The copy still holds the sealed rows: with neither key nor key backup they stay noise."""
    vault = a_full_vault(tmp_path / "data")
    shutil.copytree(tmp_path / "data", tmp_path / "copy", ignore=shutil.ignore_patterns("keys"))
    shred_care_key(ADMIN, vault.store, OURS)
    shutil.copytree(tmp_path / "data" / "keys", tmp_path / "copy" / "keys")
    copy = a_folder(tmp_path / "copy", vault)
    with pytest.raises(KeyLost, match="Restaurez la sauvegarde des clés"):
        read_needs(copy.member, copy.store, OURS)
    assert b"P-0001" not in contents(tmp_path / "copy")


def test_a_destruction_cut_by_a_crash_is_finished_later(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Committed but the file still there: nothing opens with it, and the next care of keys removes it."""
    vault = a_full_vault(tmp_path)
    with monkeypatch.context() as patched:
        patched.setattr(care_keys, "settle_committed", lambda _store: (_ for _ in ()).throw(KeyboardInterrupt()))
        with pytest.raises(KeyboardInterrupt):
            shred_care_key(ADMIN, vault.store, OURS)
    with vault.store.reading() as conn:
        assert care_keys.held(conn, vault.store.folder, OURS) is None
    back_up_keys.keys_file(ADMIN, vault.store, PHRASE)
    assert not list(tmp_path.glob("keys/care-*"))
