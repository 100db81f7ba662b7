"""The network of a coverage in three public libraries, each used at its best: one maximum flow with some providers gone.

The graph is built once and only the arcs that leave the source change from one flow to the next. None of the three keeps
priorities, names who is short or follows roads: they count units, which is what a loss is made of.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

import igraph
import networkx as nx
import numpy as np
from networkx.algorithms.flow import boykov_kolmogorov, build_residual_network, preflow_push
from scipy import sparse
from scipy.sparse.csgraph import maximum_flow

from app.drills.territory import Dependents

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from app.drills.coverage import Coverage
    from app.network.cover import Cover


class Peer(Protocol):
    """One library that holds the network of a cover."""

    def flow(self, gone: Collection[int]) -> int:
        """Units served when these providers, by rank, give nothing."""
        ...


def arcs_of(cover: Cover) -> list[tuple[int, int, int]]:
    """Tail, head, capacity: providers first, then needs, then source and sink. The first arcs leave the source, in order."""
    providers, needs = len(cover.capacities), len(cover.demands)
    source, sink = providers + needs, providers + needs + 1
    return [
        *((source, rank, capacity) for rank, capacity in enumerate(cover.capacities)),
        *(
            (rank, providers + need, min(cover.capacities[rank], cover.demands[need]))
            for rank, reach in enumerate(cover.reach)
            for need in reach
        ),
        *((providers + need, sink, demand) for need, demand in enumerate(cover.demands)),
    ]


class Networkx:
    """``boykov_kolmogorov`` is its fastest here, ``preflow_push`` its default; the residual network is built once."""

    def __init__(self, cover: Cover, algorithm: Callable[..., Any] = boykov_kolmogorov) -> None:
        self._capacities, self._algorithm = cover.capacities, algorithm
        self._source = len(cover.capacities) + len(cover.demands)
        self._graph: nx.DiGraph[int] = nx.DiGraph()
        self._graph.add_weighted_edges_from(arcs_of(cover), weight="capacity")
        self._residual = build_residual_network(self._graph, "capacity")

    def flow(self, gone: Collection[int]) -> int:
        leaving = self._residual[self._source]
        struck = [rank for rank in gone if self._capacities[rank]]
        for rank in struck:
            leaving[rank]["capacity"] = 0
        found = self._algorithm(
            self._graph, self._source, self._source + 1, residual=self._residual, value_only=True
        ).graph["flow_value"]
        for rank in struck:
            leaving[rank]["capacity"] = self._capacities[rank]
        return int(found)


class NetworkxByDefault(Networkx):
    """What ``maximum_flow_value`` does when nobody chooses."""

    def __init__(self, cover: Cover) -> None:
        super().__init__(cover, preflow_push)


class Scipy:
    """``scipy.sparse.csgraph.maximum_flow`` (Dinic), reverse arcs put in at nought so that it need not add them each time."""

    def __init__(self, cover: Cover) -> None:
        tails, heads, capacities = (np.array(column, dtype=np.int32) for column in zip(*arcs_of(cover), strict=True))
        self._source = len(cover.capacities) + len(cover.demands)
        size, arcs = self._source + 2, len(tails)
        ends = (np.concatenate([tails, heads]), np.concatenate([heads, tails]))
        order = sparse.coo_array((np.arange(1, 2 * arcs + 1), ends), shape=(size, size)).tocsr()
        order.sort_indices()
        self._place = np.empty(2 * arcs + 1, dtype=np.int64)
        self._place[order.data] = np.arange(2 * arcs)
        self._graph = sparse.csr_array(
            (
                np.concatenate([capacities, np.zeros_like(capacities)])[order.data - 1],
                order.indices.astype(np.int32),
                order.indptr.astype(np.int32),
            ),
            shape=(size, size),
        )

    def flow(self, gone: Collection[int]) -> int:
        at = self._place[np.array(list(gone), dtype=np.int64) + 1]
        kept = self._graph.data[at].copy()
        self._graph.data[at] = 0
        found = maximum_flow(self._graph, self._source, self._source + 1).flow_value
        self._graph.data[at] = kept
        return int(found)


class Igraph:
    """``Graph.maxflow_value`` of python-igraph (push-relabel, in C)."""

    def __init__(self, cover: Cover) -> None:
        arcs = arcs_of(cover)
        self._source = len(cover.capacities) + len(cover.demands)
        self._graph = igraph.Graph(self._source + 2, [(tail, head) for tail, head, _most in arcs], directed=True)
        self._capacities = [float(most) for _tail, _head, most in arcs]

    def flow(self, gone: Collection[int]) -> int:
        left = self._capacities.copy()
        for rank in gone:
            left[rank] = 0.0
        found: float = self._graph.maxflow_value(self._source, self._source + 1, capacity=left)
        return round(found)


def asked_of(coverage: Coverage, struck: Collection[str]) -> list[int]:
    """Ranks of these providers and of all that falls with them: what a library must be told to leave out."""
    falling = Dependents(coverage.providers).falling(struck)
    return sorted(rank for id in falling if (rank := coverage.rank_of(id)) is not None)


PEERS: dict[str, Callable[[Cover], Peer]] = {"networkx": Networkx, "scipy": Scipy, "igraph": Igraph}
"""The fastest form of each."""
