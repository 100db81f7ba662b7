"""A flow kept open to questions: « and with these arcs? », answered unit by unit, then taken back.

For small changes on a maximum flow, where starting again would cost a thousand times more.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager

from app.network.flow import FlowNetwork


class Residual:
    """Arcs in pairs: arc ``a`` and its reverse ``a ^ 1``; ``left[a]`` is what it can still carry."""

    def __init__(self, network: FlowNetwork) -> None:
        self.source, self.sink = network.source, network.sink
        self.heads: list[int] = []
        self.left: list[int] = []
        self.arcs: list[list[int]] = [[] for _ in range(network.nodes)]
        self._sent: list[int] = []
        columns = (network.tails, network.heads, network.capacities - network.flow, network.flow)
        for tail, head, left, back in zip(*(column.tolist() for column in columns), strict=True):
            self.add_arc(tail, head, left, back)

    def add_node(self) -> int:
        """A new node without arcs."""
        self.arcs.append([])
        return len(self.arcs) - 1

    def add_arc(self, tail: int, head: int, left: int, back: int = 0) -> int:
        """A new arc that can carry ``left`` more and give ``back`` back; returns its number."""
        arc = len(self.heads)
        self.heads += [head, tail]
        self.left += [left, back]
        self.arcs[tail].append(arc)
        self.arcs[head].append(arc + 1)
        return arc

    def augment(self) -> bool:
        """Send one more unit from source to sink by a shortest way, searched from the sink; False when there is none."""
        way: dict[int, int] = {self.sink: -1}
        queue = deque([self.sink])
        heads, left, arcs, source = self.heads, self.left, self.arcs, self.source
        while queue:
            node = queue.popleft()
            for reverse in arcs[node]:
                tail = heads[reverse]
                if tail not in way and left[reverse ^ 1]:
                    way[tail] = reverse ^ 1
                    if tail == source:
                        self._send(way)
                        return True
                    queue.append(tail)
        return False

    def _send(self, way: dict[int, int]) -> None:
        node = self.source
        while node != self.sink:
            arc = way[node]
            self.left[arc] -= 1
            self.left[arc ^ 1] += 1
            self._sent.append(arc)
            node = self.heads[arc]

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
        del self.heads[arcs:], self.left[arcs:], self.arcs[nodes:], self._sent[sent:]
