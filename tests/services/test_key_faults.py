"""Keys and needs that somebody harmed, lost, or brought back: each is told in a sentence, and nothing destroyed opens again."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.access.actor import COMMAND_LINE
from app.continuity.need import KeyLost
from app.services.check_folder import check_folder
from app.services.rotate_care_key import rotate_care_key
from app.services.seal_needs import read_needs, seal_needs
from app.store import care_keys
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
