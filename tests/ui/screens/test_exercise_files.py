"""Préparation › Fichiers and Importer: what can be taken away, a chronogramme brought in, by whom."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from app.access.actor import Role
from app.store.database import Store
from app.ui.parts import upload
from tests.exercise.a_chronogramme import a_workbook
from tests.services.a_prepared_exercise import a_prepared_exercise, injects, with_people
from tests.ui.screens.a_page import press, said
from tests.ui.screens.a_role import signs_in

SCREEN = Path(__file__).parents[3] / "app" / "ui" / "screens" / "exercises.py"
ROWS = [
    ["T+", "De", "À", "Canal", "Message", "Couleur"],
    ["0:05", "ARS", "Cellule", "mail", "Premier message.", "x"],
    ["", "ARS", "Cellule", "mail", "Sans heure.", ""],
]


@pytest.fixture
def prepared(store: Store) -> str:
    found = a_prepared_exercise(store)
    with_people(store, found)
    return found


def page(id: str, panel: str) -> AppTest:
    found = AppTest.from_file(str(SCREEN), default_timeout=30)
    found.query_params["exercice"], found.query_params["volet"] = id, panel
    found.run()
    assert not found.exception
    return found


def given(monkeypatch: pytest.MonkeyPatch, content: bytes) -> None:
    """The file lies in the drop zone until an import empties it."""
    monkeypatch.setattr(
        upload, "show", lambda kinds, *, key, types: ("chronogramme", content) if key.endswith("_0") else None
    )


def test_everything_that_can_be_taken_away_is_there(prepared: str) -> None:
    """Four kits, one player's alone, links, three forms of the chronogramme, invitation, bundle."""
    found = page(prepared, "fichiers")
    labels = [one.proto.label for one in found.get("download_button")]
    assert labels == [
        "Livret de l’animation", "Livrets des joueurs", "Livret des observateurs", "Chronogramme papier",
        "Imprimer ce livret", "Liens des participants, à découper (QR)", "Excel", "CSV", "PDF", "Rendez-vous (ICS)",
        "Préparer le dossier (ZIP)",
    ]  # fmt: skip


def test_a_file_is_previewed_mended_on_the_spot_and_imported_once(
    store: Store, prepared: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The line without a time asks for it; nothing is written before the button."""
    given(monkeypatch, a_workbook(ROWS))
    before = len(injects(store, prepared))
    found = page(prepared, "importer")
    text = said(found)
    assert ("2 lignes trouvées" in text, "feuille" in text.lower(), "Couleur" in text) == (True, True, True)
    assert [one.label for one in found.text_input if one.label.startswith("Ligne")] == ["Ligne 3"]
    next(one for one in found.text_input if one.label == "Ligne 3").set_value("T+20").run()
    assert len(injects(store, prepared)) == before
    press(found, "Importer 2 lignes")
    assert not found.exception
    assert [(one.minutes, one.text) for one in injects(store, prepared) if one.number > before] == [
        (5, "Premier message."), (20, "Sans heure."),
    ]  # fmt: skip


def test_columns_that_lack_are_pointed_out_by_hand(
    store: Store, prepared: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A column chosen, a value for the whole file typed: the preview comes."""
    given(monkeypatch, a_workbook([["T+", "Texto", "À", "Message"], [5, "ARS", "Cellule", "Premier message."]]))
    found = page(prepared, "importer")
    assert "Il manque : De ; Canal." in said(found)
    next(one for one in found.selectbox if one.label == "De").select(1).run()
    next(one for one in found.text_input if one.label == "Canal, pour toutes les lignes").set_value("papier").run()
    press(found, "Importer 1 ligne")
    added = injects(store, prepared)
    assert ("ARS", "papier") in [(one.sender, one.channel) for one in added]


def test_a_file_that_is_no_chronogramme_is_told(prepared: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """In a sentence, on the page."""
    given(monkeypatch, b"%PDF-1.4")
    assert "C’est un PDF" in said(page(prepared, "importer"))


def test_an_exercise_that_has_begun_takes_no_file(store: Store, prepared: str) -> None:
    """Papers stay; nothing can be dropped."""
    with store.transaction() as conn:
        conn.execute("UPDATE exercise SET state = 'paused'")
    assert page(prepared, "fichiers").get("download_button") != []
    assert "fichier à importer" not in said(page(prepared, "importer")).lower()


def test_whoever_only_reads_sees_neither(store: Store, prepared: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is to come is for the animation."""
    signs_in(monkeypatch, store, Role.READING)
    for panel in ("fichiers", "importer"):
        found = page(prepared, panel)
        assert [one.proto.label for one in found.get("download_button") if "Livret" in one.proto.label] == []
