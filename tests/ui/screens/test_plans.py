"""The Plans screen: a plan chosen, its chapters, its cards opened in place, a search."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from app.library import Library
from app.store.database import Store
from tests.ui.screens.a_page import UI, press, said

CELL = "Ouvrir la cellule de crise"


def opened(**query: str) -> AppTest:
    page = AppTest.from_file(UI / "screens" / "plans.py", default_timeout=30)
    for name, value in query.items():
        page.query_params[name] = value
    page.run()
    assert not page.exception
    return page


def query(page: AppTest) -> dict[str, object]:
    """The address, each parameter's only value."""
    return {name: value[0] if isinstance(value, list) else value for name, value in page.query_params.items()}


def test_the_first_plan_opens_on_what_is_to_do(store: Store) -> None:
    """Sentence first, then the first hour, function after function, and who triggers ORSAN."""
    page = opened()
    assert page.title[0].value.startswith("Première heure")
    text = said(page)
    assert "Rappeler qui a prévenu" in text
    assert [one.value for one in page.header] == ["Première heure", "De 1 h à 6 h", "De 6 h à 24 h", "Au-delà de 24 h"]  # fmt: skip
    assert "ne déclenche jamais ORSAN" in text
    assert "à valider par le référent médical" in text


def test_choosing_a_plan_is_in_the_address(store: Store) -> None:
    """The card that was open is closed."""
    page = opened(fiche="ouvrir_la_cellule", chapitre="actions")
    page.selectbox(key="plan_choice").set_value("cybersecurite").run()
    assert query(page)["plan"] == "cybersecurite"
    assert "fiche" not in query(page)
    assert "Cybersécurité" in said(page)
    assert "Cybersécurité" in said(opened(plan="cybersecurite"))


def test_one_function_reads_its_own_actions(store: Store) -> None:
    """By its code in the address."""
    page = opened()
    page.selectbox(key="plan_function").set_value("logistics").run()
    assert query(page)["fonction"] == "logistics"
    assert "Rappeler qui a prévenu" not in said(page)
    assert "Vérifier que les structures de ville" in said(page)


@pytest.mark.parametrize(
    ("panel", "words"),
    [
        ("but", ("Un événement fait d’un coup", "Brutale", "Ouvrir la cellule en moins de", "Un autocar")),
        ("besoins", ("Infirmiers pour reprendre les sorties", "infirmier · Domiciles", "20 patients", "1 par sous-zone")),
        ("messages", ("Restez joignables", "lève l’alerte")),
        ("textes", ("Code de la santé publique, L. 3131-7** · 18 mars 2020 · à vérifier", "ORSAN 2014** · AMAVI, Accueil")),
    ],
)  # fmt: skip
def test_each_chapter_says_its_matter(store: Store, panel: str, words: tuple[str, ...]) -> None:
    """The address carries the chapter."""
    text = said(opened(chapitre=panel))
    assert [one for one in words if one not in text] == []


def test_a_card_opens_where_it_was_pressed_and_closes(store: Store) -> None:
    """Under that action alone, though two actions name it; the address carries it."""
    page = opened()
    second = [one for one in page.button if one.label == CELL][1]
    second.click().run()
    assert query(page)["fiche"] == "ouvrir_la_cellule"
    assert said(page).count("Quand la prendre") == 1
    assert "Noter l’heure, le nom" in said(page)
    next(one for one in page.button if one.key == second.key).click().run()
    assert "fiche" not in query(page)
    assert "Quand la prendre" not in said(page)


def test_a_shared_card_is_seen_first(store: Store) -> None:
    """With the plan it stands in; medical content says that it waits; beside another plan it is shown too."""
    page = opened(fiche="grand_froid")
    assert "Typologie 2" in said(page)
    assert "médical, à valider par le référent médical" in said(page)
    title = Library().plans.cards["grand_froid"].title
    assert page.button[0].label == title
    assert opened(plan="cybersecurite", fiche="grand_froid").button[0].label == title


def test_a_search_looks_through_every_card(store: Store) -> None:
    """Whatever the plan; nothing found says what to try."""
    page = opened(plan="cybersecurite", chapitre="fiches")
    page.text_input(key="chercher").set_value("grand froid").run()
    assert "fiche" in said(page)
    press(page, Library().plans.cards["grand_froid"].title)
    assert "Quand la prendre" in said(page)
    page.text_input(key="chercher").set_value("zzzz").run()
    assert "Aucune fiche ne contient ces mots" in said(page)


def test_a_plan_that_does_not_read_is_told_and_the_shipped_ones_are_shown(store: Store) -> None:
    """The file is named."""
    folder = store.folder.content / "plans" / "typologie_1"
    folder.mkdir(parents=True)
    (folder / "plan.yaml").write_text("title: x\n")
    page = opened()
    assert "plans/typologie_1/plan.yaml" in said(page)
    assert "Rappeler qui a prévenu" in said(page)
