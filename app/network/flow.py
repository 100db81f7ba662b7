"""A capacitated network and a maximum flow on it. Maximising is scipy's (Dinic, compiled); the cut is read here."""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import sparse
from scipy.sparse.csgraph import breadth_first_order, maximum_flow

Ints: TypeAlias = NDArray[np.int64]
Flags: TypeAlias = NDArray[np.bool_]
_LARGEST = 2**31 - 1


class FlowNetwork:
    """Nodes ``0 … nodes - 1``, arcs with whole capacities (below 2³¹), one source, one sink, and the flow so far."""

    def __init__(
        self, nodes: int, tails: ArrayLike, heads: ArrayLike, capacities: ArrayLike, source: int, sink: int
    ) -> None:
        self.nodes, self.source, self.sink = nodes, source, sink
        self.tails, self.heads, self.capacities = (
            np.asarray(values, dtype=np.int64).reshape(-1) for values in (tails, heads, capacities)
        )
        if not len(self.tails) == len(self.heads) == len(self.capacities):
            raise ValueError("tails, heads and capacities differ in length")
        if len(self.capacities) and not 0 <= self.capacities.min() <= self.capacities.max() <= _LARGEST:
            raise ValueError("capacities must be whole, from 0 to 2**31 - 1")
        self.flow: Ints = np.zeros(len(self.tails), dtype=np.int64)

    @property
    def value(self) -> int:
        """Units that leave the source."""
        out, back = self.tails == self.source, self.heads == self.source
        return int(self.flow[out].sum() - self.flow[back].sum())

    def residual(self) -> sparse.csr_array:
        """What each ordered pair of nodes can still carry, taking back included."""
        rows = np.concatenate([self.tails, self.heads])
        columns = np.concatenate([self.heads, self.tails])
        left = np.concatenate([self.capacities - self.flow, self.flow])
        useful = left > 0
        matrix = sparse.csr_array((left[useful], (rows[useful], columns[useful])), shape=(self.nodes, self.nodes))
        matrix.sum_duplicates()
        matrix.data = np.minimum(matrix.data, _LARGEST)
        return matrix

    def maximise(self) -> int:
        """Raise the flow, from where it stands, to a maximum; returns its value."""
        graph = self.residual().astype(np.int32)
        if not graph.nnz:
            return self.value
        change = maximum_flow(graph, self.source, self.sink).flow.tocoo()
        pairs = zip(change.row.tolist(), change.col.tolist(), strict=True)
        self._apply({pair: int(units) for pair, units in zip(pairs, change.data.tolist(), strict=True) if units > 0})
        return self.value

    def _apply(self, moved: dict[tuple[int, int], int]) -> None:
        """Carry net units per pair of nodes onto arcs: taking back on reverse arcs first, then sending forward."""
        for arc, pair in enumerate(zip(self.heads.tolist(), self.tails.tolist(), strict=True)):
            if units := moved.get(pair, 0):
                back = min(units, int(self.flow[arc]))
                self.flow[arc] -= back
                moved[pair] = units - back
        for arc, pair in enumerate(zip(self.tails.tolist(), self.heads.tolist(), strict=True)):
            if units := moved.get(pair, 0):
                sent = min(units, int(self.capacities[arc] - self.flow[arc]))
                self.flow[arc] += sent
                moved[pair] = units - sent

    def reaching_sink(self) -> Flags:
        """Nodes from which the sink can still be reached: of a maximum flow, the sink side of the cut nearest the sink.

        That set is the same for every maximum flow.
        """
        return self._seen(self.residual().T.tocsr(), self.sink)

    def reached_from_source(self) -> Flags:
        """Nodes the source can still reach: of a maximum flow, the source side of the cut nearest the source."""
        return self._seen(self.residual(), self.source)

    def _seen(self, graph: sparse.csr_array, start: int) -> Flags:
        seen = np.zeros(self.nodes, dtype=bool)
        seen[breadth_first_order(graph, start, return_predecessors=False)] = True
        return seen
