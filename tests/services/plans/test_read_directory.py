"""Tests of app/services/plans/read_directory.py: the whole directory with what it lacks, in the departments of the territory."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from app.access.actor import Actor, Role
from app.core.errors import NotAllowed
from app.response.directory_holes import HoleKind
from app.services.plans.read_directory import read_directory
from app.services.plans.test_numbers import finish_check, start_check
from tests.builders import COORDINATOR, a_store
from tests.services.a_directory import a_home, redon


def test_the_territory_s_departments_and_every_hole(tmp_path: Path) -> None:
    """Redon lies over three departments: a préfecture is missing in each; the home nobody answers for is named."""
    at = redon(tmp_path)
    a_home(at.store)
    at.add("prefecture", organisation="Préfecture", night_phone="0199002005")
    view = at.view()
    assert dict(view.departments) == {"35": "Ille-et-Vilaine", "44": "Loire-Atlantique", "56": "Morbihan"}
    missing = [(one.function, one.department) for one in view.holes if one.kind is HoleKind.MISSING]
    assert [place for function, place in missing if function == "prefecture"] == ["35", "44"]
    assert [one.site for one in view.holes if one.kind is HoleKind.SITE] == ["560000001"]
    assert [one.kind for one in view.holes if one.contact] == [HoleKind.UNCHECKED]
    assert view.sentences[0].startswith("Il manque")


def test_without_a_territory_only_what_is_needed_once_is_missing(tmp_path: Path) -> None:
    """Nobody knows yet which departments: nothing is asked twice."""
    view = read_directory(COORDINATOR, a_store(tmp_path))
    assert dict(view.departments) == {}
    assert all(not view.functions[one.function].per_department for one in view.holes)


def test_the_next_test_is_due_a_year_after_the_last_began(tmp_path: Path) -> None:
    """Never called: no date; then the same day next year."""
    at = redon(tmp_path)
    at.add()
    assert (at.view().next_check_on, at.view().running) == (None, None)
    start_check(COORDINATOR, at.store)
    assert (at.view().next_check_on, len(at.view().calls)) == (None, 1)
    finish_check(COORDINATOR, at.store)
    view = at.view()
    assert (view.next_check_on, view.running, view.calls) == (date(2027, 11, 26), None, ())


@pytest.mark.parametrize("role", [Role.OBSERVER, Role.READING, Role.PROFESSIONAL])
def test_numbers_are_for_those_who_call(tmp_path: Path, role: Role) -> None:
    """Observers and readers have no number to call."""
    with pytest.raises(NotAllowed):
        read_directory(Actor("x", "X", role), a_store(tmp_path))
