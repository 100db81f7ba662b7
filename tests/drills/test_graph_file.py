"""A territory as graphs and as a file."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from io import BytesIO

import networkx as nx
import pytest

from app.core.errors import InvalidInput
from app.drills.coverage import Coverage
from app.drills.graph_file import SINK, SOURCE, numbered, to_graph, write_graphml
from app.drills.territory import Fall, Place, ProviderKind, Territory, struck
from tests.drills.a_territory import a_need, a_provider, a_road, a_small_territory, a_territory, places
from tests.drills.graphml_back import read_graphml


def _a_territory() -> Territory:
    """Two places, everything that has a corner: loops, parallel roads, thirds of a minute, someone down, odd names."""
    providers = (
        replace(a_provider("site:1", "A", 0, kind=ProviderKind.SITE), skills=frozenset()),
        a_provider("person:é <&>", "B", 2, "nursing", "gp", reach_minutes=Fraction(1, 3), depends_on=("site:1",)),
        a_provider("gone", "B", 2),
    )
    roads = (a_road("R2", "A", "B", "0.1"), a_road("R1", "B", "A", "0"), a_road("R0", "A", "A", "12.3"))
    whole = Territory((Place("A", "Île-d’Houat"), Place("B", "B")), roads, providers, (a_need("B", 3), a_need("A", 1)))
    return struck(whole, [Fall(frozenset({"gone"}))])


def test_a_minimum_cut_is_what_the_kernel_serves() -> None:
    """60 small territories: networkx, asked as an oracle on the same graph, serves as many; and each need and provider up is a node."""
    for seed in range(60):
        territory = a_small_territory(seed)
        coverage = Coverage(territory)
        value, (_here, there) = nx.minimum_cut(to_graph(territory), SOURCE, SINK)
        assert value == coverage.cover.served, seed
        assert len(to_graph(territory)) == 2 + len(coverage.needs) + len(coverage.providers)
        assert SINK in there


def test_the_sink_side_is_the_deficient_set() -> None:
    """2 for 5 in A, enough in B: the cut separates A's need and its nurse, nothing of B."""
    territory = Territory(
        places("AB"), (), (a_provider("P", "A", 2), a_provider("Q", "B", 9)), (a_need("A", 5), a_need("B", 1))
    )
    graph = to_graph(territory)
    _value, (here, there) = nx.minimum_cut(graph, SOURCE, SINK)
    assert there == {SINK, "need:A/nursing", "provider:P"}
    assert graph.nodes["need:A/nursing"] == {
        "kind": "need", "id": "A/nursing", "place": "A", "skill": "nursing", "quantity": 5, "weight": 1,
    }  # fmt: skip
    assert "provider:Q" in here


def test_the_file_gives_the_territory_back() -> None:
    """Whole, in order, minutes exact, down included; twice the same bytes."""
    for territory in (_a_territory(), a_territory("XS"), Territory((), (), (), ()), *map(a_small_territory, range(40))):
        written = write_graphml(territory)
        assert read_graphml(written) == territory
        assert write_graphml(territory) == written


def test_any_tool_reads_the_file() -> None:
    """Plain GraphML: minutes and capacities are numbers."""
    graph = nx.read_graphml(BytesIO(write_graphml(_a_territory())))
    assert graph.nodes["provider:person:é <&>"]["capacity"] == 2
    assert sorted(data["minutes"] for *_ends, data in graph.edges(data=True) if data["kind"] == "road") == [
        0.0,
        0.1,
        12.3,
    ]


@pytest.mark.parametrize("bad", ["a\x00b", "a\nb", "\ud800", "\ufffe"])
def test_what_xml_cannot_carry_is_refused_when_written(bad: str) -> None:
    """Better no file than one that nobody opens."""
    with pytest.raises(InvalidInput, match="XML"):
        write_graphml(replace(_a_territory(), places=(Place("A", bad), Place("B", "B"))))


def test_numbered_professionals_keep_their_place_in_everything() -> None:
    """Who is down, who depends on whom and what is served stay as they were; only the names of people change."""
    for seed in range(30):
        territory = a_small_territory(seed)
        found = numbered(territory)
        names = {one.id: other.id for one, other in zip(territory.providers, found.providers, strict=True)}
        assert all(names[one.id] == one.id for one in territory.providers if one.kind is ProviderKind.SITE)
        people = [names[one.id] for one in territory.providers if one.kind is ProviderKind.PROFESSIONAL]
        assert people == [f"professional:{rank}" for rank in range(1, len(people) + 1)]
        assert found.down == {names[one] for one in territory.down}
        assert [one.depends_on for one in found.providers] == [
            tuple(names[other] for other in one.depends_on) for one in territory.providers
        ]
        assert Coverage(found).cover.served == Coverage(territory).cover.served
