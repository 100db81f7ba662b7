"""Saved runs side by side: what tells them apart, whether the roster changed since, what a reader sees of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.core.errors import NotFound
from app.drills.shock import CallVolunteers
from app.services.laboratory.compare_drills import compare_runs
from app.services.laboratory.read_laboratory import read_all_saved, read_saved
from app.services.laboratory.save_run import save_run
from app.store.database import Store
from tests.builders import COORDINATOR, READER, a_person, some_people
from tests.services.a_drill import a_folder, a_trial, run_composition


def kept(store: Store, title: str, volunteers: int = 4) -> str:
    plan = (CallVolunteers(profession="infirmier", count=volunteers),)
    return save_run(COORDINATOR, store, run_composition(store, a_trial(plan=plan)), title)


def test_a_better_plan_is_said_to_be_better(tmp_path: Path) -> None:
    """Percents of both lines, and how many needs more the better plan serves; the same roster is not remarked upon."""
    store = a_folder(tmp_path)
    few, many = kept(store, "Un volontaire", 1), kept(store, "Dix volontaires", 10)
    found = compare_runs(COORDINATOR, store, few, many)
    assert found.same_roster
    assert found.sentences[0].startswith("Sous le choc, ")
    assert found.sentences[1].startswith("Avec le plan, ")
    assert found.sentences[2].startswith("Le plan de « Dix volontaires » sert ")
    assert compare_runs(COORDINATOR, store, many, few).sentences[2] == found.sentences[2]


def test_two_trials_of_one_title_are_told_apart(tmp_path: Path) -> None:
    """Kept at the same minute: by their order; no title is said twice alike."""
    store = a_folder(tmp_path)
    first, second = kept(store, "Grippe", 1), kept(store, "Grippe", 10)
    said = compare_runs(COORDINATOR, store, first, second).sentences
    assert all("« Grippe, premier essai »" in one.replace("\xa0", " ") for one in said[:2])
    assert "« Grippe, second essai »" in said[2].replace("\xa0", " ")


def test_a_changed_roster_is_said(tmp_path: Path) -> None:
    """One nurse more: what was kept before is no longer of today, and the comparison says where a part comes from."""
    store = a_folder(tmp_path)
    before = kept(store, "Avant")
    some_people(store, a_person("Enora"))
    after = kept(store, "Après")
    assert [(one.title, one.is_current) for one in read_all_saved(COORDINATOR, store)] == [
        ("Après", True),
        ("Avant", False),
    ]
    found = compare_runs(COORDINATOR, store, before, after)
    assert not found.same_roster
    assert found.sentences[0].startswith("Les deux essais n’ont pas été faits avec les mêmes effectifs")


def test_a_reader_sees_the_shared_report_and_no_composition(tmp_path: Path) -> None:
    """Who may be named in a composition stays with those who compose; exact differences too."""
    store = a_folder(tmp_path)
    first, second = kept(store, "Un", 1), kept(store, "Dix", 10)
    seen, exact = read_saved(READER, store, first), read_saved(COORDINATOR, store, first)
    assert seen.composition is None
    assert seen.told is not None
    assert seen.told == exact.shared != exact.told
    assert len(compare_runs(READER, store, first, second).sentences) == 2


def test_a_run_of_another_version_says_so(tmp_path: Path) -> None:
    """Its figures do not read: its composition still does, and the comparison asks to run it again."""
    store = a_folder(tmp_path)
    first, second = kept(store, "Un"), kept(store, "Deux")
    with store.transaction() as conn:
        conn.execute("UPDATE laboratory_run SET result = '{}' WHERE id = ?", (first,))
    old = read_saved(COORDINATOR, store, first)
    assert (old.told, old.composition is None) == (None, False)
    assert compare_runs(COORDINATOR, store, first, second).sentences == (
        "Un des deux essais vient d’une autre version : refaites-le pour le comparer.",
    )


def test_a_run_that_is_gone_is_said_to_be(tmp_path: Path) -> None:
    """Read alone or beside another."""
    store = a_folder(tmp_path)
    with pytest.raises(NotFound):
        read_saved(COORDINATOR, store, "rien")
    with pytest.raises(NotFound):
        compare_runs(COORDINATOR, store, kept(store, "Un"), "rien")
