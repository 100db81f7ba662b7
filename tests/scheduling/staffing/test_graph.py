"""The networkx view, asked as an oracle: another library finds the same maximum on the same network."""

from __future__ import annotations

import networkx as nx
from hypothesis import given, settings

from app.scheduling.staffing.graph import as_networkx
from app.scheduling.staffing.problem import Need, Problem
from tests.scheduling.staffing.brute import Exhaustive
from tests.scheduling.staffing.small import a_session, nurse, staffing
from tests.scheduling.staffing.strategies import problems


@settings(max_examples=60, deadline=None)
@given(problems())
def test_networkx_finds_the_most_seats_that_exhaustion_finds(problem: Problem) -> None:
    graph = as_networkx(problem)
    pinned = sum(seat.pinned for seat in problem.previous)
    most = Exhaustive(problem, relaxed=True).most_seats()
    assert nx.maximum_flow_value(graph, ("source",), ("sink",)) + pinned == most
    assert sum(row["flow"] for _, _, row in graph.in_edges(("sink",), data=True)) + pinned == most


def test_nodes_say_what_they_stand_for() -> None:
    problem = staffing([nurse("Anne", max_sessions_per_week=2)], [a_session("S")], [Need("S", "injector", 2, 1)])
    assert dict(as_networkx(problem).edges) == {
        (("source",), ("week", "Anne", "2026-11-30")): {"capacity": 2, "flow": 1},
        (("week", "Anne", "2026-11-30"), ("day", "Anne", "2026-11-30")): {"capacity": 1_000_000, "flow": 1},
        (("day", "Anne", "2026-11-30"), ("session", "Anne", "S")): {"capacity": 1, "flow": 1},
        (("session", "Anne", "S"), ("need", "S", "injector")): {"capacity": 1, "flow": 1},
        (("need", "S", "injector"), ("sink",)): {"capacity": 2, "flow": 1},
    }
