"""The flow against networkx on random networks, and what its cut promises."""

from __future__ import annotations

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.network.flow import Flags, FlowNetwork

Arcs = list[tuple[int, int, int]]
NODES = 7


@st.composite
def arcs(draw: st.DrawFn) -> Arcs:
    """Up to 20 arcs on 7 nodes, parallel and opposite ones included, none onto itself."""
    ends = st.tuples(st.integers(0, NODES - 1), st.integers(0, NODES - 1)).filter(lambda pair: pair[0] != pair[1])
    pairs = draw(st.lists(ends, max_size=20))
    return [(tail, head, draw(st.integers(0, 5))) for tail, head in pairs]


def network(rows: Arcs) -> FlowNetwork:
    table = np.array(rows, dtype=np.int64).reshape(-1, 3)
    return FlowNetwork(NODES, table[:, 0], table[:, 1], table[:, 2], 0, 1)


def graph(rows: Arcs) -> nx.DiGraph[int]:
    drawn: nx.DiGraph[int] = nx.DiGraph()
    drawn.add_nodes_from(range(NODES))
    for tail, head, capacity in rows:
        before = drawn.edges[tail, head]["capacity"] if drawn.has_edge(tail, head) else 0
        drawn.add_edge(tail, head, capacity=before + capacity)
    return drawn


@settings(deadline=None)
@given(arcs())
def test_the_value_is_that_of_networkx_and_the_flow_is_one(rows: Arcs) -> None:
    flow = network(rows)
    assert flow.maximise() == flow.value == nx.maximum_flow_value(graph(rows), 0, 1)
    assert (flow.flow >= 0).all()
    assert (flow.flow <= flow.capacities).all()
    for node in range(2, NODES):
        assert flow.flow[flow.tails == node].sum() == flow.flow[flow.heads == node].sum()


def entering(flow: FlowNetwork, side: Flags) -> int:
    """Capacity of the arcs that enter a side."""
    return int(flow.capacities[~side[flow.tails] & side[flow.heads]].sum())


@settings(deadline=None)
@given(arcs())
def test_both_cuts_are_minimum_and_the_sink_side_is_the_smallest_of_all(rows: Arcs) -> None:
    flow = network(rows)
    value = flow.maximise()
    sink_side, source_side = flow.reaching_sink(), flow.reached_from_source()
    assert entering(flow, sink_side) == entering(flow, ~source_side) == value
    _, (_, other_side) = nx.minimum_cut(graph(rows), 0, 1)
    assert set(np.flatnonzero(sink_side).tolist()) <= set(other_side)


@settings(deadline=None)
@given(arcs(), st.integers(0, 19), st.integers(1, 4))
def test_raising_a_capacity_later_goes_on_from_the_flow_at_hand(rows: Arcs, which: int, more: int) -> None:
    if not rows:
        return
    flow = network(rows)
    before = flow.maximise()
    arc = which % len(rows)
    flow.capacities[arc] += more
    rows = [(*row[:2], row[2] + more * (index == arc)) for index, row in enumerate(rows)]
    assert before <= flow.maximise() == nx.maximum_flow_value(graph(rows), 0, 1)


def test_the_cut_nearest_the_sink_does_not_depend_on_the_flow_found() -> None:
    """A chain of two equal bottlenecks: the sink side is what lies after the last one."""
    flow = FlowNetwork(4, [0, 2, 3], [2, 3, 1], [1, 1, 5], 0, 1)
    flow.maximise()
    assert flow.reaching_sink().tolist() == [False, True, False, True]
    assert flow.reached_from_source().tolist() == [True, False, False, False]


@pytest.mark.parametrize(("heads", "capacities"), [([1], [-1]), ([1], [2**31]), ([1, 1], [1])])
def test_what_is_no_network_is_refused(heads: list[int], capacities: list[int]) -> None:
    with pytest.raises(ValueError, match="capacities"):
        FlowNetwork(2, [0], heads, capacities, 0, 1)
