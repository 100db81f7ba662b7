"""Carte, « Paires »: its answer first, a picture with its table, names for who runs drills only."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from app.access.actor import Role
from app.services.keeping.kept_answers import forget_all
from app.store.current import use
from app.store.database import Store
from tests.services.a_coverage import a_coverage
from tests.ui.screens.a_page import said
from tests.ui.screens.a_role import signs_in
from tests.ui.screens.test_roles import everything


@pytest.fixture
def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    """Five communes in a row, six nurses who relieve each other."""
    store = a_coverage(tmp_path, monkeypatch)
    use(store)
    yield store
    use(None)


def _panel() -> None:
    from app.ui.panels import coverage_pairs

    coverage_pairs.show()


def on_the_panel() -> AppTest:
    page = AppTest.from_function(_panel, default_timeout=30)
    page.query_params["demi-journee"] = "2026-11-26-morning"
    return page.run()


def test_the_worst_pair_comes_first(world: Store) -> None:
    """In the title, then a picture, then the same as a table."""
    page = on_the_panel()
    assert not page.exception
    title = page.title[0].value.replace("\\", "").replace("\xa0", " ")
    assert title.startswith(
        "Perdre à la fois « Pharmacie fictive, Commune B » et « Prénom0 NOM, infirmière, Commune A »"
    )
    assert [one.label for one in page.expander if one.label == "La même chose en tableau"]
    assert len(page.table) == 1


def test_who_only_reads_finds_no_name(world: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Roles and communes, and it says why."""
    forget_all()
    signs_in(monkeypatch, world, Role.READING)
    page = on_the_panel()
    assert not page.exception
    assert "NOM" not in everything(page)
    assert "Par métier et commune : votre rôle ne lit pas les noms." in said(page)
