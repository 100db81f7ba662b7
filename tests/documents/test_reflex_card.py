"""Reflex cards on paper: one page each, as large as it can be."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.documents.reflex_card import PlanCard, reflex_cards
from tests.documents.printed import assert_tagged, assert_tidy, pages_of, text_of, words_of
from tests.documents.samples import ENDLESS_NAME, EXERCISE, IMPRINT

CARD = PlanCard(
    community="CPTS d’Auray", title="Ouvrir la cellule", plan="Typologie 1", owner="Pilotage", when="Une autorité appelle.",
    contacts=("SAMU", "Préfecture"), equipment=("Téléphone",), steps=("Noter l’heure.", "Rappeler.", "Prévenir."),
    do_not=("Confirmer à la presse.",), trace=("L’heure.",), references=("Code A, L. 1",), reviewed="2 novembre 2026", is_medical=False,
)  # fmt: skip


def test_a_card_says_everything_on_one_page() -> None:
    """When, who, what in order, what not, whom to call, what to keep; and who triggers ORSAN."""
    printed = reflex_cards([CARD], IMPRINT)
    said = " ".join(text_of(printed).split())
    for text in (
        "Une autorité appelle.", "Pilotage", "1. Noter l’heure.", "Confirmer à la presse.", "1. SAMU", "2. Préfecture", "Téléphone", "L’heure.",
        "Typologie 1 · relue le 2 novembre 2026 · Code A, L. 1", "ne déclenche jamais ORSAN", "page 1/1",
    ):  # fmt: skip
        assert text in said, text
    assert "référent médical" not in said
    assert_tagged(printed, "Ouvrir la cellule")
    assert_tidy(printed)


def test_medical_content_waits_for_the_medical_lead() -> None:
    """It is said on the card itself."""
    said = " ".join(text_of(reflex_cards([replace(CARD, is_medical=True)], IMPRINT)).split())
    assert "Contenu médical à valider par le référent médical" in said


@pytest.mark.parametrize("steps", [3, 8, 12])
def test_the_type_shrinks_until_the_page_holds_it(steps: int) -> None:
    """Twelve steps of two hundred letters with eight contacts still stand on one page, in an exercise too."""
    full = replace(
        CARD,
        steps=("Écrire la demande en une phrase, dire de quelle heure à quelle heure, pour quoi faire, avec qui. " * 2,) * steps,
        contacts=("Délégation départementale de l’ARS",) * 8,
        equipment=(ENDLESS_NAME, *("Feuilles de main courante",) * 5),
    )  # fmt: skip
    printed = reflex_cards([full], EXERCISE)
    assert len(pages_of(printed)) == 1
    assert_tidy(printed)


def test_a_short_card_is_printed_larger_than_a_long_one() -> None:
    """To be read standing."""
    tall = [
        next(one.bottom - one.top for one in words_of(reflex_cards([card], IMPRINT)) if one.text == "Rappeler.")
        for card in (CARD, replace(CARD, steps=("Rappeler.", *("Prévenir la présidence et le référent. " * 5,) * 12)))
    ]
    assert tall[0] > tall[1]


def test_several_cards_are_a_page_each() -> None:
    """In one file, each counted for itself."""
    pages = pages_of(printed := reflex_cards([CARD, replace(CARD, title="Tenir la main courante")], EXERCISE))
    assert ["page 1/1" in page and "EXERCICE" in page for page in pages] == [True, True]
    assert_tagged(printed, "EXERCICE · DÉMONSTRATION · Fiches réflexes")
    assert_tidy(printed)
