"""The Stock place of the Plans screen: what to do first, the table, the count."""

from __future__ import annotations

from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from app.access.actor import Role
from app.response.stock import Item
from app.services.plans.keep_inventory import keep_items, read_inventory
from app.store.database import Store
from tests.builders import COORDINATOR
from tests.services.a_territory import ANOTHER
from tests.ui.screens.a_page import UI, press, said
from tests.ui.screens.a_role import signs_in

MASKS = Item(id="masks", label="Masques", unit="boîte", quantity=4, minimum=10)
TESTS = Item(id="tests", label="Tests", quantity=6, expires_on=date(2026, 11, 3), lot="TA-1")


def opened() -> AppTest:
    page = AppTest.from_file(UI / "screens" / "plans.py", default_timeout=30)
    page.query_params["volet"] = "moyens"
    page.run()
    assert not page.exception
    return page


def typed(page: AppTest, rows: dict[int, dict[str, object]], added: list[dict[str, object]], gone: list[int]) -> None:
    key = page.session_state["plan_stock_drawn"].key
    page.session_state[f"{key}_table"] = {"edited_rows": rows, "added_rows": added, "deleted_rows": gone}


def quantities(store: Store) -> dict[str, int]:
    return {one.item.label: one.item.quantity for one in read_inventory(COORDINATOR, store).found}


def test_an_empty_stock_starts_in_one_press(store: Store) -> None:
    """Everything on the list is then below its minimum."""
    page = opened()
    assert page.title[0].value == "L’inventaire est vide."
    page = press(page, "Partir d’une liste usuelle")
    assert page.title[0].value == "24 produits sous le minimum."


def test_what_expired_comes_first_then_what_misses(store: Store) -> None:
    """With what to do of each."""
    keep_items(COORDINATOR, store, [MASKS, TESTS])
    page = opened()
    assert page.title[0].value == "1 lot périmé, 1 produit sous le minimum."
    text = said(page)
    assert "retirer 6 (lot TA-1) : périmé depuis le 3 novembre 2026" in text
    assert "il en reste 4 × boîte, il en manque 6" in text
    assert text.index("Tests") < text.index("Masques")


def test_the_table_changes_adds_and_strikes_off(store: Store) -> None:
    """A row without a name is nothing."""
    keep_items(COORDINATOR, store, [MASKS, TESTS])
    page = opened()
    typed(
        page,
        {0: {"quantity": 12, "expires_on": "2027-05-01"}},
        [{"label": "Gants", "quantity": 3}, {"quantity": 5}],
        [1],
    )
    press(page, "Enregistrer l’inventaire")
    assert quantities(store) == {"Masques": 12, "Gants": 3}
    assert {one.item.expires_on for one in read_inventory(COORDINATOR, store).found} == {date(2027, 5, 1), None}


def test_the_second_to_write_a_lot_is_told_and_keeps_what_they_typed(store: Store) -> None:
    """The other's lot of the same table stays as they wrote it."""
    keep_items(COORDINATOR, store, [MASKS, TESTS])
    page = opened()
    typed(page, {0: {"quantity": 7}}, [], [])
    held = {one.item.id: one.item for one in read_inventory(COORDINATOR, store).found}
    keep_items(ANOTHER, store, [Item(**{**_fields(held["masks"]), "quantity": 1}), Item(**{**_fields(held["tests"]), "quantity": 0})])  # type: ignore[arg-type]  # fmt: skip
    page = press(page, "Enregistrer l’inventaire")
    assert "Entre-temps" in said(page)
    press(page, "Enregistrer l’inventaire")
    assert quantities(store) == {"Masques": 7, "Tests": 0}


def test_the_cell_counts_a_lot_and_an_observer_reads(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither is offered the table to write."""
    keep_items(COORDINATOR, store, [MASKS])
    signs_in(monkeypatch, store, Role.CRISIS_CELL)
    page = opened()
    page.number_input[0].set_value(2)
    press(page, "Noter le compte")
    assert quantities(store) == {"Masques": 2}
    signs_in(monkeypatch, store, Role.OBSERVER)
    page = opened()
    assert [one.label for one in page.button] == []
    assert "Détenteur" not in page.table[0].value.columns


def _fields(item: Item) -> dict[str, object]:
    return {name: getattr(item, name) for name in Item.__dataclass_fields__}
