"""Findings that come back."""

from __future__ import annotations

from app.exercise.rating import Element
from app.exercise.repeats import Finding, repeats_of

GUARD = "Le numéro de garde du CHBA manque dans l’annuaire."


def test_the_same_thing_said_otherwise_comes_back() -> None:
    """Accents, plurals and small words do not matter; the last wording is the one that is told."""
    again = "Il manque dans l’annuaire les numéros de garde du CHBA"
    [found] = repeats_of(
        [Finding("e2", 4, again, Element.PLANNING), Finding("e1", 1, GUARD), Finding("e1", 1, "Rien à voir ici")]
    )
    assert (found.numbers, found.text, found.element) == ((1, 4), again, Element.PLANNING)


def test_said_twice_in_one_exercise_or_of_another_element_is_no_repeat() -> None:
    """Two evaluators of one exercise who agree are not two exercises; a stock and a training are two findings."""
    assert repeats_of([Finding("e1", 1, GUARD), Finding("e1", 1, GUARD)]) == ()
    assert repeats_of([Finding("e1", 1, GUARD, Element.PLANNING), Finding("e2", 2, GUARD, Element.TRAINING)]) == ()
    assert repeats_of([Finding("e1", 1, "Bruit"), Finding("e2", 2, "Froid")]) == ()


def test_what_came_back_most_often_comes_first() -> None:
    """Then the latest."""
    noise = "Trop de bruit dans la salle de la cellule"
    found = repeats_of(
        [Finding(f"e{n}", n, text) for n, text in ((1, GUARD), (2, GUARD), (3, GUARD), (3, noise), (5, noise))]
    )
    assert [one.numbers for one in found] == [(1, 2, 3), (3, 5)]
