"""Tests of app/response/sub_zones.py: every commune once, zones in one piece, relays where people are."""

from __future__ import annotations

from itertools import count

import networkx as nx
import pytest

from app.library import Library
from app.response.risk import SubZone
from app.response.sub_zones import propose_sub_zones
from app.roster.commune import Commune
from app.scheduling.travel import Road
from app.services.keeping.reference import roads

LIBRARY = Library()


def a_commune(insee: str, population: int = 1000, east: float = 0.0) -> Commune:
    return Commune(insee, insee, "", "56", population, 47.0, east)


def zones(
    communes: list[Commune], links: list[Road], number: int, relays: dict[str, int] | None = None
) -> list[SubZone]:
    numbers = count()
    return list(propose_sub_zones(communes, links, relays or {}, number, lambda: str(next(numbers))))


@pytest.mark.parametrize("territory", ["auray", "redon"])
@pytest.mark.parametrize("number", [1, 2, 3, 5])
def test_each_commune_is_in_one_zone_and_each_zone_holds_together(territory: str, number: int) -> None:
    """On the real road tables: a partition, each part connected by the roads inside it."""
    inside = [one for one in LIBRARY.communes(territory) if one.in_territory]
    table = roads(LIBRARY, territory)
    made = zones(inside, table, number)
    assert len(made) == number
    assert sorted(code for zone in made for code in zone.communes) == sorted(one.insee for one in inside)
    graph = nx.Graph([(road.start, road.end) for road in table])
    assert all(nx.is_connected(graph.subgraph(zone.communes)) for zone in made)


def test_a_line_of_communes_is_cut_in_its_middle() -> None:
    """Two ends, two zones, named after where most people live."""
    line = [a_commune("1", 5000), a_commune("2"), a_commune("3"), a_commune("4", 9000)]
    links = [Road("1", "2", 10), Road("2", "3", 20), Road("3", "4", 10)]
    assert [(one.name, one.communes) for one in zones(line, links, 2)] == [("1", ("1", "2")), ("4", ("3", "4"))]


def test_without_roads_the_straight_line_decides_and_neighbours_stay_out() -> None:
    """A commune of another territory is in no zone; there are never more zones than communes."""
    far = [a_commune("1", east=0.0), a_commune("2", east=0.1), a_commune("3", east=2.0)]
    outside = Commune("9", "9", "", "56", 99_999, 47.0, 2.0, in_territory=False)
    assert [one.communes for one in zones([*far, outside], [], 2)] == [("1", "2"), ("3",)]
    assert len(zones(far, [], 8)) == 3
    assert zones([], [], 3) == []
