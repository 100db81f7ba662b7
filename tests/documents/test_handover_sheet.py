"""The handover sheet for the next lead."""

from __future__ import annotations

from dataclasses import replace

from app.documents.handover_sheet import (
    HandoverIncident,
    HandoverSheet,
    OpenPoint,
    SharpsContainer,
    StockItem,
    handover_sheets,
)
from app.documents.imprint import Contact
from app.words import use_language
from tests.documents.printed import assert_tagged, assert_tidy, facts_of, pages_of, text_of, words_of
from tests.documents.samples import BANDS, ENDLESS_NAME, EXERCISE, FOOT, IMPRINT, LEAD, LONG_NAME, PHYSICIAN

SHEET = HandoverSheet(
    centre="Centre du Pratel",
    left="Lundi 30 novembre, matin (9 h–13 h)",
    next="Lundi 30 novembre, après-midi (14 h–18 h)",
    outgoing=LEAD,
    incoming=PHYSICIAN,
    open_points=(OpenPoint("Rappeler le SAMU", LONG_NAME, "avant 15 h"), OpenPoint("Commander des compresses")),
    stock=(StockItem("Comirnaty", "12 flacons", ENDLESS_NAME, "jusqu’au 3 mai", "frigo du fond"),),
    incidents=(HandoverIncident("11 h 10", "malaise", "allongé, parti à 11 h 40", "prévenir le médecin traitant"),),
    sharps=(SharpsContainer("collecteur 3", "plein", "mardi 1er décembre"),),
    checks=("Frigo : 4,5 °C à 13 h.",),
)


def test_the_next_lead_finds_everything_on_one_page() -> None:
    """What to do, what is left, what happened, what to have collected, and both signatures."""
    printed = handover_sheets([SHEET], EXERCISE)
    assert_tagged(printed, f"{BANDS}Consignes pour la relève")
    assert_tidy(printed)
    assert facts_of(printed)["Pages"] == "1"
    head = next(word for word in words_of(printed) if word.text == "Utilisable")
    lot = [word for word in words_of(printed) if "www" in word.text]
    assert lot
    assert all(word.right < head.left for word in lot)
    said = text_of(printed)
    for text in (
        "Rappeler le SAMU", "avant 15 h", "12 flacons", "frigo du fond", "malaise", "allongé, parti à 11 h 40", "collecteur 3",
        "mardi 1er décembre", "Frigo : 4,5 °C à 13 h.", "Transmis", "Reçu", "06 39 98 00 01", "114", FOOT, "EXERCICE · rien",
    ):  # fmt: skip
        assert text in said


def test_nothing_to_report_is_said() -> None:
    """An empty part is never a part forgotten."""
    bare = HandoverSheet("Centre", "matin", "après-midi", Contact(), Contact())
    said = text_of(handover_sheets([bare], IMPRINT))
    for none in ("Rien en attente.", "Aucun produit en stock.", "Aucun incident.", "Aucun collecteur entamé."):
        assert none in said


def test_a_long_list_goes_on_with_its_heads_and_pages_are_counted_by_sheet() -> None:
    """Sixty points take several pages; the next sheet begins again at 1."""
    long = replace(SHEET, open_points=tuple(OpenPoint(f"Point {n}") for n in range(60)))
    with use_language("en"):
        assert_tidy(handover_sheets([SHEET], IMPRINT))
    printed = handover_sheets([long, SHEET], IMPRINT)
    assert_tidy(printed)
    pages = pages_of(printed)
    assert len(pages) > 2
    assert f"page 1/{len(pages) - 1}" in pages[0]
    assert "Pour quand" in pages[1]
    assert "page 1/1" in pages[-1]
