"""Keys and needs that somebody harmed, lost, or brought back: each is told in a sentence, and nothing destroyed opens again."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest

from app.access.actor import COMMAND_LINE
from app.access.links import page_subject, token_hash, token_of
from app.continuity.need import KeyLost
from app.core.errors import UnreadableFile
from app.core.ids import PersonId
from app.services.continuity.rotate_care_key import rotate_care_key
from app.services.continuity.seal_needs import read_needs, seal_needs
from app.services.continuity.shred_care_key import shred_care_key
from app.services.keeping import back_up_keys
from app.services.keeping.back_up import back_up
from app.services.keeping.back_up_keys import keys_file, restore_keys
from app.services.keeping.check_folder import check_folder
from app.services.keeping.restore_backup import restore_backup
from app.store import care_keys, links
from app.store.folder import DataFolder
from tests.services.a_vault import ADMIN, OURS, Vault, a_need, a_vault

PHRASE = "bruyère tempête goéland granit hortensia marée sable"


def a_full_vault(folder: Path) -> Vault:
    vault = a_vault(folder)
    seal_needs(vault.member, vault.store, OURS, [a_need(f"P-{n:04}") for n in range(3)])
    return vault


@pytest.mark.parametrize(
    ("harm", "told"),
    [
        ("UPDATE care_need SET sealed = substr(sealed, 1, 6) WHERE id = (SELECT min(id) FROM care_need)", "altérés"),
        ("UPDATE care_need SET sealed = (SELECT sealed FROM care_need ORDER BY id LIMIT 1)", "altérés"),
        ("", "manque"),
    ],
)
def test_a_need_that_does_not_open_is_one_sentence_everywhere(tmp_path: Path, harm: str, told: str) -> None:
    """Truncated, swapped or without its key: reading, changing the key and ``releve check`` all say so."""
    vault = a_full_vault(tmp_path)
    assert check_folder(COMMAND_LINE, vault.store) == []
    if harm:
        with vault.store.transaction() as conn:
            conn.execute(harm)
    else:
        care_keys.path_of(vault.store.folder, OURS).unlink()
    with pytest.raises(KeyLost, match=told):
        read_needs(vault.member, vault.store, OURS)
    with pytest.raises(KeyLost, match=told):
        rotate_care_key(ADMIN, vault.store, OURS)
    assert [told in text for text in check_folder(COMMAND_LINE, vault.store)] == [True]


def test_the_backup_of_keys_reads_files_and_fingerprints_while_nobody_may_change_a_key(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The writing lock is held: what is noted as saved is what the file holds."""
    vault = a_full_vault(tmp_path)
    read, refused = back_up_keys._keys, []

    def while_reading(folder: DataFolder) -> dict[str, bytes]:
        other = sqlite3.connect(folder.database, timeout=0)
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            other.execute("BEGIN IMMEDIATE")
        other.close()
        refused.append(True)
        return read(folder)

    monkeypatch.setattr(back_up_keys, "_keys", while_reading)
    keys_file(ADMIN, vault.store, PHRASE)
    assert refused == [True]


def test_a_destroyed_key_never_opens_again_from_an_earlier_copy_and_its_key_file(tmp_path: Path) -> None:
    """Neither the key in force nor a former one: the list beside the database outlasts the restoration."""
    vault = a_full_vault(tmp_path)
    former, copy = keys_file(ADMIN, vault.store, PHRASE), back_up(COMMAND_LINE, vault.store)
    former_key = care_keys.path_of(vault.store.folder, OURS).read_bytes()
    rotate_care_key(ADMIN, vault.store, OURS)
    shred_care_key(ADMIN, vault.store, OURS)
    restore_backup(COMMAND_LINE, copy.path, vault.store.folder, vault.clock)
    assert restore_keys(ADMIN, vault.store, former.content, PHRASE).left_out == ("care-cabinet-fegreac",)
    care_keys.write_key(care_keys.path_of(vault.store.folder, OURS), former_key)
    with pytest.raises(KeyLost, match="détruite"):
        read_needs(vault.member, vault.store, OURS)
    shred_care_key(ADMIN, vault.store, OURS)
    assert not care_keys.path_of(vault.store.folder, OURS).exists()
    seal_needs(vault.member, vault.store, OURS, [a_need("P-0009")])
    assert [one.content["pseudonym"] for one in read_needs(vault.member, vault.store, OURS)] == ["P-0009"]


