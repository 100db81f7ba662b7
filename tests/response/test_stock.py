"""Tests of app/response/stock.py: expired first, then below minimum, then what expires soon; lots of a thing add up."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from app.response.stock import Item, StockLimits, StockState, stocked, things_below

TODAY = date(2026, 11, 26)
LIMITS = StockLimits()


def in_days(days: int) -> date:
    return TODAY + timedelta(days=days)


@pytest.mark.parametrize(
    ("days", "state"),
    [
        (-1, StockState.EXPIRED), (0, StockState.SOON), (60, StockState.SOON), (61, StockState.LATER),
        (90, StockState.LATER), (91, StockState.FINE), (None, StockState.FINE),
    ],
)  # fmt: skip
def test_a_lot_stands_by_its_last_day(days: int | None, state: StockState) -> None:
    """Its last day is still good; 60 and 90 days belong to the nearer side."""
    item = Item(id="a", label="Masques", quantity=5, expires_on=None if days is None else in_days(days))
    (found,) = stocked([item], TODAY, LIMITS)
    assert (found.state, found.days_left) == (state, days)


def test_expired_lots_do_not_count_and_lots_of_a_thing_add_up() -> None:
    """12 good of 20: 8 lacking, said of each good lot; the expired one says that it is expired."""
    lots = [
        Item(id="old", label="Tests", quantity=30, expires_on=in_days(-3), minimum=20),
        Item(id="new", label="tests", quantity=7, minimum=20),
        Item(id="more", label="Tests ", quantity=5, minimum=10),
        Item(id="other", label="Tests", unit="boîte", quantity=1),
    ]
    found = {one.item.id: (one.state, one.usable, one.lacking) for one in stocked(lots, TODAY, LIMITS)}
    assert found == {
        "old": (StockState.EXPIRED, 12, 8), "new": (StockState.BELOW, 12, 8), "more": (StockState.BELOW, 12, 8),
        "other": (StockState.FINE, 1, 0),
    }  # fmt: skip
    assert len(things_below(stocked(lots, TODAY, LIMITS))) == 1


def test_the_most_urgent_come_first() -> None:
    """Expired, below, soon, later, fine; then the sooner expiry, then the name."""
    lots = [
        Item(id="fine", label="A"), Item(id="later", label="B", quantity=1, expires_on=in_days(80)),
        Item(id="soon2", label="D", quantity=1, expires_on=in_days(20)),
        Item(id="soon", label="E", quantity=1, expires_on=in_days(10)), Item(id="below", label="F", minimum=1),
        Item(id="expired", label="G", quantity=1, expires_on=in_days(-1)),
    ]  # fmt: skip
    order = [one.item.id for one in stocked(lots, TODAY, LIMITS)]
    assert order == ["expired", "below", "soon", "soon2", "later", "fine"]


def test_an_empty_lot_neither_expires_nor_is_renewed() -> None:
    """There is nothing left to take out."""
    (found,) = stocked([Item(id="a", label="A", quantity=0, expires_on=in_days(-10))], TODAY, LIMITS)
    assert found.state is StockState.FINE
