"""Roads and communes that others hang on."""

from __future__ import annotations

import csv
from fractions import Fraction
from pathlib import Path

import networkx as nx

from app.drills.crossings import Crossing, CrossingKind, CutOff, crossings, cut_off
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
    assert cut_off(territory, ["56168-56234"], residents) == CutOff(first.places, 13_150)


def test_nine_crossings_at_once() -> None:
    """No crossing of Redon marked vulnerable cuts anyone off alone; what they do together is counted, not guessed."""
    territory, residents = _a_territory_of("redon")
    marked = [f"{one['from_code']}-{one['to_code']}" for one in _rows("routes_redon.csv") if one["vulnerabilite"]]
    assert len(marked) == 9
    left = nx.Graph((one.start, one.end) for one in territory.roads if one.id not in marked)
    left.add_nodes_from(one.id for one in territory.places)
    parts = sorted(nx.connected_components(left), key=lambda part: sum(residents[one] for one in part))
    apart = {one for part in parts[:-1] for one in part}
    found = cut_off(territory, marked, residents)
    assert (set(found.places), found.residents) == (apart, sum(residents[one] for one in apart))


def test_a_bridge_and_the_places_at_its_ends() -> None:
    """A=B two roads, B—C one: the bridge is B—C; B joins A and C; a second road between two places is no bridge."""
    roads = (a_road("R1", "A", "B"), a_road("R2", "A", "B", "3"), a_road("R3", "B", "C"), a_road("loop", "C", "C"))
    territory = Territory(places("ABCD"), roads, (), ())
    assert crossings(territory, {"A": 50, "B": 1, "C": 40}) == (
        Crossing(CrossingKind.ROAD, "R3", ("C",), 40, 1 / 3),
        Crossing(CrossingKind.PLACE, "B", ("C",), 40, 1 / 3),
    )


def test_roads_of_no_minutes_still_join() -> None:
    """Nought is a length, not an absence of road."""
    territory = Territory(places("AB"), (a_road("R", "A", "B", "0"),), (), ())
    assert [(one.id, one.places) for one in crossings(territory, {"A": 2, "B": 1})] == [("R", ("B",))]


def test_who_was_apart_already_is_not_counted() -> None:
    """D has no road: cutting A—B leaves B and C without, not D. Roads that are not known close nothing."""
    territory = Territory(places("ABCD"), (a_road("R1", "A", "B"), a_road("R2", "B", "C")), (), ())
    residents = {"A": 100, "B": 5, "C": 5, "D": 90}
    assert cut_off(territory, ["R1"], residents) == CutOff(("B", "C"), 10)
    assert cut_off(territory, ["unknown"], residents) == CutOff((), 0)
    assert cut_off(Territory((), (), (), ()), ["R1"], {}) == CutOff((), 0)
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
            cut = [one.id] if one.kind is CrossingKind.ROAD else []
            assert one.places
            assert 0 <= one.betweenness <= 1
            if cut:
                residents = {place.id: place.id not in one.places for place in territory.places}
                assert set(cut_off(territory, cut, residents).places) <= set(one.places), seed


def _parts(territory: Territory, roads: object, without: str | None = None) -> int:
    graph = nx.MultiGraph((one.start, one.end) for one in roads)  # type: ignore[attr-defined]
    graph.add_nodes_from(one.id for one in territory.places)
    if without:
        graph.remove_node(without)
    return int(nx.number_connected_components(graph))
