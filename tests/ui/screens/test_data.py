"""Tests of app/ui/screens/data.py: what it says of copies, and the copy made by its button."""

from __future__ import annotations

from datetime import timedelta

from streamlit.testing.v1 import AppTest

from app.services.keeping.back_up import back_up
from app.store import backup_runs, backups
from app.store.backup_rules import Kind
from app.store.database import Store
from tests.builders import COORDINATOR, THURSDAY, a_store
from tests.ui.screens.a_page import UI, a_page, press, said


def test_a_folder_never_copied_says_what_that_costs_and_copies_at_a_button(store: Store) -> None:
    """The first sentence is the danger; pressing once makes a proven copy and the sentence changes."""
    page = a_page("data")
    assert "tout est perdu" in page.title[0].value
    page = press(page, "Sauvegarder maintenant")
    assert not page.exception
    assert "il y a moins d’une heure" in page.title[0].value
    assert [one.kind for one in backups.copies(store.folder.backups)] == [Kind.BY_HAND]
    row = [str(cell).replace("\\", "") for cell in page.table[0].value.to_numpy()[0]]
    assert (row[0], row[1], row[3].startswith("prouvée")) == ("26 novembre 2026 à 17 h", "à la main", True)
    assert f"--data {store.folder.path}" in page.code[0].value


def test_what_went_wrong_is_said_first_and_an_old_copy_is_called_too_old(store: Store) -> None:
    """A full disk since three days: the reason in words, and no promise."""
    early = a_store(store.folder.path, THURSDAY - timedelta(days=3))
    back_up(COORDINATOR, early)
    with store.transaction() as conn:
        trouble = ("Le disque qui porte {path} est plein.", {"path": "/donnees"})
        backup_runs.add_failed(conn, Kind.NIGHTLY, THURSDAY - timedelta(hours=14), trouble)
    page = a_page("data")
    assert "il y a 3 jours" in page.title[0].value
    assert "C’est trop ancien" in page.title[0].value
    assert "Le disque qui porte /donnees est plein." in said(page)


def test_a_copy_made_now_is_the_one_that_is_downloaded(store: Store) -> None:
    """An older copy was chosen: after the button the new one is, in the choice and in the command that restores it."""
    early = a_store(store.folder.path, THURSDAY - timedelta(days=1))
    old = back_up(COORDINATOR, early).path.name
    page = a_page("data")
    page.selectbox(key="backup_chosen").set_value(old)
    page.run()
    page = press(page, "Sauvegarder maintenant")
    new = backups.copies(store.folder.backups)[-1].name
    assert new != old
    assert page.selectbox(key="backup_chosen").value == new
    assert new in page.code[0].value
    assert page.selectbox(key="backup_chosen").options[0].endswith(", à la main")
    assert [one.key for one in page.get("download_button") if "backup" in str(one.key)] == [f"backup_download_{new}"]
    assert "demandez à qui a installé Relève" in said(page)


def test_the_rotation_is_told_with_its_consequence(store: Store) -> None:
    """What is kept how long, and that an erased person stays in copies until then."""
    back_up(COORDINATOR, store)
    text = said(a_page("data"))
    assert "7 derniers jours, des 5 dernières semaines et des 12 derniers mois" in text
    assert "effacée reste dans ces copies" in text


def test_the_address_carries_the_panel(store: Store) -> None:
    """A link to a panel opens it, one that names none opens the copies, and each panel draws without a fault."""
    for panel in ("sauvegardes", "droits", "cles", "valise", "autre"):
        page = AppTest.from_file(UI / "screens" / "data.py", default_timeout=30)
        page.query_params["volet"] = panel
        page.run()
        assert not page.exception
        assert page.session_state["volet"] == (panel if panel != "autre" else "sauvegardes")
        backups_shown = "backup_now" in [one.key for one in page.button]
        assert backups_shown is (panel in ("sauvegardes", "autre"))
