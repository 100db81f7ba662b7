"""Tests of app/words/people.py: names as they are listed."""

from __future__ import annotations

from app.words.people import list_order


def test_a_list_is_sorted_as_it_is_read_in_french() -> None:
    """É stands with E, capitals and hyphens change nothing, and two spellings of one name keep an order of their own."""
    names = ["Zoé", "Élodie", "Emma", "eric", "Éric", "Le Goff", "LE-GALL", "d’Armor", "Dargent", "Œillet", "Olive"]
    assert sorted(names, key=list_order) == [
        "d’Armor", "Dargent", "Élodie", "Emma", "eric", "Éric", "LE-GALL", "Le Goff", "Œillet", "Olive", "Zoé",
    ]  # fmt: skip
