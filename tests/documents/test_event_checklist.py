"""What is to do in an event, on paper."""

from __future__ import annotations

from dataclasses import replace

from app.documents.event_checklist import EventChecklist, PaperAction, PaperFunction, event_checklist
from tests.documents.printed import assert_tagged, assert_tidy, pages_of, text_of
from tests.documents.samples import ENDLESS_NAME, EXERCISE, IMPRINT, LONG_NAME

SHEET = EventChecklist(
    community="CPTS d’Auray",
    title="Crue (fictive)",
    state="Tension · jeudi 26 novembre à 17 h",
    sentence="1 action en retard, 2 à faire, 1 réglée.",
    functions=(
        PaperFunction(
            "Pilotage",
            (
                PaperAction("jeudi 26 novembre à 18 h (en retard)", "Rappeler qui a prévenu.", "Ouvrir la cellule"),
                PaperAction("jeudi 26 novembre à 23 h", "Tenir un point.", settled="faite par Denez, 19 h"),
            ),
        ),
    ),
    requests=("EHPAD (fictif) demande 2 × infirmier en renfort.",),
)


def test_everything_is_said_in_its_place() -> None:
    """The sentence, who triggers ORSAN, each action with its deadline, its card and who settled it; people asked for."""
    printed = event_checklist(SHEET, IMPRINT)
    said = " ".join(text_of(printed).split())
    for words in (
        "Crue (fictive)", "Tension · jeudi 26 novembre", "1 action en retard", "ne déclenche jamais ORSAN", "Pilotage",
        "(en retard)", "Rappeler qui a prévenu.", "Fiche : Ouvrir la cellule", "faite par Denez", "2 × infirmier en renfort",
    ):  # fmt: skip
        assert words in said, words
    assert "EXERCICE" not in said
    assert_tagged(printed, "Crue (fictive)")
    assert_tidy(printed)


def test_an_exercise_begins_with_its_three_words_and_a_long_list_runs_over_pages() -> None:
    """Sixty actions of the longest words; heads of tables are repeated, pages are counted."""
    actions = tuple(PaperAction("jeudi 26 novembre à 18 h", "pharmacovigilance " * 9, LONG_NAME) for _n in range(60))
    long = replace(SHEET, functions=(PaperFunction(ENDLESS_NAME, actions),))
    pages = pages_of(printed := event_checklist(long, EXERCISE))
    assert "EXERCICE – EXERCICE – EXERCICE" in pages[0]
    assert len(pages) > 3
    assert all(f"page {n}/{len(pages)}" in page for n, page in enumerate(pages, 1))
    assert "Action" in pages[2]
    assert_tidy(printed)
