"""Who is farther from the main town once roads are struck: cut off, or a quarter of an hour more; said with names and people."""

from __future__ import annotations

from fractions import Fraction

from app.drills.farther import Farther, farther, farther_sentence
from app.drills.shock import Demand, RoadCut, RoadSlow
from app.drills.territory import Place, Road, Territory
from app.drills.world import World

PEOPLE = {"A": 1_000, "B": 300, "C": 200, "D": 20}
ROADS = (
    Road("A-B", "A", "B", Fraction(3)), Road("A-C", "A", "C", Fraction(10)), Road("B-C", "B", "C", Fraction(12)),
    Road("C-D", "C", "D", Fraction(5)),
)  # fmt: skip
WORLD = World(
    Territory(tuple(Place(one, f"Commune {one}") for one in PEOPLE), ROADS, (), ()), (), {}, {}, {}, {},
    populations=PEOPLE,
)  # fmt: skip


def test_a_bridge_cut_sends_some_the_long_way_and_leaves_others_without_any() -> None:
    """B goes round by C, 22 minutes instead of 3; D has no other road; C is as near as before."""
    cut = RoadCut(roads=("A-B", "C-D"))
    assert farther(WORLD, (cut,)) == Farther("A", ("D",), (("B", 3, 22),))
    assert farther_sentence(WORLD, (cut,)).replace("\u00a0", " ") == (
        "Routes touchées, prises ensemble, 1 commune (20 habitants) ne joint plus Commune A : Commune D."
        " Routes touchées, prises ensemble, 1 commune (300 habitants) est à 15 minutes de plus au moins de Commune A :"
        " Commune B (22 min au lieu de 3)."
    )


def test_roads_struck_one_after_another_are_struck_together() -> None:
    """The bridge, then the way round slowed by 55 minutes."""
    found = farther(WORLD, (RoadCut(roads=("A-B",)), RoadSlow(roads=("A-C",), minutes=55)))
    assert found.slower == (("B", 3, 77), ("C", 10, 65), ("D", 15, 70))


def test_without_a_road_struck_nothing_is_said() -> None:
    """More demand leaves everybody where they are; a road slowed by ten minutes too little to be told."""
    assert farther_sentence(WORLD, (Demand(skill="gp", percent=20), RoadSlow(roads=("A-C",), minutes=10))) == ""
