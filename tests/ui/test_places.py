"""Tests of app/ui/places.py: the words of the top bar."""

import re

from app.ui.places import SECTIONS


def test_addresses_are_words_and_unique() -> None:
    """An address can be read aloud, shared, and leads to one screen."""
    addresses = [place.address for _section, places in SECTIONS for place in places]
    assert len(set(addresses)) == len(addresses)
    assert all(re.fullmatch(r"[a-z]+(-[a-z]+)*", address) for address in addresses)
