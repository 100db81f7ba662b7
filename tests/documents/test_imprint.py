"""What every print says of itself."""

from __future__ import annotations

from app.documents.imprint import Band, Imprint, colon, emergency_numbers
from app.words import use_language
from tests.documents.samples import EXERCISE, FOOT, IMPRINT, PRINTED_AT


def test_a_print_says_when_from_what_and_by_what() -> None:
    """The hour is that of Paris."""
    assert IMPRINT.sentence == FOOT


def test_a_print_without_an_edition_has_no_hole() -> None:
    """Two parts instead of three."""
    assert Imprint(PRINTED_AT, "", "0.1.0").sentence == "Imprimé le 26 novembre 2026 à 17 h 05 · Relève 0.1.0"


def test_the_exercise_comes_first_in_bands_and_title() -> None:
    """Whatever the order in which the bands were given."""
    assert [word for word, _sentence in EXERCISE.spoken_bands] == ["EXERCICE", "DÉMONSTRATION"]
    assert EXERCISE.titled("Feuille") == "EXERCICE · DÉMONSTRATION · Feuille"
    assert (IMPRINT.spoken_bands, IMPRINT.titled("Feuille")) == ((), "Feuille")
    assert set(Band) == set(EXERCISE.bands)


def test_a_colon_is_written_as_the_language_does() -> None:
    """French keeps a space before it, and never at the end of a line."""
    assert colon() == "\u00a0: "
    with use_language("en"):
        assert colon() == ": "


def test_the_four_emergency_numbers_are_always_there() -> None:
    """In English too."""
    assert [each["number"] for each in emergency_numbers()] == ["15", "18", "112", "114"]
    with use_language("en"):
        assert [each["number"] for each in emergency_numbers()] == ["15", "18", "112", "114"]
