"""The articulation sheet of an establishment on paper."""

from __future__ import annotations

from dataclasses import replace

from app.documents.articulation_sheet import ArticulationSheet, SheetContact, articulation_sheets
from tests.documents.printed import assert_tagged, assert_tidy, pages_of, text_of
from tests.documents.samples import ENDLESS_NAME, IMPRINT

SHEET = ArticulationSheet(
    community="CPTS d’Auray", site="EHPAD des Goélands", kind="EHPAD", address="Auray",
    theirs=(SheetContact("Direction", "01 99 00 10 00", "06 39 98 00 01"), SheetContact("Infirmière")),
    ours=(SheetContact("Coordination, Maïwenn Fictif", "01 99 00 10 09"),), they_call="Le pilotage.\nÀ défaut, la coordination.",
    we_call="La cadre d’astreinte.", they_offer="Une salle.", they_expect="Un médecin le soir.", convention="Convention n° 3",
    signed_on="3 mai 2026", facts=(("Places", "80"),),
)  # fmt: skip


def test_both_sides_are_said_and_signed() -> None:
    """Who calls whom by day and by night, what each brings, the convention; one page, tagged."""
    printed = articulation_sheets([SHEET], IMPRINT)
    said = " ".join(text_of(printed).split())
    for text in (
        "EHPAD des Goélands", "Places : 80", "La cadre d’astreinte.", "01 99 00 10 00 06 39 98 00 01", "À défaut, la coordination.",
        "Coordination, Maïwenn Fictif 01 99 00 10 09", "Une salle.", "Un médecin le soir.", "Convention n° 3", "3 mai 2026",
        "Pour l’établissement (nom, date, signature)", "ne déclenche jamais ORSAN",
    ):  # fmt: skip
        assert text in said, text
    assert len(pages_of(printed)) == 1
    assert_tagged(printed, "Fiche d’articulation · EHPAD des Goélands")
    assert_tidy(printed)


def test_what_is_not_agreed_is_said_so_and_each_sheet_counts_its_pages() -> None:
    """Nothing is invented; no contact leaves lines for the pen; long texts run over."""
    bare = replace(SHEET, theirs=(), ours=(), they_call="", we_call="", they_offer="", they_expect="", convention="", signed_on="", facts=())  # fmt: skip
    long = replace(SHEET, site="HAD", they_offer=f"{ENDLESS_NAME} lits\n" * 60)
    pages = pages_of(printed := articulation_sheets([bare, long], IMPRINT))
    assert pages[0].count("à convenir") == 6
    assert "page 1/1" in pages[0]
    assert f"page 1/{len(pages) - 1}" in pages[1]
    assert_tidy(printed)
