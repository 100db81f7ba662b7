"""Tests of app/services/attend_by_link.py: who opens their page, answers or rates while it is played came, without being ticked off."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from app.access.actor import volunteer
from app.core.errors import NotAllowed, NotFound
from app.core.ids import PersonId
from app.exercise.exercise import ExerciseState
from app.services.attend_by_link import attend_by_link
from app.services.rate_by_link import rate_by_link
from app.store import exercise_people
from tests.builders import a_person, a_store, some_people
from tests.services.a_played_exercise import EXERCISE, GUEST, WATCHING, an_exercise, finished

if TYPE_CHECKING:
    from pathlib import Path

    from app.store.database import Store

ME = volunteer(GUEST, "cadre de santé")


def a_running_one(folder: Path, **fields: ExerciseState) -> Store:
    held = a_store(folder)
    some_people(held, a_person("Noa", id=PersonId("noa")))
    an_exercise(held, **fields)
    return held


def there(store: Store) -> set[str]:
    with store.reading() as conn:
        return {one.id for one in exercise_people.of_exercise(conn, EXERCISE) if one.attended}


def test_a_page_opened_or_a_letter_given_says_that_they_came(tmp_path: Path) -> None:
    """Once; the sheet that a coordinator is changing meanwhile is not refused for it; nobody speaks for another."""
    store = a_running_one(tmp_path)
    assert [attend_by_link(ME, store, GUEST) for _time in range(2)] == [True, False]
    rate_by_link(volunteer(WATCHING, "observatrice"), store, WATCHING, "O1", "P")
    assert there(store) == {GUEST, WATCHING}
    with store.reading() as conn:
        found = exercise_people.find(conn, GUEST)
    assert found is not None
    assert found.revision == 1
    with pytest.raises(NotAllowed):
        attend_by_link(ME, store, WATCHING)
    with pytest.raises(NotFound):
        attend_by_link(volunteer("personne", "x"), store, "personne")


def test_a_page_read_before_or_after_says_nothing(tmp_path: Path) -> None:
    store = a_running_one(tmp_path / "before", state=ExerciseState.PREPARED)
    assert not attend_by_link(ME, store, GUEST)
    store = a_running_one(tmp_path / "after")
    finished(store)
    assert not attend_by_link(ME, store, GUEST)
    assert there(store) == set()
