"""Tests of app/services/plans/keep_inventory.py: the stock is started, kept lot by lot, counted by the cell."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from app.core.errors import InvalidInput, NotAllowed, NotFound, StaleRevision
from app.response.stock import Item, StockState
from app.services.plans.keep_inventory import count_item, keep_items, read_inventory, start_stock
from app.store.database import Store
from tests.builders import COORDINATOR, READER
from tests.services.a_territory import ANOTHER, CELL, OBSERVER, a_territory

MASKS = Item(id="masks", label=" Masques ", category="protection", quantity=4, minimum=2, holder="Anne Fictif")


def items(store: Store) -> dict[str, Item]:
    return {one.item.id: one.item for one in read_inventory(COORDINATOR, store).found}


def test_the_stock_starts_from_a_usual_list_of_nothing(tmp_path: Path) -> None:
    """Every line is below its minimum until somebody counts; what is there already is not added again."""
    store = a_territory(tmp_path)
    keep_items(COORDINATOR, store, [Item(id="mine", label="masques chirurgicaux", unit="Boîte de 50", quantity=9)])
    added = start_stock(COORDINATOR, store)
    view = read_inventory(READER, store)
    assert (added, len(view.found), start_stock(COORDINATOR, store)) == (23, 24, 0)
    assert {one.state for one in view.found if one.item.id != "mine"} == {StockState.BELOW}


def test_lots_are_written_changed_and_struck_off_together(tmp_path: Path) -> None:
    """Trimmed; an unknown category becomes « autre »."""
    store = a_territory(tmp_path)
    keep_items(COORDINATOR, store, [MASKS, Item(id="b", label="B", category="gadgets")])
    held = items(store)
    assert held["masks"] == replace(MASKS, label="Masques", revision=1)
    assert held["b"].category == "other"
    keep_items(COORDINATOR, store, [replace(held["masks"], expires_on=date(2027, 1, 1))], [held["b"]])
    assert items(store) == {"masks": replace(held["masks"], expires_on=date(2027, 1, 1), revision=2)}


def test_the_second_to_write_a_lot_is_told_and_writes_nothing(tmp_path: Path) -> None:
    """Another lot of the same table goes through."""
    store = a_territory(tmp_path)
    keep_items(COORDINATOR, store, [MASKS, replace(MASKS, id="b", label="B")])
    held = items(store)
    keep_items(ANOTHER, store, [replace(held["masks"], quantity=1)])
    keep_items(COORDINATOR, store, [replace(held["b"], quantity=2)])
    for changed, struck in (([replace(held["masks"], quantity=7)], []), ([], [held["masks"]])):
        with pytest.raises(StaleRevision):
            keep_items(COORDINATOR, store, changed, struck)
    assert {key: one.quantity for key, one in items(store).items()} == {"masks": 1, "b": 2}


@pytest.mark.parametrize("wrong", [{"label": " "}, {"quantity": -1}, {"minimum": 10_000_000}, {"place": "x" * 201}])
def test_a_lot_that_does_not_hold_is_refused(tmp_path: Path, wrong: dict[str, object]) -> None:
    """Nothing of the table is written."""
    store = a_territory(tmp_path)
    with pytest.raises(InvalidInput):
        keep_items(COORDINATOR, store, [MASKS, replace(MASKS, id="b", **wrong)])  # type: ignore[arg-type]
    assert items(store) == {}


def test_the_cell_counts_what_it_takes_and_changes_nothing_else(tmp_path: Path) -> None:
    """Over the revision seen; a lot that is gone is said."""
    store = a_territory(tmp_path)
    keep_items(COORDINATOR, store, [MASKS])
    count_item(CELL, store, "masks", 1, 1)
    assert items(store)["masks"] == replace(MASKS, label="Masques", quantity=1, revision=2)
    with pytest.raises(StaleRevision):
        count_item(CELL, store, "masks", 0, 1)
    with pytest.raises(NotFound):
        count_item(CELL, store, "gone", 0, 1)
    with pytest.raises(NotAllowed):
        keep_items(CELL, store, [MASKS])


def test_who_keeps_a_lot_is_for_those_who_may_read_names(tmp_path: Path) -> None:
    """An observer reads the lots."""
    store = a_territory(tmp_path)
    keep_items(COORDINATOR, store, [MASKS])
    seen = {actor.role: read_inventory(actor, store) for actor in (CELL, READER, OBSERVER)}
    assert {role: (view.found[0].item.holder, view.names_holders) for role, view in seen.items()} == {
        CELL.role: ("Anne Fictif", True), READER.role: ("Anne Fictif", True), OBSERVER.role: ("", False),
    }  # fmt: skip
