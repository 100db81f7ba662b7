"""Tests of app/services/demo/demo_territory.py: the demonstration shows something to do in each place of the plan."""

from __future__ import annotations

from pathlib import Path

from app.access.actor import COMMAND_LINE
from app.response.stock import StockState
from app.services.coverage.assess_territory import read_territory
from app.services.demo.demo_territory import fill
from app.services.plans.keep_inventory import read_inventory
from app.services.plans.read_cell import read_cell
from app.services.plans.read_structures import read_structures
from tests.builders import COORDINATOR, THURSDAY, a_person, some_people
from tests.services.a_territory import CARE_HOME, HOSPITAL, a_territory, some_sites


def test_the_demonstration_is_filled_with_something_left_to_do(tmp_path: Path) -> None:
    """Ratings to check, a lot expired, every function held and relieved, one agreement settled and one to complete."""
    store = a_territory(tmp_path)
    some_people(store, *(a_person(f"Personne{n}", member=True) for n in range(12)))
    some_sites(store, HOSPITAL, CARE_HOME)
    fill(COMMAND_LINE, store, THURSDAY.date())
    territory, stock = read_territory(COORDINATOR, store), read_inventory(COORDINATOR, store)
    assert (len(territory.zones), territory.unrated, 0 < len(territory.unchecked) < len(territory.risks)) == (
        3,
        (),
        True,
    )
    assert {one.state for one in stock.found} == set(StockState)
    cell = read_cell(COORDINATOR, store)
    assert (cell.gaps, cell.troubles, bool(cell.shifts)) == ((), (), True)
    assert [one.is_settled for one in read_structures(COORDINATOR, store).structures] == [False, True]
