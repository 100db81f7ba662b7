"""What the Plans screen says of a plan, and what its search finds."""

from __future__ import annotations

import pytest

from app.library import Library
from app.services.plans.plan_shelf import Cited, PlanShelf, shelf_of
from app.ui.views import plans as view


@pytest.fixture(scope="module")
def shelf() -> PlanShelf:
    return shelf_of(Library())


def test_the_first_sentence_is_the_first_hour(shelf: PlanShelf) -> None:
    """What is to do, for how many functions, and the people of the first delay."""
    said = view.sentence(shelf.sheet("typologie_1")).replace("\u00a0", " ")
    assert said == "Première heure : 8 actions pour 5 fonctions ; 4 personnes à réunir sous 1 h."
    assert view.contents(shelf) == "5 typologies, 9 dispositions transversales, 47 fiches réflexes."


def test_the_plan_shown_is_the_one_asked_for_else_the_card_s(shelf: PlanShelf) -> None:
    """A shared card opens with the plan it stands in; anything unknown opens the first plan."""
    assert view.chosen(shelf, "cybersecurite", "grand_froid") == "cybersecurite"
    assert view.chosen(shelf, "", "grand_froid") == "typologie_2"
    assert view.chosen(shelf, "inconnu", "inconnue") == "typologie_1"


def test_a_search_finds_words_without_accents_titles_first(shelf: PlanShelf) -> None:
    """Every word must be there; nothing typed finds nothing."""
    found = view.found(shelf, "  CHAINE froid ")
    assert found[0].slug == "rupture_de_chaine_du_froid"
    assert view.found(shelf, "chaine zzz") == ()
    assert view.found(shelf, " ") == ()
    titled = ["main courante" in one.title.lower() for one in view.found(shelf, "main courante")]
    assert titled == sorted(titled, reverse=True)
    assert len(set(titled)) == 2


def test_a_recalled_date_is_to_be_checked() -> None:
    """One that was read is not; a text that ended says when."""
    assert view.dated(Cited("A", "18 mars 2020", "x", False)) == "18 mars 2020 · à vérifier"
    assert view.dated(Cited("A", "7 janvier 2021", "x", True, "31 juillet 2022")) == (
        "7 janvier 2021 · en vigueur jusqu’au 31 juillet 2022"
    )


def test_a_card_opens_at_one_place_only() -> None:
    """Where it was pressed, else at the first place that names it, else nowhere."""
    places = (("a", "x"), ("b", "y"), ("c", "x"), ("d", None))
    assert view.place_of(places, "x", "c") == "c"
    assert view.place_of(places, "x", "b") == "a"
    assert view.place_of(places, "z", "a") == ""
