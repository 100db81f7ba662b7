"""A territory read back from its GraphML file: what shows that the file holds all of it."""

from __future__ import annotations

from fractions import Fraction
from io import BytesIO
from json import loads
from typing import Any

import networkx as nx

from app.drills.graph_file import FORMAT
from app.drills.territory import Need, Place, Provider, ProviderKind, Road, Territory

Row = dict[str, Any]


def read_graphml(content: bytes) -> Territory:
    """The territory of such a file, in the order it was written; a value of another type than it should be raises."""
    graph: nx.MultiGraph[str] = nx.read_graphml(BytesIO(content), force_multigraph=True)  # type: ignore[assignment]
    assert graph.graph["format"] == FORMAT
    nodes: list[Row] = [data for _node, data in graph.nodes(data=True)]
    ties = [(start, end, data) for start, end, data in graph.edges(data=True)]
    # Edges come back node by node; the rank they were written with gives their order.
    roads = sorted((data for *_ends, data in ties if data["kind"] == "road"), key=lambda one: one["rank"])
    providers = [one for one in nodes if one["kind"] in list(ProviderKind)]
    return Territory(
        tuple(Place(one["id"], one["name"]) for one in nodes if one["kind"] == "place"),
        tuple(Road(one["id"], one["start"], one["end"], _minutes(one, "minutes")) for one in roads),
        tuple(map(_provider, providers)),
        tuple(map(_need, (one for one in nodes if one["kind"] == "need"))),
        frozenset(one["id"] for one in providers if one["down"]),
    )


def _provider(row: Row) -> Provider:
    return Provider(
        row["id"], ProviderKind(row["kind"]), row["place"], row["capacity"], frozenset(loads(row["skills"])),
        _minutes(row, "reach_minutes"), tuple(loads(row["depends_on"])),
    )  # fmt: skip


def _need(row: Row) -> Need:
    return Need(row["id"], row["place"], row["skill"], row["quantity"], row["weight"])


def _minutes(row: Row, key: str) -> Fraction:
    """The exact text where there is one, else the number as it is written."""
    return Fraction(str(row.get(f"{key}_exact", row[key])))
