"""Roads between communes."""

from __future__ import annotations

from app.scheduling.travel import Road, minutes_from


def test_the_shortest_way_counts_and_islands_are_not_reached() -> None:
    """A detour of 7 minutes beats a direct road of 9; parallel roads keep the quicker; no road, no entry."""
    roads = [Road("a", "b", 3), Road("b", "c", 4), Road("a", "c", 9), Road("a", "b", 5), Road("x", "y", 1)]
    assert minutes_from("a", roads) == {"a": 0, "b": 3, "c": 7}


def test_a_commune_without_roads_reaches_itself() -> None:
    """Nobody is far from home."""
    assert minutes_from("z", [Road("a", "b", 3)]) == {"z": 0}
