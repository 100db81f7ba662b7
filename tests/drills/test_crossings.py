"""Roads and communes that others hang on."""

from __future__ import annotations

import csv
from fractions import Fraction
from pathlib import Path

import networkx as nx

from app.drills.crossings import Crossing, CrossingKind, crossings
from app.drills.territory import Place, Road, Territory
from tests.drills.a_territory import a_road, a_small_territory, places

TERRITORIES = Path(__file__).parents[2] / "data" / "territories"


def _rows(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader((TERRITORIES / name).read_text(encoding="utf-8").splitlines()))


def _a_territory_of(name: str) -> tuple[Territory, dict[str, int]]:
    """The communes and roads shipped for a territory, boats included; and who lives where."""
    communes, routes = _rows(f"communes_{name}.csv"), _rows(f"routes_{name}.csv")
    roads = [
        Road(f"{one['from_code']}-{one['to_code']}", one["from_code"], one["to_code"], Fraction(one["minutes_est"]))
        for one in routes
    ]
    ends = {end for one in roads for end in (one.start, one.end)}
    found = tuple(Place(one["insee_code"], one["name"]) for one in communes if one["insee_code"] in ends)
    return Territory(found, tuple(roads), (), ()), {one["insee_code"]: int(one["population"]) for one in communes}


def test_the_road_of_penthievre() -> None:
    """D768 closed: eight communes and 13,150 residents cut off, boats included; no road of Auray cuts off more."""
    territory, residents = _a_territory_of("auray")
    first = next(one for one in crossings(territory, residents) if one.kind is CrossingKind.ROAD)
    names = {one.id: one.name for one in territory.places}
    assert (first.id, first.residents) == ("56168-56234", 13_150)
    assert sorted(names[one] for one in first.places) == [
        "Bangor", "Hœdic", "Le Palais", "Locmaria", "Quiberon", "Saint-Pierre-Quiberon", "Sauzon", "Île-d'Houat",
    ]  # fmt: skip


def test_a_bridge_and_the_places_at_its_ends() -> None:
    """A=B two roads, B—C one: the bridge is B—C; B joins A and C; a second road between two places is no bridge."""
    roads = (a_road("R1", "A", "B"), a_road("R2", "A", "B", "3"), a_road("R3", "B", "C"), a_road("loop", "C", "C"))
    territory = Territory(places("ABCD"), roads, (), ())
    assert crossings(territory, {"A": 50, "B": 1, "C": 40}) == (
        Crossing(CrossingKind.ROAD, "R3", ("C",), 40),
        Crossing(CrossingKind.PLACE, "B", ("C",), 40),
    )


def test_roads_of_no_minutes_still_join() -> None:
    """Nought is a length, not an absence of road."""
    territory = Territory(places("AB"), (a_road("R", "A", "B", "0"),), (), ())
    assert [(one.id, one.places) for one in crossings(territory, {"A": 2, "B": 1})] == [("R", ("B",))]


def test_who_was_apart_already_is_not_counted() -> None:
    """D has no road: cutting A—B leaves B and C without, not D."""
    territory = Territory(places("ABCD"), (a_road("R1", "A", "B"), a_road("R2", "B", "C")), (), ())
    found = {one.id: (one.places, one.residents) for one in crossings(territory, {"A": 100, "B": 5, "C": 5, "D": 90})}
    assert found == {"R1": (("B", "C"), 10), "R2": (("C",), 5), "B": (("C",), 5)}
    assert crossings(Territory((), (), (), ()), {}) == ()


def test_each_crossing_is_one_and_none_is_left_out() -> None:
    """100 small territories: a road or place is there exactly when there are more parts without it."""
    for seed in range(100):
        territory = a_small_territory(seed)
        whole = _parts(territory, territory.roads)
        roads = {
            one.id for one in territory.roads if _parts(territory, [r for r in territory.roads if r is not one]) > whole
        }
        joints = {one.id for one in territory.places if _parts(territory, territory.roads, one.id) > whole}
        found = crossings(territory, {})
        assert {one.id for one in found if one.kind is CrossingKind.ROAD} == roads, seed
        assert {one.id for one in found if one.kind is CrossingKind.PLACE} == joints, seed
        for one in found:
            assert one.places
            if one.kind is CrossingKind.ROAD:
                assert _parts_without(territory, one.id, set(one.places)), seed


def _parts_without(territory: Territory, road: str, places: set[str]) -> bool:
    """Whether these places are one of the parts once that road is closed."""
    graph = nx.MultiGraph((one.start, one.end) for one in territory.roads if one.id != road)
    graph.add_nodes_from(one.id for one in territory.places)
    return places in [set(part) for part in nx.connected_components(graph)]


def _parts(territory: Territory, roads: object, without: str | None = None) -> int:
    graph = nx.MultiGraph((one.start, one.end) for one in roads)  # type: ignore[attr-defined]
    graph.add_nodes_from(one.id for one in territory.places)
    if without:
        graph.remove_node(without)
    return int(nx.number_connected_components(graph))
