"""Tests of app/words/sought.py: words in any order, their beginning, without accents; digits of a number."""

from __future__ import annotations

import pytest

from app.words.sought import sought


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("ELOI", True),
        ("pal elo", True),
        ("deslandes  élo", True),
        ("Palude’Deslandes", True),
        ("desland oe", False),
        ("loïe", False),
        ("le la élo", True),
    ],
)
def test_words_in_any_order_by_their_beginning(typed: str, found: bool) -> None:
    """Accents, capitals, hyphens and apostrophes count for nothing; the middle of a word finds nothing."""
    assert sought(typed).finds("Éloïse Palude-Deslandes") is found


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("Où se règlent les tarifs ?", ("tarifs",)),
        ("où trouver les clés", ("cles",)),
        ("where are the fees", ("fees",)),
        ("cœur", ("coeur",)),
        ("où se règle", ("regle",)),
        ("les", ("les",)),
        ("tarif TARIF", ("tarif",)),
    ],
)
def test_a_question_is_read_for_what_it_looks_for(typed: str, words: tuple[str, ...]) -> None:
    """Linking words count only when nothing else is typed."""
    assert sought(typed).words == words


@pytest.mark.parametrize(("typed", "enough"), [("", False), (" é ", False), ("é o", True), ("?!", False), ("ab", True)])
def test_one_letter_would_find_nearly_everything(typed: str, enough: bool) -> None:
    """Two letters are looked for."""
    assert bool(sought(typed)) is enough


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("06 39 98 00 02", True),
        ("+33 6 39", True),
        ("8.00.02", True),
        ("998", False),
        ("0002 rue", False),
        ("0003", False),
    ],
)
def test_some_digits_find_a_number(typed: str, found: bool) -> None:
    """Written with or without spaces, national or not; from four digits on, and alone."""
    assert sought(typed).is_in_number("", "+33639980002") is found
