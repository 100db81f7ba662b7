"""Tests of app/ui/parts/urgent_bar.py: the bar at the foot of a phone."""

import pytest

from app.access.actor import Actor, Role
from app.ui.parts.urgent_bar import HOME, URGENT
from app.ui.places import open_places

INSIDE = [role for role in Role if role is not Role.PROFESSIONAL]


@pytest.mark.parametrize("role", INSIDE)
def test_each_role_has_four_urgent_gestures_besides_the_first_screen(role: Role) -> None:
    """Four different screens under the thumb: a fifth would leave no room to read its word at 320 pixels."""
    files = [one.file for one in URGENT[role] if one is not HOME]
    assert (len(files), len(set(files))) == (4, 4)


@pytest.mark.parametrize("role", INSIDE)
def test_nothing_in_the_bar_leads_to_a_closed_screen(role: Role) -> None:
    """The role opens each of them; and the first screen is there for whoever opens it."""
    opened = {place.file for place in open_places(Actor("a", "Anne", role))}
    files = {one.file for one in URGENT[role]}
    assert files <= opened
    assert (HOME.file in files) == (HOME.file in opened)
