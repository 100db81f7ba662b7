"""Text that says who a patient is, whatever way people write it; and what says nothing of anybody."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.continuity.identifying import Identifying, identifying, looks_like_a_name

SAID = {
    "yvonne.fictif@example.org": Identifying.EMAIL,
    "yvonne arobase example point org": Identifying.EMAIL,
    "06 39 98 00 02": Identifying.PHONE,
    "+33 6.39.98.00.02": Identifying.PHONE,
    "0033639980002": Identifying.PHONE,
    "2 48 03 56 007 014 22": Identifying.NIR,
    "148032A00701422": Identifying.NIR,
    "12/03/1948": Identifying.BIRTH_DATE,
    "1948-03-12": Identifying.BIRTH_DATE,
    "née le 12 mars": Identifying.BIRTH_DATE,
    "3 février 48": Identifying.BIRTH_DATE,
    "82 ans": Identifying.BIRTH_DATE,
    "12 bis, rue des Lilas": Identifying.ADDRESS,
    "lieu-dit de Kerdruc": Identifying.ADDRESS,
    "Mme L.": Identifying.NAME,
    "M. Fictif": Identifying.NAME,
    "Yvonne FICTIF": Identifying.NAME,
    "Le Goff": Identifying.NAME,
}


@pytest.mark.parametrize(("text", "kind"), SAID.items())
def test_each_way_of_saying_who_is_told(text: str, kind: Identifying) -> None:
    """Addresses, numbers, dates and names, with what each is."""
    assert identifying(text) is kind


@pytest.mark.parametrize("text", ["P-0042", "INS", "44057", "oui", "12", "4 h", "3/semaine", "Fégréac", ""])
def test_what_a_need_is_made_of_says_nothing(text: str) -> None:
    """Numbers, codes, hours, a commune."""
    assert identifying(text) is None


def test_two_words_are_no_name_where_words_are_expected() -> None:
    """A commune or a category may have several; a civility, a number or a date gives them away all the same."""
    assert identifying("Guémené Penfao", is_free=False) is None
    assert identifying("Mme Penfao", is_free=False) is Identifying.NAME
    assert identifying("Penfao 06 39 98 00 02", is_free=False) is Identifying.PHONE


@pytest.mark.parametrize("text", ["LEGOFF", "P-Yvonne", "LG48", "yv"])
def test_a_word_where_a_number_is_expected_looks_like_a_name(text: str) -> None:
    """Initials and a year of birth too."""
    assert looks_like_a_name(text)


@given(st.integers(1, 9999))
def test_no_number_of_a_table_is_ever_refused(number: int) -> None:
    """Every « P-0042 » passes."""
    text = f"P-{number:04d}"
    assert (identifying(text), looks_like_a_name(text)) == (None, False)


@given(
    st.sampled_from(["Mme", "M.", "Monsieur", "madame", "Mlle", "Dr"]),
    st.text(st.sampled_from("abcdefghijklmnopqrstuvwxyzéèï-"), min_size=2, max_size=12).filter(
        lambda one: one[0].isalpha()
    ),
)
def test_a_civility_and_a_word_are_always_somebody(civility: str, name: str) -> None:
    """Whatever the name."""
    assert identifying(f"{civility} {name}", is_free=False) is not None
