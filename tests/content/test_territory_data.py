"""The catalogue of hazards, the limits of the cell, the usual stock and agreements: they read, and refer to what exists."""

from __future__ import annotations

from datetime import date

from app.library import Library
from app.response.articulation import AGREED
from app.response.cell import CellLimits
from app.response.risk import FAMILY_WORDS
from app.response.stock import CATEGORY_WORDS, StockLimits
from app.services.coverage.assess_territory import hazard_kinds
from app.services.plans.agree_articulation import articulation_starts
from app.services.plans.keep_inventory import limits_of, starting_items
from app.services.plans.staff_cell import limits_on

LIBRARY = Library()
TODAY = date(2026, 11, 26)


def test_every_hazard_leads_to_plans_of_the_library_and_says_where_to_read_it() -> None:
    """Codes once, every family and typology met, communes of a territory shipped."""
    kinds = hazard_kinds(LIBRARY)
    communes = {one.insee for name in ("auray", "redon", "ploermel") for one in LIBRARY.communes(name)}
    assert len({one.code for one in kinds}) == len(kinds)
    assert {one.family for one in kinds} == set(FAMILY_WORDS)
    plans = {slug for one in kinds for slug in one.plans}
    assert (plans - set(LIBRARY.plans.sheets), {f"typologie_{n}" for n in range(1, 6)} - plans) == (set(), set())
    assert [one.code for one in kinds if not one.plans or not one.source] == []
    assert {code for one in kinds for code in one.starts_in} - communes - {"*"} == set()


def test_the_limits_of_the_cell_are_those_of_the_code_as_read() -> None:
    """Each with its article; before the text they were not dated, the working default stands."""
    assert limits_on(LIBRARY, TODAY) == CellLimits(12, 8, 11, 48, 15)
    sources = {record.cells["code"]: record.cells["source"] for record in LIBRARY.file("cell_limits.csv")}
    assert [code for code, source in sources.items() if "L. 3" not in source] == ["handover_minutes"]


def test_the_usual_stock_has_a_category_and_a_minimum() -> None:
    """No line twice."""
    items = starting_items(LIBRARY)
    assert len({one.thing for one in items}) == len(items)
    assert [one.label for one in items if one.category not in CATEGORY_WORDS or one.minimum < 1] == []
    assert limits_of(LIBRARY) == StockLimits(60, 90)


def test_every_kind_of_establishment_that_is_awaited_has_its_starting_text() -> None:
    """Both directions of the call, the offer and the wish."""
    starts = articulation_starts(LIBRARY)
    assert set(AGREED) - set(starts) == set()
    assert [one.kind for one in starts.values() if not (one.they_offer and one.they_expect)] == []
