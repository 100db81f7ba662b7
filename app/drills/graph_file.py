"""A territory as a GraphML file that Gephi, yEd or a notebook opens, and as the graph of networkx that its flows are checked on.

The file holds needs, providers, roads and what depends on what: the territory can be read back whole from it. It names
providers by id alone: names never leave through here.
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from io import BytesIO
from json import dumps
from typing import TYPE_CHECKING, Any

import networkx as nx

from app.core.errors import N_, InvalidInput
from app.drills.reach import Reach, Roads
from app.drills.territory import Need, Provider, ProviderKind, Road, Territory

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

FORMAT = "releve.territory-graph/1"
SOURCE, SINK = "source", "sink"
_UNWRITABLE = N_("« {text} » contient un caractère qu’un fichier XML ne peut pas porter : renommez-le, puis exportez.")

Attributes = dict[str, Any]


def to_graph(territory: Territory) -> nx.DiGraph[str]:
    """:data:`SOURCE` → providers up → needs they can serve → :data:`SINK`: what networkx is asked, to check what we serve.

    The product asks :class:`app.drills.coverage.Coverage`, many times faster; the tests ask both.
    ``capacity`` stands on the arcs that leave the source (what each gives) and enter the sink (what each need asks); those in
    between have none, so a minimum cut is a set of needs. Nodes are called « provider:<id> » and « need:<id> ».
    """
    graph: nx.DiGraph[str] = nx.DiGraph(format=FORMAT)
    graph.add_node(SOURCE, kind=SOURCE)
    graph.add_node(SINK, kind=SINK)
    needs = territory.ranked
    for need in needs:
        graph.add_node(_need(need), **_need_row(need))
        graph.add_edge(_need(need), SINK, capacity=need.quantity)
    reaches = {one.reach_minutes for one in territory.up}
    reach = Reach(Roads(territory.places, territory.roads, reaches), needs)
    for one in territory.up:
        graph.add_node(_provider(one.id), **_provider_row(one, is_down=False))
        graph.add_edge(SOURCE, _provider(one.id), capacity=one.capacity)
        graph.add_edges_from((_provider(one.id), _need(needs[rank])) for rank in reach.of(one))
    return graph


def write_graphml(territory: Territory, about: Mapping[str, str] | None = None) -> bytes:
    """The whole territory in one GraphML file (UTF-8); the same territory gives the same bytes.

    ``about``: what the file says of itself, beside its format; it is not read back. Raises InvalidInput when an id, a name or
    one of these holds a character that XML can't carry.
    """
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    graph.graph.update({**(about or {}), "format": FORMAT})
    for place in territory.places:
        graph.add_node(f"place:{place.id}", kind="place", id=place.id, name=place.name)
    for one in territory.providers:
        graph.add_node(_provider(one.id), **_provider_row(one, is_down=one.id in territory.down))
        graph.add_edge(_provider(one.id), f"place:{one.place}", key=f"at:{one.id}", kind="at")
    for need in territory.needs:
        graph.add_node(_need(need), **_need_row(need))
        graph.add_edge(_need(need), f"place:{need.place}", key=f"asked at:{need.id}", kind="asked at")
    for rank, road in enumerate(territory.roads):
        ends = f"place:{road.start}", f"place:{road.end}"
        graph.add_edge(*ends, key=f"road:{road.id}", **_road_row(road, rank))
    for one in territory.providers:
        for rank, other in enumerate(one.depends_on):
            graph.add_edge(_provider(one.id), _provider(other), key=f"needs {rank}:{one.id}", kind="depends on")
    _refuse_unwritable(graph)
    file = BytesIO()
    nx.write_graphml(graph, file)
    return file.getvalue()


def numbered(territory: Territory) -> Territory:
    """The same with professionals called « professional:1 », « professional:2 »… in their order: no id leads back to anyone."""
    people = [one.id for one in territory.providers if one.kind is ProviderKind.PROFESSIONAL]
    names = {id: f"professional:{rank}" for rank, id in enumerate(people, 1)}
    return replace(
        territory,
        providers=tuple(
            replace(
                one, id=names.get(one.id, one.id), depends_on=tuple(names.get(other, other) for other in one.depends_on)
            )
            for one in territory.providers
        ),
        down=frozenset(names.get(id, id) for id in territory.down),
    )


def _refuse_unwritable(graph: nx.MultiDiGraph[str]) -> None:
    for text in _texts(graph):
        if any(
            character < " " or "\ud800" <= character <= "\udfff" or character in "\ufffe\uffff" for character in text
        ):
            raise InvalidInput(_UNWRITABLE, text=text.encode("unicode_escape").decode("ascii"))


def _texts(graph: nx.MultiDiGraph[str]) -> Iterator[str]:
    yield from graph.graph.values()
    for node, data in graph.nodes(data=True):
        yield node
        yield from (one for one in data.values() if isinstance(one, str))
    for _start, _end, data in graph.edges(data=True):
        yield from (one for one in data.values() if isinstance(one, str))


def _provider(id: str) -> str:
    return f"provider:{id}"


def _need(need: Need) -> str:
    return f"need:{need.id}"


def _need_row(need: Need) -> Attributes:
    return {"kind": "need", "id": need.id, "place": need.place, "skill": need.skill, "quantity": need.quantity, "weight": need.weight}  # fmt: skip


def _provider_row(one: Provider, *, is_down: bool) -> Attributes:
    skills = dumps(sorted(one.skills), ensure_ascii=False)
    depends_on = dumps(list(one.depends_on), ensure_ascii=False)
    row = {"kind": str(one.kind), "id": one.id, "place": one.place, "capacity": one.capacity, "skills": skills}
    return row | {"depends_on": depends_on, "down": is_down} | _minutes_row("reach_minutes", one.reach_minutes)


def _road_row(road: Road, rank: int) -> Attributes:
    row = {"kind": "road", "id": road.id, "start": road.start, "end": road.end, "rank": rank}
    return row | _minutes_row("minutes", road.minutes)


def _minutes_row(key: str, minutes: Fraction) -> Attributes:
    """A number that any tool reads, and the exact text where a float does not write it back."""
    row: Attributes = {key: float(minutes)}
    return row if Fraction(str(float(minutes))) == minutes else row | {f"{key}_exact": str(minutes)}
