"""The Establishments place of the Plans screen: what waits first, one agreement written, one establishment added."""

from __future__ import annotations

from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from app.access.actor import Role
from app.services.plans.agree_articulation import agree_articulation, start_articulations
from app.services.plans.read_structures import read_structures
from app.store.database import Store
from tests.builders import COORDINATOR
from tests.services.a_territory import ANOTHER, CARE_HOME, HOSPITAL, PHARMACY, some_sites
from tests.ui.screens.a_page import UI, press, said
from tests.ui.screens.a_role import signs_in


@pytest.fixture
def sites(store: Store) -> Store:
    """A hospital, a care home, a pharmacy."""
    some_sites(store, HOSPITAL, CARE_HOME, PHARMACY)
    return store


def opened(**query: str) -> AppTest:
    page = AppTest.from_file(UI / "screens" / "plans.py", default_timeout=30)
    for name, value in {"volet": "etablissements", **query}.items():
        page.query_params[name] = value
    page.run()
    assert not page.exception
    return page


def test_an_empty_list_invites_to_import_or_add(store: Store) -> None:
    """One added by hand is then chosen."""
    page = opened()
    assert page.title[0].value == "Aucun établissement n’est connu."
    page.text_input[0].set_value("SSIAD fictif")
    page = press(page, "Ajouter")
    assert [one.site.name for one in read_structures(COORDINATOR, store).structures] == ["SSIAD fictif"]
    assert "SSIAD fictif" in [one.value for one in page.header]


def test_what_is_expected_and_misses_comes_first(sites: Store) -> None:
    """Started in one press, each still waits for its convention."""
    page = opened()
    assert page.title[0].value == "2 établissements attendent une articulation complète."
    page = press(page, "Commencer par les textes usuels")
    assert "manque : la convention, la date de signature" in said(page)
    assert "facultatif" not in said(page)


def test_an_agreement_is_written_with_its_convention(sites: Store) -> None:
    """The hospital of the address; its number is there to dial."""
    start_articulations(COORDINATOR, sites)
    page = opened(etablissement=HOSPITAL.id)
    assert "01 99 00 30 01" in said(page)
    next(one for one in page.text_input if one.label == "Convention").set_value("Convention 12")
    page.date_input[0].set_value(date(2026, 5, 4))
    next(one for one in page.checkbox if one.label == "Plan blanc connu de nous").set_value(True)
    page = press(page, "Enregistrer l’articulation")
    found = read_structures(COORDINATOR, sites).find(HOSPITAL.id)
    assert found is not None
    assert found.articulation is not None
    assert (found.is_settled, found.articulation.convention, found.articulation.white_plan) == (
        True,
        "Convention 12",
        True,
    )
    assert "articulé" in said(page)


def test_the_second_to_write_is_told_and_keeps_what_they_typed(sites: Store) -> None:
    """The other's field stays."""
    start_articulations(COORDINATOR, sites)
    page = opened(etablissement=HOSPITAL.id)
    next(one for one in page.text_input if one.label == "Convention").set_value("La mienne")
    held = read_structures(ANOTHER, sites).find(HOSPITAL.id)
    assert held is not None
    assert held.articulation is not None
    agree_articulation(ANOTHER, sites, type(held.articulation)(**{
        **{name: getattr(held.articulation, name) for name in held.articulation.__dataclass_fields__}, "we_call": "Le SAMU",
    }))  # fmt: skip
    page = press(page, "Enregistrer l’articulation")
    assert "Entre-temps" in said(page)
    press(page, "Enregistrer l’articulation")
    found = read_structures(COORDINATOR, sites).find(HOSPITAL.id)
    assert found is not None
    assert found.articulation is not None
    assert (found.articulation.we_call, found.articulation.convention) == ("Le SAMU", "La mienne")


def test_who_only_reads_has_the_texts_and_no_number(sites: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """An observer sees who calls whom, as functions."""
    start_articulations(COORDINATOR, sites)
    signs_in(monkeypatch, sites, Role.OBSERVER)
    page = opened(etablissement=HOSPITAL.id)
    assert [one.label for one in page.button] == []
    assert "directeur de garde" in said(page)
    assert "01 99 00 30 01" not in said(page)
