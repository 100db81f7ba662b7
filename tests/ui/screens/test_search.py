"""Recherche as a screen: how to search, what is found, and that each place named leads where it says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from app.access.actor import Actor, Role
from app.services.home.search import KINDS
from app.services.home.search_found import Hit, Kind
from app.store.current import use
from app.store.database import Store
from app.ui.places import SECTIONS
from app.ui.views import search as view
from app.ui.views.search_places import SPOTS, places_found
from app.words.sought import sought
from tests.builders import a_person, a_store, some_people
from tests.ui.screens.a_page import UI, said
from tests.ui.screens.a_role import signs_in, the_product


@pytest.fixture
def store(tmp_path: Path) -> Store:
    store = a_store(tmp_path)
    some_people(store, a_person("Odile", family_name="ZIBELINE"))
    use(store)
    return store


def searched(**query: str) -> AppTest:
    page = the_product("search", **query)
    assert not page.exception
    return page


def head(page: AppTest) -> str:
    return page.title[0].value.replace("\\", "").replace("\xa0", " ")


def test_nothing_typed_says_how_to_search(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Only what the role may look for is told."""
    signs_in(monkeypatch, store, Role.READING)
    page = searched()
    assert head(page) == "Que cherchez-vous ?"
    assert "une fiche réflexe" in said(page)
    assert "une personne" not in said(page)


def test_what_is_found_is_counted_and_typed_again(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """The address carries the words; a new word is another address."""
    signs_in(monkeypatch, store, Role.COORDINATION)
    page = searched(q="zibel")
    assert head(page) == "« zibel » : 1 personne."
    page.text_input(key="search_words").set_value("rien de tel nulle part").run()
    assert page.query_params["q"] in ("rien de tel nulle part", ["rien de tel nulle part"])
    assert head(page) == "Rien ne répond à « rien de tel nulle part »."


def test_each_place_is_a_panel_that_exists() -> None:
    """A panel renamed in its screen fails here: its code stands in the screen, its panels or its view."""
    files = {place.file for _section, places in SECTIONS for place in places}
    code = "".join(path.read_text(encoding="utf-8") for path in UI.rglob("*.py") if path.name != "search_places.py")
    for spot in SPOTS:
        assert spot.page in files
        for value in spot.query.values():
            assert re.search(rf'"{value}"', code), (spot.what, value)


def test_settings_are_found_by_who_opens_them() -> None:
    """« où se règlent les mots de passe » leads the administration there, and nobody else."""
    looked = sought("où se règlent les mots de passe ?")
    found = {role: [one.page for one in places_found(Actor("x", "X", role), looked)] for role in Role}
    assert {role for role, pages in found.items() if "accounts" in pages} == {Role.ADMINISTRATION}


def test_every_kind_has_its_words_and_its_way() -> None:
    """A kind added to the search without its name, example or address fails here."""
    files = {place.file for _section, places in SECTIONS for place in places}
    way = {"centre": "c", "week": "2026-11-30", "session": "s", "seat": "p", "today": "", "stage": "ended", "words": "12 eau", "event": ""}  # fmt: skip
    actor = Actor("x", "X", Role.COORDINATION)
    for kind in KINDS:
        assert view.way(kind, Hit("id", "titre", way=way), actor)[0] in files
        assert view.counted(kind, 2).startswith("2 ")
        assert kind in view.NAMES
        assert kind in view.EXAMPLES
        assert kind in view.ICONS
    assert view.way(Kind.SEAT, Hit("id", "titre", way={**way, "today": "1"}), actor) == ("day", {"seance": "s"})
