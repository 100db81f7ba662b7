"""Tests of app/services/coverage/read_assumptions.py: what coverage assumes reads as one value, and what does not agree is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.access.actor import Actor, Role
from app.core.errors import InvalidInput, NotAllowed
from app.library import Library
from app.services.coverage.read_assumptions import TABLES, check_assumptions, read_assumptions
from app.services.keeping.reference import edit_reference
from app.words.errors import sentence
from tests.builders import COORDINATOR, READER
from tests.services.a_territory import a_territory

POST = {
    "code": "garde_carnac", "territory": "auray", "commune": "56034", "label_fr": "Garde de Carnac", "label_en": "",
    "count": "1", "acts": "9", "skills": "gp", "reach_minutes": "30", "when": "night", "depends_on": "",
    "source": "Tableau de garde", "checked": "local",
}  # fmt: skip


def test_everything_assumed_is_read_with_what_nobody_checked(tmp_path: Path) -> None:
    """Tables of the territory, roads, and how many rows are working values; a community's own row is not one."""
    store = a_territory(tmp_path)
    before = read_assumptions(READER, store)
    assert set(before.own) == set(TABLES)
    assert {one.territory for one in (*before.tables.duty, *before.tables.transport)} == {"auray"}
    assert len(before.roads) == 53
    assert sum(one.is_boat for one in before.roads) == 4
    edit_reference(COORDINATOR, store, "duty_supply", [POST], "Tableau de garde")
    after = read_assumptions(COORDINATOR, store)
    assert [one.code for one in after.tables.duty if one.code == "garde_carnac"] == ["garde_carnac"]
    assert after.to_check == before.to_check
    assert (before.may_write, after.may_write) == (False, True)
    with pytest.raises(NotAllowed):
        read_assumptions(Actor("anne", "Anne", Role.PROFESSIONAL), store)


@pytest.mark.parametrize(
    ("table", "change", "said"),
    [
        ("duty_supply", {"commune": "75056"}, "75056 n’est pas une commune du territoire « auray »"),
        ("transport_supply", {"territory": "*"}, "56034 n’est pas une commune du territoire « * »"),
    ],
)
def test_a_post_stands_in_its_territory(table: str, change: dict[str, str], said: str) -> None:
    """A commune of elsewhere would be on nobody's map; anywhere has no commune of its own."""
    with pytest.raises(InvalidInput) as refused:
        check_assumptions(Library(rows={table: [{**POST, **change}]}))
    assert said in sentence(refused.value).replace("\u00a0", " ")


def test_a_skill_counts_categories_that_exist() -> None:
    """One that the table of needs does not hold would count nobody, silently."""
    cells = {**Library().table("coverage_skills")[0].cells, "categories": "O2|INCONNUE"}
    with pytest.raises(InvalidInput) as refused:
        check_assumptions(Library(rows={"coverage_skills": [cells]}))
    assert "INCONNUE" in sentence(refused.value)
    check_assumptions(Library())


@pytest.mark.parametrize("table", ["coverage_supply", "duty_supply"])
def test_a_skill_that_nobody_knows_is_refused_where_it_is_edited(tmp_path: Path, table: str) -> None:
    """The row is not written: « radiologie » is no skill of the table."""
    store = a_territory(tmp_path)
    row = {**Library().table(table)[0].cells, "skills": "radiologie"}
    with pytest.raises(InvalidInput) as refused:
        edit_reference(COORDINATOR, store, table, [row], "essai")
    assert "radiologie" in sentence(refused.value)
    assert read_assumptions(COORDINATOR, store).own[table] == ()
