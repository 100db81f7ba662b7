"""Tests of app/services/world/override_roads.py: what a road takes is corrected with a reason, journaled, and given back."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from app.core.errors import InvalidInput, NotAllowed, NotFound, StaleRevision
from app.services.coverage.read_assumptions import RoadRow, read_assumptions
from app.services.world.override_roads import LONGEST_REASON, override_road, restore_road
from app.store import journal
from app.store.database import Store
from tests.builders import COORDINATOR, READER
from tests.services.a_territory import CELL, a_territory

PENTHIEVRE = "56168-56234"
"""Plouharnel – Saint-Pierre-Quiberon: the only road of the peninsula."""


def road(store: Store, id: str = PENTHIEVRE) -> RoadRow:
    return next(one for one in read_assumptions(READER, store).roads if one.road.id == id)


def test_a_road_is_corrected_then_given_its_estimate_back(tmp_path: Path) -> None:
    """12 minutes by the table, 25 as somebody measured, closed, then 12 again; the journal says each step without a name."""
    store = a_territory(tmp_path)
    usual = road(store)
    assert (usual.minutes, usual.override) == (usual.usual, None)
    override_road(CELL, store, PENTHIEVRE, 25, "  mesuré   un samedi ", 0)
    held = road(store)
    assert [held.usual, held.minutes, held.road.minutes] == [usual.usual, Fraction(25), Fraction(25)]
    assert held.override is not None
    assert (held.override.reason, held.override.revision) == ("mesuré un samedi", 1)
    override_road(COORDINATOR, store, PENTHIEVRE, None, "sous l’eau", 1)
    assert road(store).minutes is None
    restore_road(COORDINATOR, store, PENTHIEVRE, 2)
    assert road(store) == usual
    with store.reading() as conn:
        written = [(one.type, one.payload) for one in journal.recent(conn) if one.type.startswith("road_")]
    assert written == [
        ("road_restored", {}),
        ("road_overridden", {"minutes": None}),
        ("road_overridden", {"minutes": 25}),
    ]


@pytest.mark.parametrize(
    ("minutes", "reason"), [(-1, "essai"), (601, "essai"), (10, "  "), (10, "x" * (LONGEST_REASON + 1))]
)
def test_a_correction_says_why_within_bounds(tmp_path: Path, minutes: int, reason: str) -> None:
    """Nothing is written."""
    store = a_territory(tmp_path)
    with pytest.raises(InvalidInput):
        override_road(COORDINATOR, store, PENTHIEVRE, minutes, reason, 0)
    assert read_assumptions(READER, store).overridden == ()


def test_whoever_comes_second_is_told(tmp_path: Path) -> None:
    """To correct as well as to give back; a road of nowhere is not found; who only reads may not."""
    store = a_territory(tmp_path)
    override_road(COORDINATOR, store, PENTHIEVRE, 25, "mesuré", 0)
    with pytest.raises(StaleRevision):
        override_road(CELL, store, PENTHIEVRE, 30, "mesuré aussi", 0)
    with pytest.raises(StaleRevision):
        restore_road(CELL, store, PENTHIEVRE, 0)
    for id in ("56168-99999", "44057-35236"):
        with pytest.raises(NotFound):
            override_road(CELL, store, id, 30, "ailleurs", 0)
    with pytest.raises(NotAllowed):
        override_road(READER, store, PENTHIEVRE, 30, "lecture", 1)


def test_a_territory_without_a_table_has_no_road(tmp_path: Path) -> None:
    """Ploërmel ships none: its assumptions read all the same."""
    view = read_assumptions(READER, a_territory(tmp_path, "ploermel"))
    assert (view.roads, view.may_write) == ((), False)
    assert [one.code for one in view.tables.duty] == [
        "garde_principale", "pharmacie_garde_principale", "infirmier_nuit_principal",
    ]  # fmt: skip
