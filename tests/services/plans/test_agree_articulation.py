"""Tests of app/services/plans/agree_articulation.py and read_structures.py: what is agreed with whom, and what waits first."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from app.core.errors import InvalidInput, NotAllowed, StaleRevision
from app.response.articulation import Articulation
from app.response.directory import Contact
from app.roster.practice import Site, SiteKind
from app.services.plans.agree_articulation import add_structure, agree_articulation, start_articulations
from app.services.plans.read_structures import read_structures
from app.store import contacts
from app.store.database import Store
from tests.builders import COORDINATOR, READER, THURSDAY
from tests.services.a_territory import ANOTHER, CARE_HOME, CELL, HOSPITAL, PHARMACY, a_territory, some_sites

TODAY = THURSDAY.date()
WHOLE = Articulation(
    site_id=HOSPITAL.id, they_call=" a ", we_call="b", they_offer="c", they_expect="d", convention="e", signed_on=TODAY,
    white_plan=True,
)  # fmt: skip


def a_place(folder: Path) -> Store:
    store = a_territory(folder)
    some_sites(store, HOSPITAL, CARE_HOME, PHARMACY)
    return store


def test_what_is_expected_and_not_settled_comes_first(tmp_path: Path) -> None:
    """A pharmacy is welcome, never awaited; an agreement whole and dated is settled."""
    store = a_place(tmp_path)
    agree_articulation(COORDINATOR, store, WHOLE)
    view = read_structures(COORDINATOR, store)
    assert [(one.site.id, one.commune, one.is_settled) for one in view.structures] == [
        ("ehpad", "Carnac", False), ("hopital", "Auray", True), ("pharmacie", "Brech", False),
    ]  # fmt: skip
    assert [one.site.id for one in view.to_agree] == ["ehpad"]
    hospital = view.find("hopital")
    assert hospital is not None
    assert hospital.articulation == replace(WHOLE, they_call="a", revision=1)


def test_articulations_start_from_what_is_usual_and_keep_what_is_written(tmp_path: Path) -> None:
    """Once; they wait for their convention."""
    store = a_place(tmp_path)
    agree_articulation(COORDINATOR, store, WHOLE)
    assert (start_articulations(COORDINATOR, store), start_articulations(COORDINATOR, store)) == (2, 0)
    view = read_structures(COORDINATOR, store)
    assert {one.site.id: one.lacks for one in view.structures} == {
        "hopital": (), "ehpad": ("convention", "signed_on"), "pharmacie": ("convention", "signed_on"),
    }  # fmt: skip


def test_the_second_to_write_is_told_and_what_does_not_hold_is_refused(tmp_path: Path) -> None:
    """A date to come, an endless text, an establishment that is gone."""
    store = a_place(tmp_path)
    agree_articulation(ANOTHER, store, WHOLE)
    with pytest.raises(StaleRevision, match="articulation"):
        agree_articulation(COORDINATOR, store, WHOLE)
    held = replace(WHOLE, revision=1)
    for wrong in ({"signed_on": TODAY + timedelta(days=1)}, {"we_call": "x" * 2001}, {"site_id": "gone"}):
        with pytest.raises(InvalidInput):
            agree_articulation(COORDINATOR, store, replace(held, **wrong))  # type: ignore[arg-type]
    with pytest.raises(NotAllowed):
        agree_articulation(CELL, store, held)


def test_an_establishment_is_added_once(tmp_path: Path) -> None:
    """With a name, a capacity that is one, and not twice in a commune."""
    store = a_territory(tmp_path)
    one = Site(id="", kind=SiteKind.HOME_NURSING, name=" SSIAD fictif ", commune_insee="56007", places=30)
    added = add_structure(COORDINATOR, store, one)
    found = read_structures(COORDINATOR, store).structures
    assert [each.site for each in found] == [replace(one, id=added, name="SSIAD fictif")]
    for wrong in ({"name": " "}, {"name": "ssiad FICTIF"}, {"name": "autre", "places": -1}):
        with pytest.raises(InvalidInput):
            add_structure(COORDINATOR, store, replace(one, **wrong))  # type: ignore[arg-type]
    add_structure(COORDINATOR, store, replace(one, commune_insee="56023"))


def test_numbers_are_for_those_who_may_read_the_directory(tmp_path: Path) -> None:
    """The contacts of an establishment stand with it."""

    store = a_place(tmp_path)
    with store.transaction() as conn:
        contacts.put(conn, Contact(id="c", function="hospital_director", day_phone="+33199003001", site_id=HOSPITAL.id))
    shown = {actor.role: read_structures(actor, store) for actor in (CELL, READER)}
    assert {role: (view.shows_numbers, sum(len(one.contacts) for one in view.structures)) for role, view in shown.items()} == {
        CELL.role: (True, 1), READER.role: (False, 0),
    }  # fmt: skip
