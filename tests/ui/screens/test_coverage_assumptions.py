"""« Hypothèses » of the Carte: what is assumed is said, a road is corrected and given back, tables are edited, readers read."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from app.access.actor import Role
from app.services.coverage.read_assumptions import read_assumptions
from app.services.keeping.set_up_community import set_up_community
from app.services.world.override_roads import override_road
from app.store.community import Community
from app.store.database import Store
from tests.builders import COORDINATOR
from tests.services.a_territory import CELL
from tests.ui.screens.a_page import a_page, press, said
from tests.ui.screens.a_role import signs_in

PENTHIEVRE = "56168-56234"


def page_of(panel: str, territory: str = "auray", *, store: Store) -> AppTest:
    set_up_community(COORDINATOR, store, Community(name="CPTS fictive", territory=territory))
    return a_page("coverage", volet="hypotheses", coverage_hypothese=panel)


def choose(page: AppTest, road: str = PENTHIEVRE) -> AppTest:
    return page.selectbox(key="coverage_road").select(road).run()


def test_what_is_assumed_is_said_first(store: Store) -> None:
    """How many hypotheses nobody checked, then the sentences of the world."""
    page = page_of("resume", store=store)
    assert not page.exception
    assert "69 hypothèses sur 69 restent à vérifier ; aucune route n’est corrigée." in said(page)
    assert "Besoins : aucun registre ne se lit ici" in said(page)
    assert "8 communes voisines portent des besoins estimés" in said(page)


def test_a_road_is_corrected_with_its_reason_then_given_back(store: Store) -> None:
    """Without a reason nothing is written; with one the headline and the table say it; « Rétablir » takes it back."""
    page = choose(page_of("trajets", store=store))
    page.number_input[0].set_value(25)
    press(page, "Enregistrer")
    assert "Dites pourquoi cette route prend un autre temps" in said(page)
    assert read_assumptions(COORDINATOR, store).overridden == ()
    page.text_input[0].set_value("mesuré un samedi")
    press(page, "Enregistrer")
    assert "1 route sur 53 est corrigée" in said(page)
    assert list(page.dataframe[0].value.iloc[0][["Temps retenu", "Pourquoi"]]) == [
        "25 min", "mesuré un samedi (26 novembre 2026)",
    ]  # fmt: skip
    press(page, "Rétablir le temps estimé")
    assert "aucune route n’est corrigée" in said(page)


def test_a_closed_road_says_so(store: Store) -> None:
    """Nobody passes: « fermée » stands in the table, first."""
    page = choose(page_of("trajets", store=store))
    page.checkbox[0].check()
    page.text_input[0].set_value("sous l’eau")
    press(page, "Enregistrer")
    assert page.dataframe[0].value.iloc[0]["Temps retenu"] == "fermée"


def test_whoever_comes_second_is_told_and_loses_nothing(store: Store) -> None:
    """The cell wrote while the form was open: what was typed is laid over what stands now."""
    page = choose(page_of("trajets", store=store))
    page.number_input[0].set_value(25)
    page.text_input[0].set_value("mesuré un samedi")
    override_road(CELL, store, PENTHIEVRE, 40, "travaux", 0)
    press(page, "Enregistrer")
    assert [one.minutes for one in read_assumptions(COORDINATOR, store).overridden] == [40]
    assert len(page.warning) == 1
    assert (page.number_input[0].value, page.text_input[0].value) == (25, "mesuré un samedi")


@pytest.mark.parametrize(
    ("panel", "word"),
    [
        ("coverage_skills", "Médecine générale"),
        ("coverage_supply", "pharmacien"),
        ("duty_supply", "Médecin de garde, Belle-Île"),
        ("transport_supply", "Ambulances de Belle-Île"),
    ],
)
def test_each_table_is_read_and_offered_to_who_edits_rules(store: Store, panel: str, word: str) -> None:
    """Its rows in words, and one's own rows behind a fold."""
    page = page_of(panel, store=store)
    assert not page.exception
    assert word in page.dataframe[0].value.to_string()
    assert "Corriger ou ajouter des lignes" in [one.label for one in page.expander]


def test_whoever_reads_only_is_offered_no_correction(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """An observer reads the roads and who may correct them."""
    set_up_community(COORDINATOR, store, Community(name="CPTS fictive", territory="auray"))
    signs_in(monkeypatch, store, Role.OBSERVER)
    page = a_page("coverage", volet="hypotheses", coverage_hypothese="trajets")
    assert not page.exception
    assert "Corriger un trajet ne se fait pas depuis votre rôle." in said(page)
    assert [one for one in page.selectbox if one.key == "coverage_road"] == []


def test_a_territory_without_roads_says_what_that_means(store: Store) -> None:
    """Ploërmel: each commune counts on itself alone."""
    page = page_of("trajets", "ploermel", store=store)
    assert not page.exception
    assert "chaque commune ne compte que sur elle-même" in said(page)
