"""The demonstration's categories: signed by one of its own physicians, but for two that nothing of it uses."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from app.access.actor import COMMAND_LINE
from app.services.continuity.read_categories import read_categories
from app.services.demo import demo_categories, demo_hand_overs, demo_needs
from app.services.demo.demo_categories import LEFT_UNSIGNED
from tests.builders import COORDINATOR, a_person, a_store, some_people

if TYPE_CHECKING:
    from pathlib import Path

DAY = date(2026, 11, 26)


def test_a_physician_of_the_roster_signs_all_but_two(tmp_path: Path) -> None:
    """The first by name, with the day; the two left wait, as on a folder's first day."""
    store = a_store(tmp_path)
    some_people(store, a_person("Yann", "medecin"), a_person("Anne", "medecin"), a_person("Alix"))
    demo_categories.fill(COMMAND_LINE, store, DAY)
    views = read_categories(COORDINATOR, store)
    assert {code for code, one in views.items() if not one.is_validated} == LEFT_UNSIGNED
    assert {one.words for one in views.values() if one.is_validated} == {
        "validé par Dr Anne Fictif, médecin référent, le 26 novembre 2026"
    }


def test_nothing_of_the_demonstration_hangs_on_those_left() -> None:
    """Neither its needs nor the patients its hospital wants home."""
    drawn = {code for shares in demo_needs.DRAWN.values() for code in shares} | {demo_needs.OXYGEN}
    assert not LEFT_UNSIGNED & (drawn | {line.category for line in demo_hand_overs.ASKED})


def test_without_a_physician_nothing_is_signed(tmp_path: Path) -> None:
    """Nobody else may answer for them."""
    store = a_store(tmp_path)
    some_people(store, a_person("Alix"))
    demo_categories.fill(COMMAND_LINE, store, DAY)
    assert not any(one.is_validated for one in read_categories(COORDINATOR, store).values())
