"""Categories are indicative until a named physician signs the row as it stands; a changed row asks again."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.access.actor import Actor, Role
from app.core.errors import InvalidInput, NotAllowed, NotFound, StaleRevision
from app.library.content import content_file
from app.services.continuity.read_categories import category_table, continuity_rules, read_categories
from app.services.continuity.validate_category import validate_categories
from app.services.keeping.reference import read_library
from app.store.database import Store
from tests.builders import COORDINATOR, a_store

OBSERVER = Actor("obs", "Nolwenn Fictif", Role.OBSERVER)


def marks(store: Store, *codes: str) -> dict[str, str]:
    return {code: read_categories(COORDINATOR, store)[code].category.mark for code in codes}


def own_table(store: Store, old: str, new: str) -> None:
    """The site's own table: the shipped one, one cell changed."""
    path = store.folder.content / "data" / "care_categories.csv"
    path.parent.mkdir(parents=True, exist_ok=True)
    text = content_file("data/care_categories.csv").read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_a_named_physician_answers_for_a_category(tmp_path: Path) -> None:
    """Name, quality and day beside the values; the others stay indicative; an observer reads no name."""
    store = a_store(tmp_path)
    assert {one.words for one in read_categories(COORDINATOR, store).values()} == {"valeur indicative"}
    validate_categories(
        COORDINATOR, store, marks(store, "O2", "INS"), name=" Dr Anne Fictif ", quality="médecin référente"
    )
    views = read_categories(COORDINATOR, store)
    assert [code for code, one in views.items() if one.is_validated] == ["O2", "INS"]
    assert views["O2"].words == "validé par Dr Anne Fictif, médecin référente, le 26 novembre 2026"
    assert "Fictif" not in read_categories(OBSERVER, store)["O2"].words


def test_a_changed_row_asks_again_and_the_other_signatures_stand(tmp_path: Path) -> None:
    """The limit of insulin goes from 12 to 10 hours; put back, its signature holds again."""
    store = a_store(tmp_path)
    validate_categories(COORDINATOR, store, marks(store, "O2", "INS"), name="Dr Fictif", quality="médecin")
    own_table(store, "un infirmier,Insulin injected by a nurse,1,12", "un infirmier,Insulin injected by a nurse,1,10")
    views = read_categories(COORDINATOR, store)
    assert (views["INS"].is_validated, views["O2"].is_validated) == (False, True)
    assert views["INS"].words == "valeur indicative : modifiée depuis sa validation, à valider de nouveau"
    (store.folder.content / "data" / "care_categories.csv").unlink()
    assert read_categories(COORDINATOR, store)["INS"].is_validated


def test_what_is_signed_is_what_was_read(tmp_path: Path) -> None:
    """A row that changed meanwhile, one that is gone, nobody's name: nothing is signed."""
    store = a_store(tmp_path)
    both = marks(store, "O2", "INS")
    own_table(store, "un infirmier,Insulin injected by a nurse,1,12", "un infirmier,Insulin injected by a nurse,1,10")
    for given, name, refusal in (
        (both, "Dr Fictif", StaleRevision),
        ({"XXX": "x"}, "Dr Fictif", NotFound),
        ({}, "Dr Fictif", InvalidInput),
        (marks(store, "O2"), " ", InvalidInput),
        (marks(store, "O2"), "F" * 121, InvalidInput),
    ):
        with pytest.raises(refusal):
            validate_categories(COORDINATOR, store, given, name=name, quality="médecin")
    with pytest.raises(NotAllowed):
        validate_categories(OBSERVER, store, marks(store, "O2"), name="Dr Fictif", quality="médecin")
    assert not any(one.is_validated for one in read_categories(COORDINATOR, store).values())


def test_rules_and_categories_of_the_site_are_bounded(tmp_path: Path) -> None:
    """A threshold of 1 would mask nothing; a code twice would have two limits."""
    store = a_store(tmp_path)
    own_table(store, "\nINS,", "\nO2,")
    folder = store.folder.content / "data"
    (folder / "continuity_rules.csv").write_text("setting,value\nmasking_threshold,1\n", encoding="utf-8")
    with store.reading() as conn:
        library = read_library(store, conn)
    for read in (category_table, continuity_rules):
        with pytest.raises(InvalidInput):
            read(library)
