"""On a fresh folder every place of continuity says what comes first and has the one button that goes there."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from app.core.ids import PracticeId
from app.roster.practice import Practice
from app.services.roster.edit_person import add_practices
from app.store.current import use
from app.store.database import Store
from tests.builders import COORDINATOR, a_person, a_store, some_people
from tests.ui.screens.a_page import UI

ROSTER = "Importer l’effectif"


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Store]:
    """A folder that nothing was written in."""
    store = a_store(tmp_path)
    use(store)
    yield store
    use(None)


def primary(file: str, panel: str) -> list[str]:
    """The primary buttons of that place."""
    page = AppTest.from_file(UI / "screens" / f"{file}.py", default_timeout=30)
    page.query_params["volet"] = panel
    page.run()
    assert not page.exception
    return [one.label for one in page.button if one.proto.type == "primary"]


@pytest.mark.parametrize(
    ("file", "panel"),
    [
        ("continuity", "direct"), ("continuity", "et-si"), ("needs", "cabinets"), ("needs", "nombres"),
        ("relays", "fermetures"), ("relays", "transmissions"), ("relays", "cabinets"), ("slots", "reguliers"),
    ],
)  # fmt: skip
def test_without_a_practice_the_roster_comes_first(empty: Store, file: str, panel: str) -> None:
    """No form that has nothing to choose: one primary button, to the roster."""
    assert primary(file, panel) == [ROSTER]


def test_without_a_territory_the_expected_says_where_it_is_chosen(empty: Store) -> None:
    """No rate of nobody: the button to the territory."""
    assert primary("continuity", "attendu") == ["Communauté et territoire"]


def test_without_a_slot_the_day_leads_to_those_who_keep_some(empty: Store) -> None:
    """« Ouvrez un créneau » has its button."""
    assert primary("slots", "jour") == ["Tenir de nouveaux créneaux"]


def test_with_practices_and_no_need_noted_the_way_is_to_theirs(tmp_path: Path) -> None:
    """Practices that said nothing: the button leads to what they follow; a closure noted leads back to who is left."""
    store = a_store(tmp_path)
    add_practices(COORDINATOR, store, [Practice(id=PracticeId("seul"), name="Cabinet seul", commune_insee="56007")])
    some_people(store, a_person("Anne", practice=PracticeId("seul")))
    use(store)
    try:
        assert primary("continuity", "direct") == ["Mes suivis"]
        page = AppTest.from_file(UI / "screens" / "relays.py", default_timeout=30)
        page.run()
        assert [one.label for one in page.button][:2] == ["Noter une fermeture", "Qui reste sans soins"]
    finally:
        use(None)
