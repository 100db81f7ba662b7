"""Tests of app/store/inventory.py: lots come back whole, over the revision seen."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from app.response.stock import Item
from app.store import inventory
from tests.builders import a_store

MASKS = Item(
    id="m", label="Masques", category="protection", quantity=3, unit="boîte", lot="L1", expires_on=date(2027, 1, 2),
    place="Local", holder="Anne", minimum=5,
)  # fmt: skip


def test_a_lot_comes_back_and_an_old_revision_writes_nothing(tmp_path: Path) -> None:
    """Added once, changed over its revision, struck off at the one seen."""
    with a_store(tmp_path).transaction() as conn:
        assert inventory.put(conn, MASKS)
        assert not inventory.put(conn, MASKS)
        held = replace(MASKS, revision=1)
        assert inventory.find(conn, "m") == held
        assert inventory.put(conn, replace(held, quantity=1, expires_on=None))
        assert not inventory.put(conn, replace(held, quantity=2))
        assert not inventory.remove(conn, "m", 1)
        assert inventory.every(conn) == [replace(held, quantity=1, expires_on=None, revision=2)]
        assert inventory.remove(conn, "m", 2)
        assert inventory.find(conn, "m") is None
