"""A territory as graphs of networkx, and as a GraphML file that Gephi, yEd or a notebook opens.

:func:`to_graph` is what flows run on, :func:`to_roads` what travel runs on. The file holds both and what depends on what, so
that the territory can be read back whole. It names providers by id alone: names never leave through here.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from fractions import Fraction
from io import BytesIO
from json import dumps, loads
from typing import TYPE_CHECKING, Any
from xml.etree.ElementTree import ParseError

import networkx as nx

from app.core.errors import N_, InvalidInput, UnreadableFile
from app.drills.reach import Reach, Roads
from app.drills.territory import Need, Place, Provider, ProviderKind, Road, Territory

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping

FORMAT = "releve.territory-graph/1"
SOURCE, SINK = "source", "sink"
_NOT_READ = N_("Ce fichier n’est pas un GraphML lisible : exportez-le de nouveau, sans le modifier à la main.")
_NOT_OURS = N_(
    "Ce GraphML ne décrit pas un territoire : « format » devrait être « {format} » dans ses données de graphe."
)
_WRONG = N_("Nœud « {node} » : {key} manque ou ne convient pas.")
_UNKNOWN = N_("« {node} » renvoie à « {other} », qui n’est pas dans le fichier.")
_TWICE = N_("« {node} » est deux fois dans le fichier : gardez-en un.")
_UNWRITABLE = N_("« {text} » contient un caractère qu’un fichier XML ne peut pas porter : renommez-le, puis exportez.")

Attributes = dict[str, Any]
_KINDS = ("place", "need", *ProviderKind)


def to_graph(territory: Territory) -> nx.DiGraph[str]:
    """:data:`SOURCE` → providers up → needs they can serve → :data:`SINK`.

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


def to_roads(territory: Territory) -> nx.MultiGraph[str]:
    """Places by id, and roads between them keyed by id: ``minutes`` (float). Two roads may join the same places."""
    graph: nx.MultiGraph[str] = nx.MultiGraph(format=FORMAT)
    for place in territory.places:
        graph.add_node(place.id, name=place.name)
    for road in territory.roads:
        graph.add_edge(road.start, road.end, key=road.id, minutes=float(road.minutes))
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


def read_graphml(content: bytes) -> Territory:
    """The territory of such a file, in the order it was written.

    Raises UnreadableFile when it is no GraphML or no territory, InvalidInput at the first node or edge that does not fit.
    """
    # A document type may name entities that grow without end when they are read; these files have none.
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        raise UnreadableFile(_NOT_READ)
    try:
        graph: nx.MultiGraph[str] = nx.read_graphml(BytesIO(content), force_multigraph=True)  # type: ignore[assignment]
    except (ParseError, nx.NetworkXError, ValueError, KeyError, TypeError) as reason:
        raise UnreadableFile(_NOT_READ) from reason
    if graph.graph.get("format") != FORMAT:
        raise UnreadableFile(_NOT_OURS, format=FORMAT)
    return _territory(graph)


def _territory(graph: nx.MultiGraph[str]) -> Territory:
    rows = [_Row(node, data) for node, data in graph.nodes(data=True)]
    nodes = [(row, row.one_of("kind", _KINDS)) for row in rows]
    providers = [row for row, kind in nodes if kind in list(ProviderKind)]
    places = tuple(Place(row.text("id"), row.text("name")) for row, kind in nodes if kind == "place")
    roads = [
        _Row(f"{start} → {end}", data) for start, end, data in graph.edges(data=True) if data.get("kind") == "road"
    ]
    found = Territory(
        places,
        # Edges come back node by node; the rank they were written with gives their order.
        tuple(row.road() for row in sorted(roads, key=lambda row: row.whole("rank"))),
        tuple(row.provider() for row in providers),
        tuple(row.need() for row, kind in nodes if kind == "need"),
        frozenset(row.text("id") for row in providers if row.flag("down")),
    )
    for rows_ in (found.places, found.roads, found.providers, found.needs):
        _refuse_twice([one.id for one in rows_])
    _refuse_twice([f"{one.place} × {one.skill}" for one in found.needs])
    _refuse_unknown(found)
    return found


def _refuse_twice(ids: list[str]) -> None:
    twice = next((id for id, times in Counter(ids).items() if times > 1), None)
    if twice is not None:
        raise InvalidInput(_TWICE, node=twice)


class _Row:
    """The attributes of one node or edge, each read as what it should be."""

    def __init__(self, node: str, data: Mapping[str, Any]) -> None:
        self._node, self._data = node, data

    def text(self, key: str) -> str:
        return str(self._read(key, lambda value: value if isinstance(value, str) and value else None))

    def one_of(self, key: str, allowed: Collection[str]) -> str:
        return str(self._read(key, lambda value: value if value in allowed else None))

    def whole(self, key: str) -> int:
        return int(self._read(key, lambda value: value if type(value) is int and value >= 0 else None))

    def flag(self, key: str) -> bool:
        return bool(self._read(key, lambda value: value if isinstance(value, bool) else None))

    def minutes(self, key: str) -> Fraction:
        """The exact text where there is one, else the number as it is written."""
        exact = self._data.get(f"{key}_exact")
        found: Fraction = self._read(key, lambda value: _fraction(exact if exact is not None else value))
        return found

    def texts(self, key: str) -> tuple[str, ...]:
        found: tuple[str, ...] = self._read(key, _list)
        return found

    def road(self) -> Road:
        return Road(self.text("id"), self.text("start"), self.text("end"), self.minutes("minutes"))

    def need(self) -> Need:
        return Need(
            self.text("id"), self.text("place"), self.text("skill"), self.whole("quantity"), self.whole("weight")
        )

    def provider(self) -> Provider:
        return Provider(
            self.text("id"),
            ProviderKind(self.text("kind")),
            self.text("place"),
            self.whole("capacity"),
            frozenset(self.texts("skills")),
            self.minutes("reach_minutes"),
            self.texts("depends_on"),
        )

    def _read(self, key: str, read: Callable[[Any], Any]) -> Any:
        found = read(self._data.get(key))
        if found is None:
            raise InvalidInput(_WRONG, node=self._node, key=key)
        return found


def _fraction(value: object) -> Fraction | None:
    if isinstance(value, bool) or not isinstance(value, (int, float, str)):
        return None
    try:
        found = Fraction(str(value))
    except (ValueError, ZeroDivisionError):
        return None
    return found if found >= 0 else None


def _list(value: object) -> tuple[str, ...] | None:
    try:
        found = loads(value) if isinstance(value, str) else None
    except ValueError:
        return None
    return tuple(found) if isinstance(found, list) and all(isinstance(one, str) for one in found) else None


def _refuse_unknown(territory: Territory) -> None:
    places, providers = {one.id for one in territory.places}, {one.id for one in territory.providers}
    pointed: list[tuple[str, str, set[str]]] = [
        *((road.id, end, places) for road in territory.roads for end in (road.start, road.end)),
        *((one.id, one.place, places) for one in territory.providers),
        *((one.id, one.place, places) for one in territory.needs),
        *((one.id, other, providers) for one in territory.providers for other in one.depends_on),
    ]
    for node, other, among in pointed:
        if other not in among:
            raise InvalidInput(_UNKNOWN, node=node, other=other)


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
