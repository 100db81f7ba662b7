"""A flow kept open to questions: « and with these arcs? », answered unit by unit, then taken back.

For small changes on a maximum flow, where starting again would cost a thousand times more.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from heapq import heappop, heappush

from app.network.flow import FlowNetwork

_NEVER = 1 << 60


class Residual:
    """Arcs in pairs: arc ``a`` and its reverse ``a ^ 1``; ``left[a]`` is what it can still carry."""

    def __init__(self, network: FlowNetwork) -> None:
        self.source, self.sink = network.source, network.sink
        self.heads: list[int] = []
        self.left: list[int] = []
        self.arcs: list[list[int]] = [[] for _ in range(network.nodes)]
        self._sent: list[int] = []
        self._distance = [_NEVER] * network.nodes
        columns = (network.tails, network.heads, network.capacities - network.flow, network.flow)
        for tail, head, left, back in zip(*(column.tolist() for column in columns), strict=True):
            self.add_arc(tail, head, left, back)
        self._measure()

    def _measure(self) -> None:
        """Arcs between each node and the sink, at this flow: where a search should look first, no more than that."""
        self._distance[self.sink] = 0
        queue = deque([self.sink])
        while queue:
            node = queue.popleft()
            for reverse in self.arcs[node]:
                tail = self.heads[reverse]
                if self._distance[tail] == _NEVER and self.left[reverse ^ 1]:
                    self._distance[tail] = self._distance[node] + 1
                    queue.append(tail)

    def add_node(self) -> int:
        """A new node without arcs; searches look at it first."""
        self.arcs.append([])
        self._distance.append(0)
        return len(self.arcs) - 1

    def add_arc(self, tail: int, head: int, left: int, back: int = 0) -> int:
        """A new arc that can carry ``left`` more and give ``back`` back; returns its number."""
        arc = len(self.heads)
        self.heads += [head, tail]
        self.left += [left, back]
        self.arcs[tail].append(arc)
        self.arcs[head].append(arc + 1)
        return arc

    def augment(self, first: int | None = None) -> bool:
        """Send one more unit from source to sink, starting with arc ``first`` if given; False when there is no way."""
        if first is not None and not self.left[first]:
            return False
        start = self.source if first is None else self.heads[first]
        way: dict[int, int] = {self.source: -1, start: -1 if first is None else first}
        heads, left, arcs, distance, sink = self.heads, self.left, self.arcs, self._distance, self.sink
        heap = [(0, start)]
        while heap:
            _, node = heappop(heap)
            for arc in arcs[node]:
                head = heads[arc]
                if left[arc] and head not in way:
                    way[head] = arc
                    if head == sink:
                        self._send(way)
                        return True
                    heappush(heap, (distance[head], head))
        return False

    def _send(self, way: dict[int, int]) -> None:
        node = self.sink
        while node != self.source:
            arc = way[node]
            self.left[arc] -= 1
            self.left[arc ^ 1] += 1
            self._sent.append(arc)
            node = self.heads[arc ^ 1]

    @contextmanager
    def supposing(self) -> Iterator[None]:
        """Within the block arcs, nodes and units may be added; afterwards everything is as before."""
        nodes, arcs, sent = len(self.arcs), len(self.heads), len(self._sent)
        yield
        for arc in self._sent[sent:]:
            self.left[arc] += 1
            self.left[arc ^ 1] -= 1
        for arc in range(len(self.heads) - 1, arcs - 1, -1):
            self.arcs[self.heads[arc ^ 1]].pop()
        del self.heads[arcs:], self.left[arcs:], self.arcs[nodes:], self._distance[nodes:], self._sent[sent:]
