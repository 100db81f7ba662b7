"""« And with these arcs? »: unit by unit answers equal a new maximum flow, and leave no trace."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from app.network.flow import FlowNetwork
from app.network.residual import Residual
from tests.network.test_flow import NODES, Arcs, arcs, network


@settings(deadline=None)
@given(arcs(), arcs())
def test_supposed_arcs_gain_what_a_new_maximum_flow_gains_and_are_forgotten(rows: Arcs, more: Arcs) -> None:
    flow = network(rows)
    before = flow.maximise()
    residual = Residual(flow)
    heads, left, places = residual.heads.copy(), residual.left.copy(), [own.copy() for own in residual.arcs]
    for _ in range(2):
        with residual.supposing():
            for tail, head, capacity in more:
                residual.add_arc(tail, head, capacity)
            gain = 0
            while residual.augment():
                gain += 1
        assert before + gain == network(rows + more).maximise()
        assert (residual.heads, residual.left, residual.arcs) == (heads, left, places)


@settings(deadline=None)
@given(arcs(), st.lists(st.integers(2, NODES - 1), min_size=1, max_size=3), st.integers(1, 3))
def test_a_new_node_behind_a_first_arc_carries_all_it_can(rows: Arcs, onward: list[int], room: int) -> None:
    """A node that only the source reaches: searching from its arc finds as much as searching from the source."""
    flow = network(rows)
    before = flow.maximise()
    residual = Residual(flow)
    with residual.supposing():
        node = residual.add_node()
        entry = residual.add_arc(0, node, room)
        for head in onward:
            residual.add_arc(node, head, 1)
        gain = 0
        while residual.augment(entry):
            gain += 1
    tails, heads, capacities = zip(*rows, (0, NODES, room), *((NODES, head, 1) for head in onward), strict=True)
    assert before + gain == FlowNetwork(NODES + 1, tails, heads, capacities, 0, 1).maximise()


def test_at_a_maximum_flow_nothing_can_be_added() -> None:
    flow = network([(0, 2, 2), (2, 1, 1)])
    flow.maximise()
    assert not Residual(flow).augment()
