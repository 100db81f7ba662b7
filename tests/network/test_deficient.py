"""What belongs together, by union of groups."""

from __future__ import annotations

import networkx as nx
from hypothesis import given
from hypothesis import strategies as st

from app.network.deficient import joined

groups = st.lists(st.lists(st.integers(0, 9), max_size=4), max_size=8)


@given(groups)
def test_components_are_those_of_the_graph_the_groups_draw_named_by_their_smallest_member(
    rows: list[list[int]],
) -> None:
    graph: nx.Graph[int] = nx.Graph()
    graph.add_nodes_from(range(10))
    for row in rows:
        nx.add_path(graph, row)
    expected = {member: min(part) for part in nx.connected_components(graph) for member in part}
    assert joined(10, rows).tolist() == [expected[member] for member in range(10)]


def test_nothing_joined_leaves_everyone_alone() -> None:
    assert joined(3, []).tolist() == [0, 1, 2]
