"""Rapport: which report, its parts, its files under names that say EXERCICE, what is still to write."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from app.access.actor import Role
from app.exercise.retex import RetexKind
from app.services.exercise.build_retex import RetexFormat
from app.store import exercises
from app.store.current import use
from app.store.database import Store
from app.ui.views.review_report import file_name
from tests.services.a_reviewed_exercise import reviewed
from tests.services.a_territory import a_territory
from tests.ui.screens.a_page import said
from tests.ui.screens.a_role import signs_in, the_product


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """An exercise played and judged."""
    made = a_territory(tmp_path)
    reviewed(made)
    use(made)
    yield made
    use(None)


def report(monkeypatch: pytest.MonkeyPatch, store: Store, role: Role = Role.COORDINATION, **query: str) -> AppTest:
    signs_in(monkeypatch, store, role)
    page = the_product("review", exercice="e1", volet="rapport", **query)
    assert not page.exception
    return page


def downloads(page: AppTest) -> list[str]:
    return [str(getattr(one, "label", "")) for one in page.get("download_button")]


@pytest.mark.parametrize("role", [Role.COORDINATION, Role.READING])
def test_the_cold_report_is_offered_in_three_files(monkeypatch: pytest.MonkeyPatch, store: Store, role: Role) -> None:
    page = report(monkeypatch, store, role, rapport="cold")
    assert downloads(page) == ["Télécharger le rapport (PDF)", "Word (DOCX)", "Page HTML"]
    assert "Personne n’y est nommé" in said(page)


def test_the_hot_report_is_one_file_and_has_no_parts_to_choose(monkeypatch: pytest.MonkeyPatch, store: Store) -> None:
    page = report(monkeypatch, store, rapport="hot")
    assert downloads(page) == ["Télécharger la page (PDF)"]
    assert [one.label for one in page.main.expander if one.label != "Lire le guide"] == []


def test_parts_that_hold_nothing_are_said_before_it_is_made(monkeypatch: pytest.MonkeyPatch, store: Store) -> None:
    """And the button leads to where they are written."""
    page = report(monkeypatch, store, rapport="cold")
    assert "5 parties n’ont encore rien à dire" in said(page)
    page = next(one for one in page.button if one.label == "Rédiger ce qui manque").click().run()
    assert "rediger" in page.query_params["volet"]


def test_a_file_says_in_its_name_that_it_was_played(store: Store) -> None:
    with store.reading() as conn:
        held = exercises.find(conn, "e1")
    assert held is not None
    assert file_name(held, RetexKind.COLD, RetexFormat.DOCX) == "EXERCICE-retex-froid-1.docx"
