"""Tests of app/ui/panels/data_bag.py: what Données says of the crisis bag, and the bag made by its button."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from app.access.actor import Actor, Role
from app.services.crisis_bag.pack_crisis_bag import pack_crisis_bag
from app.services.crisis_bag.read_crisis_bag import BagView
from app.services.crisis_bag.set_up_crisis_bag import set_up_crisis_bag
from app.store import crisis_bags
from app.store.crisis_bags import BagSettings
from app.store.current import use
from app.store.database import Store
from app.ui.views import data_bag as view
from tests.builders import COORDINATOR, THURSDAY, a_person, a_store, some_people
from tests.ui.screens.a_page import press, said

ADMIN = Actor("admin", "Administration", Role.ADMINISTRATION)
SCRIPT = "from app.ui.panels import data_bag\ndata_bag.show()"


@pytest.fixture
def stick(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder elsewhere on the machine."""
    found = tmp_path_factory.mktemp("media") / "cle"
    found.mkdir()
    return found


def a_panel() -> AppTest:
    return AppTest.from_string(SCRIPT, default_timeout=30).run()


def heading(page: AppTest) -> str:
    return page.header[0].value.replace("\xa0", " ").replace("\\", "")


def test_a_folder_without_bag_says_what_that_costs_and_packs_at_a_button(store: Store) -> None:
    """Then its age, whose data it holds, and two ways to take it away."""
    some_people(store, a_person("Zoé"))
    page = a_panel()
    assert heading(page).startswith("Aucune valise encore")
    assert [one.label for one in page.button if "valise" in one.label] == ["Faire la valise maintenant"]
    page = press(page, "Faire la valise maintenant")
    assert not page.exception
    assert heading(page) == "Dernière valise : il y a moins d’une heure, jeudi 26 novembre à 17 h."
    assert "les coordonnées de tout l’effectif" in said(page)
    assert len(crisis_bags.bags(crisis_bags.home(store.folder))) == 1


def test_nothing_to_pack_is_one_sentence(store: Store) -> None:
    """In the panel, not a fault."""
    page = press(a_panel(), "Faire la valise maintenant")
    assert not page.exception
    assert "Rien à mettre dans la valise" in said(page)


def test_an_old_bag_and_a_stick_that_is_out_are_said(store: Store, stick: Path) -> None:
    """What to do stands beside."""
    some_people(store, a_person("Zoé"))
    set_up_crisis_bag(ADMIN, store, second_folder=str(stick), kept_days=2)
    pack_crisis_bag(COORDINATOR, store)
    assert "Le second dossier a la même valise." in said(a_panel())
    stick.rename(stick.with_name("tiroir"))
    use(a_store(store.folder.path, THURSDAY + timedelta(days=3)))
    page = a_panel()
    assert "branchez la clé" in said(page)
    assert "Elle aurait dû être refaite depuis" in said(page)


def test_a_second_folder_is_named_by_the_administration(store: Store, stick: Path) -> None:
    """A path that does not fit is told and nothing is written; a good one is kept."""
    page = a_panel()
    page.text_input[0].input("/nulle/part")
    page = press(page, "Enregistrer")
    assert "Second dossier : /nulle/part n’existe pas" in said(page)
    page = a_panel()
    page.text_input[0].input(str(store.folder.content))
    page = press(page, "Enregistrer")
    assert "Second dossier : choisissez-le hors du dossier de données" in said(page)
    page = a_panel()
    page.text_input[0].input(str(stick))
    press(page, "Enregistrer")
    with store.reading() as conn:
        assert crisis_bags.read_settings(conn) == BagSettings(second_folder=str(stick))


def test_the_second_folder_in_words() -> None:
    """Not set, out, behind, and the same."""
    bag = BagView(now=THURSDAY, settings=BagSettings(), at=THURSDAY, files=(), kept=1, second_at=None, second_is_there=False, folder="/d")  # fmt: skip
    set_ = replace(bag, settings=BagSettings(second_folder="/media"))
    there = replace(set_, second_is_there=True)
    said_of = [
        (view.second(one), view.second_is_late(one))
        for one in (bag, set_, there, replace(there, second_at=THURSDAY))
    ]  # fmt: skip
    assert [late for _words, late in said_of] == [False, True, True, False]
    assert [words.split(" ")[0:4] for words, _late in said_of[2:]] == [
        ["Le", "second", "dossier", "n’a"],
        ["Le", "second", "dossier", "a"],
    ]
    assert said_of[0][0] == ""
    assert view.kept(replace(bag, kept=2)).replace("\xa0", " ") == "2 copies gardées, 7 jours au plus, dans /d."
