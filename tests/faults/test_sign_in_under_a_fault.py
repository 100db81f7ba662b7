"""Signing in on a machine that can't write: what strangers read names no path of the machine."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.store import database
from tests.abuse.a_world import a_world
from tests.web.a_browser import Browser
from tests.web.a_centre import Client


@pytest.mark.parametrize("path", ["/connexion", "/connexion/oubli"])
def test_no_path_of_the_machine_is_told_to_strangers(
    path: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """503 and the sentence of the other pages."""
    with a_world("semaine", tmp_path) as world:
        browser = Browser(Client(world.app, peer="2001:db8:1::1"))
        browser.open(path)
        monkeypatch.setattr(database, "PRAGMAS", (*database.PRAGMAS, "PRAGMA query_only=ON"))
        answer = browser.send(path, {"identifiant": "admin", "mot_de_passe": "quatre mots sans rapport"})
    assert (answer.status_code, str(tmp_path) in answer.text) == (503, False)
