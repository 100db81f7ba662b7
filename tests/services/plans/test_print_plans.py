"""Plans and cards on paper, from the folder to the page."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.core.errors import NotFound
from app.services.keeping.set_up_community import set_up_community
from app.services.plans.print_plans import print_card, print_cards, print_plan
from app.services.plans.read_plans import read_plans
from app.store.community import Community
from app.store.database import Store
from tests.builders import COORDINATOR, READER, a_store
from tests.documents.printed import assert_tagged, assert_tidy, facts_of, pages_of, text_of


@pytest.fixture
def store(tmp_path: Path) -> Store:
    opened = a_store(tmp_path)
    set_up_community(COORDINATOR, opened, Community(name="CPTS d’Auray", demonstration=True))
    return opened


def test_a_plan_is_printed_whole(store: Store) -> None:
    """Every action, need, place, text and code of it; who triggers ORSAN; which dates are to be checked."""
    shelf = read_plans(READER, store)
    sheet = shelf.sheet("typologie_4")
    printed = print_plan(READER, store, "typologie_4")
    said = " ".join(text_of(printed).split())
    assert_tagged(printed, f"DÉMONSTRATION · {sheet.title}")
    assert_tidy(printed)
    for text in ("ne déclenche jamais ORSAN", "à valider par le référent médical", "(à vérifier)", "CPTS d’Auray", "Au-delà de 24 h", "NRC"):  # fmt: skip
        assert text in said
    assert [one for one in sheet.triggers + sheet.end_criteria if one.split()[0] not in said] == []
    assert [one.label for one in sheet.needs + sheet.sites + sheet.equipment if one.label.split()[0] not in said] == []


def test_each_card_of_the_library_holds_on_its_page(store: Store) -> None:
    """As many pages as cards, each page 1/1, the medical ones waiting for the medical lead; nobody's type is too small."""
    printed = print_cards(READER, store)
    pages, cards = pages_of(printed), list(read_plans(READER, store).cards.values())
    assert len(pages) == len(cards)
    for page, card in zip(pages, cards, strict=True):
        flat = " ".join(page.split())
        assert ("page 1/1" in flat, "ne déclenche jamais ORSAN" in flat) == (True, True)
        assert ("Contenu médical" in flat) is card.medical, card.slug
    assert_tagged(printed, "DÉMONSTRATION · Fiches réflexes")


def test_one_card_is_its_page(store: Store) -> None:
    """Titled by its name."""
    printed = print_card(READER, store, "ouvrir_la_cellule")
    assert facts_of(printed)["Pages"] == "1"
    assert_tagged(printed, "DÉMONSTRATION · Ouvrir la cellule de crise")
    assert print_card(READER, store, "ouvrir_la_cellule") == printed


def test_what_is_not_in_the_library_is_said(store: Store) -> None:
    """A link kept too long."""
    for make in (print_plan, print_card):
        with pytest.raises(NotFound):
            make(READER, store, "nulle_part")