def test_what_a_writing_cut_short_left_of_a_key_goes_with_the_key(tmp_path: Path) -> None:
    """A process killed in the middle leaves a name beside; destroying the key, or the next copy, takes it away."""
    vault = a_full_vault(tmp_path)
    for act in (lambda: shred_care_key(ADMIN, vault.store, OURS), lambda: back_up(COMMAND_LINE, vault.store)):
        left = tmp_path / "keys" / ".care-cabinet-fegreac.key.0a1b2c3d"
        left.write_bytes(b"k" * 32)
        act()
        assert not left.exists()


def test_a_key_lost_then_made_anew_is_told_until_it_is_put_back(tmp_path: Path) -> None:
    """Accounts and surveys: gone, then another one; the key file mends both."""
    vault = a_full_vault(tmp_path)
    for name in ("accounts", "surveys"):
        vault.store.folder.key(name)
    saved = keys_file(ADMIN, vault.store, PHRASE)
    assert check_folder(COMMAND_LINE, vault.store) == []
    for name in ("accounts", "surveys"):
        (tmp_path / "keys" / f"{name}.key").unlink()
    assert [text[:27] for text in check_folder(COMMAND_LINE, vault.store)] == [
        "La clé keys/accounts.key a ",
        "La clé keys/surveys.key a d",
    ]
    for name in ("accounts", "surveys"):
        vault.store.folder.key(name)
    back_up(COMMAND_LINE, vault.store)
    assert [text.split(" de ce")[0] for text in check_folder(COMMAND_LINE, vault.store)] == [
        "La clé keys/accounts.key n’est plus celle",
        "La clé keys/surveys.key n’est plus celle",
    ]
    restore_keys(ADMIN, vault.store, saved.content, PHRASE, replace=True)
    assert check_folder(COMMAND_LINE, vault.store) == []


def test_links_made_with_a_lost_key_are_told_and_open_again_once_handed_out(tmp_path: Path) -> None:
    """The next generation takes the place of an address that nobody can say any more."""
    vault = a_full_vault(tmp_path)
    subject = page_subject(PersonId(vault.member.id))
    with vault.store.transaction() as conn:
        links.ensure(conn, vault.store.folder.key("links"), subject, vault.clock())
    (tmp_path / "keys" / "links.key").unlink()
    key = vault.store.folder.key("links")
    assert [text[:20] for text in check_folder(COMMAND_LINE, vault.store)] == ["1 lien distribué a é"]
    with vault.store.transaction() as conn:
        made = links.ensure(conn, key, subject, vault.clock())
        found = links.resolve(conn, token_hash(token_of(key, subject, made.generation)))
    assert (made.generation, found) == (2, made)
    assert check_folder(COMMAND_LINE, vault.store) == []


@pytest.mark.parametrize("cost", [float("inf"), -1, "trois"])
def test_a_file_of_keys_that_asks_for_impossible_costs_is_unreadable(tmp_path: Path, cost: object) -> None:
    """One sentence, whatever somebody wrote in its header."""
    vault = a_full_vault(tmp_path)
    held = json.loads(keys_file(ADMIN, vault.store, PHRASE).content)
    held["kdf"]["time"] = cost
    with pytest.raises(UnreadableFile, match="abîmé"):
        restore_keys(ADMIN, vault.store, json.dumps(held).encode(), PHRASE)


def test_a_setting_that_does_not_read_is_told(tmp_path: Path) -> None:
    """By name; the check goes no further and does not stop."""
    vault = a_full_vault(tmp_path)
    with vault.store.transaction() as conn:
        conn.execute("INSERT OR REPLACE INTO setting (key, value) VALUES ('name', '{abîmé')")
    assert check_folder(COMMAND_LINE, vault.store) == [
        "Le réglage name ne se lit plus. Restaurez la dernière sauvegarde."
    ]


def test_the_key_backup_to_put_back_is_said_on_both_sides_of_a_change(tmp_path: Path) -> None:
    """A copy made before a change of key needs the backup of keys made before it: the advice names both bounds."""
    vault = a_full_vault(tmp_path)
    before, copy = keys_file(ADMIN, vault.store, PHRASE), back_up(COMMAND_LINE, vault.store)
    rotate_care_key(ADMIN, vault.store, OURS)
    restore_backup(COMMAND_LINE, copy.path, vault.store.folder, vault.clock)
    with pytest.raises(KeyLost, match="avant le changement suivant"):
        read_needs(vault.member, vault.store, OURS)
    assert restore_keys(ADMIN, vault.store, before.content, PHRASE).restored == ("care-cabinet-fegreac",)
    assert len(read_needs(vault.member, vault.store, OURS)) == 3
