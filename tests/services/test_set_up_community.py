"""Tests of app/services/set_up_community.py: who may say whose folder this is, and who how one signs in."""

from dataclasses import replace
from pathlib import Path

import pytest

from app.access.actor import COMMAND_LINE
from app.core.errors import NotAllowed
from app.services.set_up_community import SIGNING_IN, read_community, set_up_community
from app.store import journal
from app.store.community import Community
from tests.builders import COORDINATOR, a_store

OTHERWISE = {"login_idle_hours": 24, "login_days": 90, "administration_totp": True, "demonstration_accounts": True}


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
