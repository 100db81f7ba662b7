"""Communes as they are said in a sentence: articles taken in, apostrophes printed."""

from __future__ import annotations

import pytest

from app.words.places import at_place, of_place, typeset


@pytest.mark.parametrize(
    ("name", "at"),
    [
        ("Auray", "à Auray"),
        ("Brech", "à Brech"),
        ("Le Palais", "au Palais"),
        ("Les Fougerêts", "aux Fougerêts"),
        ("La Trinité-sur-Mer", "à La Trinité-sur-Mer"),
        ("Lesneven", "à Lesneven"),
        ("Le Cours-de-l'Eau", "au Cours-de-l’Eau"),
    ],
)
def test_an_article_is_taken_into_the_word_before_it(name: str, at: str) -> None:
    """« au », « aux »; « à La » and a name that only begins alike are left alone."""
    assert at_place(name) == at


@pytest.mark.parametrize(
    ("name", "of"),
    [
        ("Auray", "d’Auray"),
        ("Étel", "d’Étel"),
        ("Brech", "de Brech"),
        ("Le Palais", "du Palais"),
        ("Hoedic", "de Hoedic"),
    ],
)
def test_whose_it_is(name: str, of: str) -> None:
    """« d’ » before a vowel, « du » for « de Le »."""
    assert of_place(name) == of


def test_an_apostrophe_is_the_one_that_is_printed() -> None:
    """Registers write a straight one."""
    assert typeset("Sainte-Anne-d'Auray") == "Sainte-Anne-d’Auray"
