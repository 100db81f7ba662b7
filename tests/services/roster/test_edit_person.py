"""Tests of app/services/roster/edit_person.py: somebody typed by hand is written as a file would have written them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from app.core.errors import InvalidInput
from app.roster.person import Person
from app.services.keeping.export_data import Exported, export_data
from app.services.roster.edit_person import add_person, change_people
from app.services.roster.import_roster import import_people
from app.store import people
from app.store.database import Store
from tests.builders import COORDINATOR, a_person, a_store

TYPED = replace(
    a_person("Zoé", None), organisation="Mairie \u00a0 d’Auray", email=" Zoe.LeGoff@Exemple.fr ", specialty=" agent  d’accueil"
)  # fmt: skip


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return a_store(tmp_path)


def held(store: Store) -> list[Person]:
    with store.reading() as conn:
        return people.every(conn)


def test_what_is_typed_is_tidied_as_a_file_s_is_and_read_back_unchanged(store: Store) -> None:
    """Texts on one line, the address in small letters; exported and imported, nobody is new or changed."""
    add_person(COORDINATOR, store, TYPED)
    tidy = replace(TYPED, organisation="Mairie d’Auray", email="zoe.legoff@exemple.fr", specialty="agent d’accueil")
    assert held(store) == [tidy]
    report = import_people(COORDINATOR, store, export_data(COORDINATOR, store, Exported.PEOPLE).content, dry_run=True)
    assert (report.accepted, report.updated, report.unchanged, report.rejected) == (0, 0, 1, ())


@pytest.mark.parametrize("wrong", [{"given_name": " "}, {"family_name": ""}, {"email": "n’a pas"}])
def test_what_no_file_would_be_taken_with_is_refused(store: Store, wrong: dict[str, str]) -> None:
    """Added or changed: one sentence, nothing written."""
    with pytest.raises(InvalidInput):
        add_person(COORDINATOR, store, replace(TYPED, **wrong))  # type: ignore[arg-type]
    add_person(COORDINATOR, store, TYPED)
    before = held(store)
    with pytest.raises(InvalidInput):
        change_people(COORDINATOR, store, [(replace(TYPED, **wrong), 1)])  # type: ignore[arg-type]
    assert held(store) == before
