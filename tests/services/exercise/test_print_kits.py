"""Kits and links on paper: tagged, EXERCICE on every page, by function, and each that leaves is journaled."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.core.errors import InvalidInput, NotAllowed
from app.exercise.kit_sheet import KitKind
from app.services.exercise.print_kits import kit_name, kit_words, print_kit, print_participant_links
from app.store import journal
from app.store.database import Store
from tests.builders import COORDINATOR, READER, a_store
from tests.documents.printed import pages_of, words_of
from tests.services.a_prepared_exercise import NAMES, a_prepared_exercise, injects, with_people


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return a_store(tmp_path)


def _said(content: bytes) -> str:
    return " ".join(one.text for one in words_of(content))


def test_every_page_says_exercice_and_no_name_is_printed(store: Store) -> None:
    """Nor does a player's kit hold an inject; the animation's holds the telephone of a function."""
    id = a_prepared_exercise(store)
    with_people(store, id)
    for kind in KitKind:
        content = print_kit(COORDINATOR, store, id, kind)
        assert all("EXERCICE" in page for page in pages_of(content)), kind
        assert [name for name in NAMES if name in _said(content)] == [], kind
        assert ("06 39 98 00 42" in _said(content)) is (kind is KitKind.ANIMATORS)
        shown = [one for one in injects(store, id) if " ".join(one.text.split())[:30] in _said(content)]
        assert bool(shown) is (kind is not KitKind.PLAYERS), kind
        assert (kit_words(kind) != "", kit_name(kind).endswith(".pdf")) == (True, True)


def test_links_are_printed_by_function(store: Store) -> None:
    """Nobody yet: it says what to do."""
    id = a_prepared_exercise(store)
    with pytest.raises(InvalidInput):
        print_participant_links(COORDINATOR, store, id, base_url="https://releve.example")
    with_people(store, id)
    said = _said(print_participant_links(COORDINATOR, store, id, base_url="https://releve.example"))
    assert ("cadre d’astreinte, CHBA (fictif)" in said, "EXERCICE" in said) == (True, True)
    assert [name for name in NAMES if name in said] == []


def test_what_was_printed_is_journaled_and_refused_to_others(store: Store) -> None:
    """By kind, with how many sheets."""
    id = a_prepared_exercise(store)
    print_kit(COORDINATOR, store, id, KitKind.OBSERVERS)
    with store.reading() as conn:
        (entry,) = journal.recent(conn, 1)
    assert (entry.type, entry.payload) == ("exercise_kit_printed", {"kit": "observers", "sheets": 5})
    with pytest.raises(NotAllowed):
        print_kit(READER, store, id, KitKind.PLAYERS)
    with pytest.raises(NotAllowed):
        print_participant_links(READER, store, id, base_url="")
