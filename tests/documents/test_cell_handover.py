"""The handover of the crisis cell on paper."""

from __future__ import annotations

from dataclasses import replace

from app.documents.cell_handover import CellHandover, HandoverLine, cell_handovers
from app.documents.imprint import Contact
from app.words import use_language
from tests.documents.printed import assert_tagged, assert_tidy, pages_of, text_of
from tests.documents.samples import EXERCISE, IMPRINT

SHEET = CellHandover(
    community="CPTS d’Auray", event="Accident de car", is_exercise=False, function="Pilotage de la crise", moment="relève de 20 h",
    outgoing=Contact("Clarisse P.", "06 39 98 00 01"), incoming=Contact("Efflam A.", "06 39 98 00 02"),
    place=(("Lieu", "Salle du conseil"),), said="Le SAMU rappelle à 21 h.", actions=(HandoverLine("19 h 30", "Rappeler le SAMU", "en retard"),),
    decisions=(HandoverLine("18 h", "On ferme la ligne 2", "n° 4"),), open_points=(HandoverLine("18 h 10", "Le pont est coupé", "n° 5"),),
    requests=(HandoverLine("21 h", "Vingt lits ce soir", "Centre hospitalier"),), next=(HandoverLine("20 h", "Efflam A., jusqu’à 4 h"),),
)  # fmt: skip


def test_whoever_comes_reads_all_there_is_to_know() -> None:
    """Who leaves and comes, what was said, what waits, what was decided, who follows; one page, tagged, both sign."""
    printed = cell_handovers([SHEET], IMPRINT)
    said = " ".join(text_of(printed).split())
    for text in (
        "Pilotage de la crise", "Accident de car · relève de 20 h", "Clarisse P. · 06 39 98 00 01", "Efflam A. · 06 39 98 00 02",
        "Lieu : Salle du conseil", "Le SAMU rappelle à 21 h.", "Rappeler le SAMU en retard", "On ferme la ligne 2", "Le pont est coupé",
        "Vingt lits ce soir Centre hospitalier", "Efflam A., jusqu’à 4 h", "Signature de qui prend la suite, heure",
    ):  # fmt: skip
        assert text in said, text
    assert len(pages_of(printed)) == 1
    assert "EXERCICE" not in said
    assert_tagged(printed, "Relève de la cellule de crise")
    assert_tidy(printed)


def test_an_exercise_begins_with_its_words_on_every_sheet() -> None:
    """« EXERCICE – EXERCICE – EXERCICE », besides the band."""
    pages = pages_of(cell_handovers([replace(SHEET, is_exercise=True)] * 2, EXERCISE))
    assert len(pages) == 2
    assert all("EXERCICE – EXERCICE – EXERCICE" in page for page in pages)
    with use_language("en"):
        said = text_of(cell_handovers([replace(SHEET, is_exercise=True)], IMPRINT))
    assert ("EXERCISE – EXERCISE – EXERCISE" in said, "EXERCICE" in said) == (True, False)


def test_nothing_waiting_is_said_and_the_pen_has_room() -> None:
    """An empty sheet is still a handover: lines to write on, and nobody planned is said."""
    empty = replace(SHEET, outgoing=Contact(), incoming=Contact(), said="", actions=(), decisions=(), open_points=(), requests=(), next=())  # fmt: skip
    said = text_of(printed := cell_handovers([empty], IMPRINT))
    assert said.count("Rien n’attend.") == 2
    assert "Personne n’est prévu." in said
    assert_tidy(printed)
