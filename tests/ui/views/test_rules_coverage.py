"""Tests of app/ui/views/rules_coverage.py: every shipped row reads in words and survives being taken up on the screen."""

from __future__ import annotations

import pytest

from app.library import Library
from app.ui.parts.rule_tables import Value
from app.ui.views import rules, rules_edit
from app.ui.views.rules_coverage import NAMES, dependences

SHIPPED = Library()


@pytest.mark.parametrize("table", NAMES)
def test_a_row_taken_up_again_says_the_same(table: str) -> None:
    """Edited and kept as it was, each row of the table is accepted and is what was shipped, but for who checked it."""
    known = rules_edit.columns(SHIPPED, table)
    shipped = [record.cells for record in SHIPPED.table(table)]
    own = [rules_edit.cells_of(table, rules_edit.values_of(cells, known), known, "essai") for cells in shipped]
    library = Library(rows={table: own})
    library.validate(table)
    kept = [dict(record.cells) for record in library.table(table)]
    for before, after in zip(shipped, kept, strict=True):
        english = {"label_en": before["label_en"] or before["label_fr"]} if "label_en" in before else {}
        assert after == {**before, **english, "checked": "local"}


@pytest.mark.parametrize("table", NAMES)
def test_every_cell_is_words(table: str) -> None:
    """No code, no bar between codes, no empty cell."""
    cells = [cell for row in rules.readable(SHIPPED, table, None).rows for cell in row[:-2]]
    assert [cell for cell in cells if not cell or "|" in cell] == []
    words = [cell for row in rules.readable(SHIPPED, table, None).rows for cell in row[:-2] if cell != row[-3]]
    assert [cell for cell in words if "_" in cell] == []


def test_a_new_row_of_supply_knows_whether_it_is_somebody_or_a_place() -> None:
    """Nobody types the kind: a profession is one by its name."""
    known = rules_edit.columns(SHIPPED, "coverage_supply")
    values: dict[str, Value] = {
        "skills": ["gp"], "acts": 6, "reach_minutes": 20, "saturday_percent": 0, "sunday_percent": 0,
        "night_percent": 0, "depends_on": "", "per_100_places": None, "kind": "",
    }  # fmt: skip
    own = [
        rules_edit.cells_of("coverage_supply", {**values, "code": code}, known, "essai")
        for code in ("interne", "health_house")
    ]
    found = {one.code: one.is_profession for one in Library(rows={"coverage_supply": own}).coverage_supply}
    assert (found["interne"], found["health_house"]) == (True, False)


def test_what_something_hangs_on_is_said_with_how_long_it_goes_on() -> None:
    """Four hours without power, none without the telephone; a supplier by its name; nothing is a dash."""
    said = dependences("power=4|it:telephone|supplier:eau_potable=0|supplier:grossiste|it:logiciel")
    assert (
        said.replace("\u00a0", " ")
        == "électricité (4 h), téléphone, eau potable, grossiste en médicaments, logiciels des cabinets"
    )
    assert dependences("") == "–"
