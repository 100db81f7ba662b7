"""Who is proposed as a participant of an exercise: the cell first, and nobody twice."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.response.cell import Member
from app.services.exercise.keep_participants import add_participant
from app.services.exercise.read_candidates import candidates
from app.services.plans.staff_cell import set_function
from app.store.database import Store
from tests.builders import COORDINATOR, a_person, a_store, some_people
from tests.services.a_prepared_exercise import (
    a_guest,
    a_prepared_exercise,
)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return a_store(tmp_path)


@pytest.fixture
def id(store: Store) -> str:
    return a_prepared_exercise(store)


def test_people_of_the_cell_come_first_among_those_proposed_and_leave_once_added(store: Store, id: str) -> None:
    some_people(store, a_person("Azenor"), chief := a_person("Bleuenn"))
    set_function(COORDINATOR, store, "steering", [Member(function="steering", rank=0, person_id=chief.id)], [])
    found = candidates(COORDINATOR, store, id)
    assert [(one.label, one.source) for one in found[:2]] == [
        ("Bleuenn Fictif", "cellule de crise"), ("Azenor Fictif", "effectifs"),
    ]  # fmt: skip
    first = found[0]
    add_participant(COORDINATOR, store, a_guest(id, person_id=first.person_id, function=first.function or "direction"))
    assert "Bleuenn Fictif" not in {one.label for one in candidates(COORDINATOR, store, id)}
