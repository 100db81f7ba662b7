"""The relaxed network as a ``networkx.DiGraph``: what another library is asked in the tests, to check the most seats that we find.

Nothing in the product reads it.
"""

from __future__ import annotations

from typing import TypeAlias

import networkx as nx

from app.scheduling.staffing.board import Board
from app.scheduling.staffing.problem import Problem
from app.scheduling.staffing.relaxed import SINK, SOURCE, Relaxed

Node: TypeAlias = tuple[str, ...]
"""``("source",)``, ``("week", person, Monday)``, ``("day", person, day)``, ``("session", person, session)``,
``("need", session, role)`` or ``("sink",)``."""


def as_networkx(problem: Problem) -> nx.DiGraph[Node]:
    """R (no rest, overlap or one-centre-a-day) at a maximum flow; arcs carry ``capacity`` and ``flow``."""
    relaxed = Relaxed(Board(problem))
    names, network = _names(relaxed), relaxed.network
    graph: nx.DiGraph[Node] = nx.DiGraph()
    graph.add_nodes_from([("source",), ("sink",)])
    columns = (network.tails, network.heads, network.capacities, network.flow)
    for tail, head, capacity, flow in zip(*(column.tolist() for column in columns), strict=True):
        graph.add_edge(names[tail], names[head], capacity=capacity, flow=flow)
    return graph


def _names(relaxed: Relaxed) -> dict[int, Node]:
    board = relaxed.board
    names: dict[int, Node] = {SOURCE: ("source",), SINK: ("sink",)}
    for index, need in enumerate(board.needs):
        names[relaxed.first_need + index] = ("need", need.session, need.role)
    for (kind, person, what), node in relaxed.node.items():
        place = board.sessions[what].id if isinstance(what, int) else what.isoformat()
        names[node] = (kind, board.persons[person].id, place)
    return names
