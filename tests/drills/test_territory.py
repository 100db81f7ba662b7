"""Who falls with whom, and what each shock leaves of a territory."""

from __future__ import annotations

from dataclasses import replace

from app.drills.territory import Demand, Dependents, Fall, Need, RoadCut, Territory, struck
from tests.drills.a_territory import a_need, a_provider, a_road, places

TERRITORY = Territory(
    places("AB"),
    (a_road("R1", "A", "B"), a_road("R2", "A", "B")),
    (
        a_provider("power", capacity=0),
        a_provider("it", capacity=0, depends_on=("power",)),
        a_provider("P", depends_on=("it",)),
        a_provider("Q", depends_on=("it", "R")),
        a_provider("R"),
    ),
    (a_need("A", 3), a_need("B", 2, weight=4)),
)


def test_whatever_depends_on_the_struck_falls_at_any_remove() -> None:
    """All that one depends on is required; what nothing depends on falls alone."""
    dependents = Dependents(TERRITORY.providers)
    assert dependents.falling({"power"}) == {"power", "it", "P", "Q"}
    assert dependents.falling({"R"}) == {"R", "Q"}
    assert dependents.falling({"P", "R"}) == {"P", "R", "Q"}
    assert dependents.falling(()) == frozenset()


def test_falls_add_up_and_a_cut_leaves_the_road_beside() -> None:
    after = struck(TERRITORY, [Fall(frozenset({"R"})), RoadCut(frozenset({"R1"})), Fall(frozenset({"it"}))])
    assert after == replace(TERRITORY, roads=TERRITORY.roads[1:], down=frozenset({"R", "Q", "it", "P"}))
    assert [one.id for one in after.up] == ["power"]


def test_a_demand_adds_to_what_is_asked_or_asks_anew() -> None:
    """A need that is there keeps its weight and its place; a new one is called « place/skill »."""
    more = Demand("B", "nursing", 5, weight=1)
    new = Demand("B", "gp", 2, weight=3)
    after = struck(TERRITORY, [new, more, new])
    assert after.needs == (TERRITORY.needs[0], replace(TERRITORY.needs[1], quantity=7), Need("B/gp", "B", "gp", 4, 3))
    assert struck(TERRITORY, [Demand("A", "gp", 0)]).needs[2:] == (Need("A/gp", "A", "gp", 0, 1),)


def test_needs_are_served_heaviest_first_then_by_code_point() -> None:
    needs = (a_need("é", 1), a_need("z", 1), a_need("B", 1), a_need("A", 1, weight=2), a_need("a", 1))
    found = replace(TERRITORY, needs=needs).ranked
    assert [one.place for one in found] == ["A", "B", "a", "z", "é"]
