"""A practice's key table, printed empty."""

from __future__ import annotations

from app.documents.key_table import KeyTable, key_table
from tests.documents.printed import assert_tagged, assert_tidy, pages_of, text_of
from tests.documents.samples import EXERCISE, IMPRINT

NUMBERS = tuple(f"P-{number:04d}" for number in range(1, 101))


def test_every_number_has_its_line_and_it_says_where_it_stays() -> None:
    """With the rule above it, and where the copies are below."""
    printed = key_table(
        KeyTable(practice="Cabinet fictif", numbers=NUMBERS[:3], copies=("pharmacien, chez nous",)), IMPRINT
    )
    text = text_of(printed)
    for said in ("Table des clés", "Cabinet fictif", "Reste au cabinet, sous clé.", "P-0001", "P-0003", "chez nous"):
        assert said in text
    assert_tagged(printed, "Table des clés")
    assert_tidy(printed)


def test_a_long_table_repeats_its_header_on_every_page() -> None:
    """And an exercise says so on each."""
    pages = pages_of(key_table(KeyTable(practice="Cabinet fictif", numbers=NUMBERS), EXERCISE))
    assert len(pages) > 5
    assert all("Nom et prénom" in page and "EXERCICE" in page for page in pages[:-1])
