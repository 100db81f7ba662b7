"""Tests of app/core/typed.py: what is typed is kept trimmed, or refused with how long it may be."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.errors import InvalidInput
from app.core.typed import typed_line, typed_text


def test_blanks_go_and_lines_stay_where_they_may() -> None:
    """One line for a name, several for a text."""
    assert typed_line("  deux \n mots ", 9) == "deux mots"
    assert typed_text("  deux \n mots ", 11) == "deux \n mots"


@pytest.mark.parametrize("typed", [typed_line, typed_text])
def test_nothing_and_too_much_are_refused_each_in_its_words(typed: object) -> None:
    """Empty passes unless refused; the longest passes, one more character does not."""
    assert callable(typed)
    assert (typed(" ", 3), typed("abc", 3)) == ("", "abc")
    with pytest.raises(InvalidInput, match="Un texte de 3 signes au plus"):
        typed("abcd", 3)
    with pytest.raises(InvalidInput, match="Dites-le en 3"):
        typed("\n", 3, empty="Dites-le en {most}.")
    with pytest.raises(InvalidInput, match="Trop, plus de 3"):
        typed("abcd", 3, too_long="Trop, plus de {most}.")


@given(st.text(max_size=40))
def test_what_is_kept_is_kept_the_same_again(text: str) -> None:
    """Kept text reads back unchanged."""
    assert typed_line(once := typed_line(text, 40), 40) == once
    assert typed_text(once := typed_text(text, 40), 40) == once
