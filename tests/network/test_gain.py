"""One more provider: what it would add, and what stands once it is kept."""

from __future__ import annotations

import random

import networkx as nx
import pytest

from app.network.cover import Cover
from app.network.gain import Gain

Rows = list[tuple[int, list[int]]]


def _a_cover(seed: int) -> tuple[Rows, list[int]]:
    """Providers (capacity, needs) and quantities."""
    rnd = random.Random(seed)
    needs = [rnd.choice((0, 1, 2, 4, 9)) for _need in range(rnd.randint(1, 9))]
    providers = [_a_provider(rnd, len(needs)) for _provider in range(rnd.randint(0, 9))]
    return providers, needs


def _a_provider(rnd: random.Random, needs: int) -> tuple[int, list[int]]:
    return rnd.choice((0, 1, 3, 6)), sorted(rnd.sample(range(needs), rnd.randint(0, needs)))


def _served(providers: Rows, needs: list[int]) -> int:
    graph = nx.DiGraph()
    graph.add_nodes_from(("source", "sink"))
    for rank, (capacity, reach) in enumerate(providers):
        graph.add_edge("source", ("p", rank), capacity=capacity)
        graph.add_edges_from((("p", rank), ("d", need)) for need in reach)
    for need, quantity in enumerate(needs):
        graph.add_edge(("d", need), "sink", capacity=quantity)
    return int(nx.maximum_flow_value(graph, "source", "sink"))


def _cover(providers: Rows, needs: list[int]) -> Cover:
    return Cover([one[0] for one in providers], needs, [one[1] for one in providers])


@pytest.mark.parametrize("first", range(0, 200, 50))
def test_gains_are_those_of_flows_made_anew(first: int) -> None:
    """200 random covers: each question, asked of what was kept so far, has the answer that networkx finds from nothing."""
    for seed in range(first, first + 50):
        providers, needs = _a_cover(seed)
        rnd, gain = random.Random(-seed - 1), Gain(_cover(providers, needs))
        for step in range(6):
            capacity, reach = _a_provider(rnd, len(needs))
            before = _served(providers, needs)
            after = _served([*providers, (capacity, reach)], needs)
            assert gain.of(capacity, reach) == after - before, (seed, step)
            if step % 2:
                assert gain.keep(capacity, reach) == after - before, (seed, step)
                providers.append((capacity, reach))
                assert gain.missing == sum(needs) - after, (seed, step)


def test_a_need_is_wanting_where_one_unit_more_would_serve() -> None:
    """Before and after something is kept, wanting is exactly the needs where one unit of room gains one unit."""
    for seed in range(60):
        providers, needs = _a_cover(seed)
        gain = Gain(_cover(providers, needs))
        for capacity, reach in ((2, [0]), (5, list(range(len(needs))))):
            base = _served(providers, needs)
            one_more = {need for need in range(len(needs)) if _served([*providers, (1, [need])], needs) > base}
            assert set(gain.wanting) == one_more, seed
            gain.keep(capacity, reach)
            providers.append((capacity, reach))


def test_asking_changes_nothing() -> None:
    """Neither the cover nor what later questions find."""
    cover = _cover([(2, [0, 1]), (1, [1])], [3, 2])
    before = ([dict(one) for one in cover.load], list(cover.room), list(cover.unmet))
    gain = Gain(cover)
    assert [gain.of(5, [0]), gain.of(5, [1]), gain.of(1, [0, 1]), gain.of(5, [0])] == [2, 1, 1, 2]
    assert ([dict(one) for one in cover.load], list(cover.room), list(cover.unmet)) == before
    assert gain.missing == 2
