"""Tests of app/words/bilingual.py: a row of a table says what it has in the current language."""

from __future__ import annotations

from app.words import use_language
from app.words.bilingual import in_language


def test_a_row_says_its_english_only_in_english_and_never_nothing() -> None:
    """French in French; in English its English, or the French where there is none."""
    assert in_language("garde", "duty") == "garde"
    with use_language("en"):
        assert (in_language("garde", "duty"), in_language("garde", ""), in_language("", "")) == ("duty", "garde", "")
