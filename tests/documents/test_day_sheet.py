"""The whole day of a centre on one page."""

from __future__ import annotations

from dataclasses import replace

from app.documents.day_sheet import DayRow, DaySeat, DaySheet, day_sheets
from app.words import use_language
from tests.documents.printed import assert_tagged, assert_tidy, facts_of, pages_of, text_of
from tests.documents.samples import BANDS, ENDLESS_NAME, EXERCISE, FOOT, IMPRINT, LEAD, LONG_NAME, PHYSICIAN

ROLES = (
    "Entretien pré-vaccinal",
    "Préparation des doses",
    "Injection",
    "Saisie Vaccin Covid",
    "Surveillance post-injection",
)
FULL = (DaySeat(LONG_NAME, "masseuse-kinésithérapeute", "06 39 98 00 01"), DaySeat("Yann Le Goff", "infirmier"))
SHEET = DaySheet(
    centre="Centre du Pratel",
    place="Salle du Pratel, Auray",
    day="Lundi 30 novembre",
    sessions=("matin (9 h–13 h)", "après-midi (14 h–18 h)"),
    rows=tuple(
        DayRow(f"Ligne {line}", role, (FULL, None if line == 3 else (DaySeat(), DaySeat(ENDLESS_NAME, "infirmière"))))
        for line in (1, 2, 3)
        for role in ROLES
    ),
    lead=LEAD,
    physician=PHYSICIAN,
    notes=("Livraison de 12 flacons à 8 h 30.",),
)


def test_three_lines_and_two_sessions_hold_on_one_page_a_centre() -> None:
    """With names as long as they get; each centre has its own page 1/1."""
    printed = day_sheets([SHEET, replace(SHEET, centre="Centre de Carnac")], EXERCISE)
    assert_tagged(printed, f"{BANDS}Feuilles du jour")
    assert_tidy(printed)
    pages = pages_of(printed)
    assert ["page 1/1" in page for page in pages] == [True, True]
    assert all(FOOT in page and "EXERCICE · rien" in page for page in pages)
    assert "Centre de Carnac" in pages[1]


def test_open_seats_and_closed_lines_are_said_in_words() -> None:
    """Colour is not needed to read the sheet."""
    printed = text_of(day_sheets([SHEET], IMPRINT))
    assert (printed.count("à pourvoir"), printed.count("ligne fermée")) == (10, 5)
    for said in ("Livraison de 12 flacons à 8 h 30.", "02 99 00 00 00", "114", "après-midi (14 h–18 h)"):
        assert said in printed


def test_a_larger_day_gets_smaller_type_then_a_second_page() -> None:
    """Forty rows shrink; two hundred go on, heads repeated."""
    rows = tuple(
        DayRow(f"Ligne {n // 5}", "Injection", ((DaySeat("Yann Le Goff", "infirmier"),),) * 2) for n in range(200)
    )
    small, large = (day_sheets([replace(SHEET, rows=rows[:count])], IMPRINT) for count in (40, 200))
    assert facts_of(small)["Pages"] == "1"
    assert_tidy(large)
    pages = pages_of(large)
    assert len(pages) > 1
    assert all("après-midi (14 h–18 h)" in page for page in pages)


def test_a_day_without_sessions_says_so() -> None:
    """And still tells who to call, in either language."""
    empty = replace(SHEET, sessions=(), rows=(), notes=())
    assert "Aucune séance ce jour-là." in text_of(day_sheets([empty], IMPRINT))
    with use_language("en"):
        assert_tidy(day_sheets([empty, SHEET], IMPRINT))
