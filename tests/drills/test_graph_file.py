"""A territory as graphs and as a file."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from io import BytesIO

import networkx as nx
import pytest

from app.core.errors import InvalidInput, UnreadableFile
from app.drills.coverage import Coverage
from app.drills.graph_file import SINK, SOURCE, numbered, read_graphml, to_graph, to_roads, write_graphml
from app.drills.territory import Fall, Place, ProviderKind, Territory, struck
from tests.drills.a_territory import a_need, a_provider, a_road, a_small_territory, a_territory, places


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
    """60 small territories: networkx, on the graph handed out, serves as many; and each need and provider up is a node."""
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


def test_roads_are_a_graph_of_their_own() -> None:
    """Every road keeps its id, two may join the same places."""
    graph = to_roads(_a_territory())
    assert dict(graph.nodes(data="name")) == {"A": "Île-d’Houat", "B": "B"}
    assert sorted(
        (start, end, key, data["minutes"]) for start, end, key, data in graph.edges(keys=True, data=True)
    ) == [
        ("A", "A", "R0", 12.3),
        ("A", "B", "R1", 0.0),
        ("A", "B", "R2", 0.1),
    ]


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


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"not xml",
        b"<graphml>",
        b"<html/>",
        b'<!DOCTYPE a [<!ENTITY b "c">]><graphml/>',
        b'<graphml xmlns="http://graphml.graphdrawing.org/xmlns"><graph edgedefault="directed"/></graphml>',
    ],
)
def test_what_is_no_territory_is_refused(content: bytes) -> None:
    """In one sentence, before anything is built."""
    with pytest.raises(UnreadableFile):
        read_graphml(content)


def test_a_document_type_is_refused() -> None:
    """The same file, whole, with entities that could grow without end: not even read."""
    head, rest = write_graphml(_a_territory()).split(b"?>", 1)
    assert read_graphml(head + b"?>" + rest) == _a_territory()
    with pytest.raises(UnreadableFile):
        read_graphml(head + b'?><!DOCTYPE graphml [<!ENTITY a "b">]>' + rest)


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ('<node id="place:A">', '<node id="place:Z">', "place:A"),
        (">site</data>", ">hospital</data>", "kind"),
        (">R2</data>", ">R1</data>", "R1"),
        (">12.3</data>", ">-1</data>", "minutes"),
        ('["gp", "nursing"]', "gp", "skills"),
        ('["site:1"]', '["nobody"]', "nobody"),
    ],
)
def test_what_does_not_fit_is_named(before: str, after: str, words: str) -> None:
    """The key, or the one that is pointed to, or that is there twice, is in the sentence."""
    text = write_graphml(_a_territory()).decode()
    assert before in text
    content = text.replace(before, after).encode()
    with pytest.raises(InvalidInput, match=words):
        read_graphml(content)


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
