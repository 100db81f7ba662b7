"""Tests of app/ui/navigation.py: the pages of the screens."""

from app.ui.navigation import SCREENS
from app.ui.places import SECTIONS


def test_every_screen_file_has_its_place() -> None:
    """A screen that exists can be reached."""
    listed = {place.file for _section, places in SECTIONS for place in places}
    assert {path.stem for path in SCREENS.glob("[a-z]*.py")} <= listed
