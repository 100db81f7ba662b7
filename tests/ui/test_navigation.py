"""Tests of app/ui/navigation.py: the words of the top bar."""

import re

from app.ui.navigation import SCREENS, SECTIONS


def test_addresses_are_words_and_unique() -> None:
    """An address can be read aloud, shared, and leads to one screen."""
    addresses = [place.address for _section, places in SECTIONS for place in places]
    assert len(set(addresses)) == len(addresses)
    assert all(re.fullmatch(r"[a-z]+(-[a-z]+)*", address) for address in addresses)


def test_every_screen_file_has_its_place() -> None:
    """A screen that exists can be reached."""
    listed = {place.file for _section, places in SECTIONS for place in places}
    assert {path.stem for path in SCREENS.glob("[a-z]*.py")} <= listed
