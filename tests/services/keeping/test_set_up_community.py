"""Tests of app/services/keeping/set_up_community.py: who may say whose folder this is, and who how one signs in."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from app.access.actor import COMMAND_LINE
from app.core.errors import NotAllowed, RuleRefusal
from app.services.continuity.seal_needs import read_needs, seal_needs
from app.services.keeping.set_up_community import SIGNING_IN, read_community, set_up_community
from app.store import journal
from app.store.community import Community
from tests.builders import COORDINATOR, a_store
from tests.services.a_vault import OURS, a_need, a_vault

OTHERWISE: dict[str, Any] = {
    "login_idle_hours": 24,
    "login_days": 90,
    "administration_totp": True,
    "demonstration_accounts": True,
}


def test_every_setting_of_signing_in_is_tried() -> None:
    """One more setting is one more line below."""
    assert sorted(OTHERWISE) == sorted(SIGNING_IN)


@pytest.mark.parametrize("name", SIGNING_IN)
def test_how_one_signs_in_takes_administration(tmp_path: Path, name: str) -> None:
    """A coordinator names the community, and loosens no rule of signing in: refused whole, nothing written."""
    store = a_store(tmp_path)
    set_up_community(COORDINATOR, store, Community(name="CPTS fictive"))
    with store.reading() as conn:
        before = journal.head(conn)
    changed = replace(read_community(COORDINATOR, store), name="Autre", **{name: OTHERWISE[name]})
    with pytest.raises(NotAllowed):
        set_up_community(COORDINATOR, store, changed)
    with store.reading() as conn:
        assert journal.head(conn) == before
    assert read_community(COORDINATOR, store).name == "CPTS fictive"
    set_up_community(COMMAND_LINE, store, changed)
    assert read_community(COORDINATOR, store) == changed


@pytest.mark.parametrize("fictional", [True, False])
def test_a_folder_with_needs_stays_what_it_is(tmp_path: Path, *, fictional: bool) -> None:
    """Real needs are not unmasked by calling them fictional; fictional ones do not become somebody's, held nowhere."""
    vault = a_vault(tmp_path, declared=not fictional)
    settings = replace(read_community(COORDINATOR, vault.store), name="CPTS fictive", demonstration=fictional)
    set_up_community(COORDINATOR, vault.store, settings)
    seal_needs(vault.member, vault.store, OURS, [a_need()])
    with pytest.raises(RuleRefusal):
        set_up_community(COMMAND_LINE, vault.store, replace(settings, demonstration=not fictional))
    set_up_community(COORDINATOR, vault.store, replace(settings, name="Autre nom"))
    held = read_community(COORDINATOR, vault.store)
    assert (held.name, held.demonstration) == ("Autre nom", fictional)
    needs = read_needs(vault.member, vault.store, OURS)
    seal_needs(vault.member, vault.store, OURS, dropped=[one.stamp.id for one in needs])
    set_up_community(COORDINATOR, vault.store, replace(settings, demonstration=not fictional))
    assert read_community(COORDINATOR, vault.store).demonstration is not fictional
