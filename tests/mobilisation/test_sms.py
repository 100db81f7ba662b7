"""How long an SMS is, in the alphabet telephones really use."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.mobilisation.sms import GSM, GSM_EXTENDED, gsm_text, is_gsm, segments


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 1), ("a" * 160, 1), ("a" * 161, 2), ("a" * 306, 2), ("a" * 307, 3),
        ("é" * 160, 1), ("ê" * 70, 1), ("ê" * 71, 2), ("ê" * 134, 2), ("ê" * 135, 3),
        ("€" * 80, 1), ("€" * 81, 2), ("a" * 152 + "€" + "a" * 7, 2), ("🚑" * 35, 1), ("🚑" * 36, 2),
    ],
)  # fmt: skip
def test_segments_are_counted_as_operators_bill_them(text: str, count: int) -> None:
    """160 then 153 septets; 70 then 67 units outside the alphabet; « € » takes two, an ambulance two."""
    assert segments(text) == count


def test_a_character_of_two_septets_is_never_cut_in_two() -> None:
    """152 letters, « € », then 152 more: « € » moves to the second part, which pushes one letter into a third."""
    assert (segments("a" * 152 + "€" + "a" * 151), segments("a" * 152 + "€" + "a" * 152)) == (2, 3)


def test_french_typography_is_brought_into_the_alphabet() -> None:
    """So that a curly apostrophe does not halve what fits: é, è, à, ù stay; ê, ç, œ and quotes give way."""
    written = "«\u00a0L’équipe\u00a0» ne peut pas être là\u202f: François, sœur Noëlle… 9\u00a0h–13\u00a0h"
    assert gsm_text(written) == '"L\'équipe" ne peut pas etre là : Francois, soeur Noelle... 9 h-13 h'
    assert is_gsm(gsm_text(written))
    assert gsm_text("{lien} à Étel") == "{lien} à Étel"


@given(st.text(st.sampled_from(sorted(GSM | GSM_EXTENDED))))
def test_what_is_in_the_alphabet_is_left_alone(text: str) -> None:
    """Every character of the two tables."""
    assert (gsm_text(text), is_gsm(text)) == (text, True)


def test_another_script_is_left_as_it_is_and_counted_for_what_it_costs() -> None:
    """Nothing is dropped silently."""
    assert (gsm_text("Привет"), is_gsm("Привет"), segments("П" * 71)) == ("Привет", False, 2)
