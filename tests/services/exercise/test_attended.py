"""Tests of who is counted as there: whoever answers or rates while it is played came, without being ticked off."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.access.actor import volunteer
from app.core.ids import PersonId
from app.services.exercise.rate_by_link import rate_by_link
from app.store import exercise_people
from tests.builders import a_person, a_store, some_people
from tests.services.a_played_exercise import EXERCISE, WATCHING, an_exercise

if TYPE_CHECKING:
    from pathlib import Path


def test_a_letter_given_says_that_they_came(tmp_path: Path) -> None:
    """Nobody else; the sheet that a coordinator is changing meanwhile is not refused for it."""
    store = a_store(tmp_path)
    some_people(store, a_person("Noa", id=PersonId("noa")))
    an_exercise(store)
    rate_by_link(volunteer(WATCHING, "observatrice"), store, WATCHING, "O1", "P")
    with store.reading() as conn:
        assert {one.id for one in exercise_people.of_exercise(conn, EXERCISE) if one.attended} == {WATCHING}
        found = exercise_people.find(conn, WATCHING)
    assert found is not None
    assert found.revision == 1
