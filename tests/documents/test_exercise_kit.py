"""Kits on paper: every kind of block is drawn, tagged and tidy."""

from __future__ import annotations

from app.documents.exercise_kit import exercise_kit
from app.exercise.kit_sheet import Grid, Heading, KitSheet, Letters, Points, Ruled, Slip, Words
from tests.documents.printed import assert_tagged, assert_tidy, pages_of, text_of
from tests.documents.samples import BANDS, EXERCISE

BLOCKS = (
    Grid((0, 1), (), (("Quand", "Jeudi 3 décembre"),)),
    Words("Mot d’arrêt : GRANIT.", is_boxed=True),
    Heading("Les règles"),
    Points(("Dites EXERCICE.", "Notez l’heure.")),
    Words("Une lettre par objectif."),
    Letters((("P", "réalisé sans difficulté"), ("U", "non réalisé"))),
    Grid((0, 1, 0), ("N°", "Inject", "Vu à"), (("1", "Anticonstitutionnellement " * 20, ""),), 12),
    Ruled("Pourquoi", 4),
    Slip(
        "12",
        "T+1 h 30",
        "lundi 30 novembre, 10 h 30",
        "SAMU vers Cellule (téléphone)",
        "Un autocar est couché.",
        ("Ouvrir (30 min)",),
    ),
    Grid((0, 1), ("Heure", "Décision"), (("", ""),) * 6, 13),
)


def test_every_block_is_drawn_on_tagged_and_tidy_pages() -> None:
    """Each sheet begins a page of its own, counted from one; EXERCICE stands on all."""
    printed = exercise_kit(
        "Autocar", "CPTS fictive", [KitSheet("Livret", "À moi", BLOCKS), KitSheet("Suite", "", BLOCKS * 3)], EXERCISE
    )
    assert_tagged(printed, f"{BANDS}Autocar")
    assert_tidy(printed)
    text = text_of(printed)
    for said in (
        "Livret",
        "À moi",
        "GRANIT",
        "Dites EXERCICE.",
        "réalisé sans difficulté",
        "envoyé à",
        "répondu à",
        "Pourquoi",
        "Décision",
    ):
        assert said in text, said
    assert all("EXERCICE" in page for page in pages_of(printed))
    assert "page 1/1" in pages_of(printed)[0] or "page 1/2" in pages_of(printed)[0]
