"""A priority cover gives what networkx gives, question by question, and is after each as it was before."""

from __future__ import annotations

import random

import networkx as nx
import pytest
from networkx.algorithms.flow import shortest_augmenting_path

from app.network import cover as cover_module
from app.network.cover import Arc, Cover

Graph = tuple[list[int], list[int], list[list[int]]]


def a_graph(seed: int) -> Graph:
    """Capacities, demands, who reaches what: noughts, needs nobody reaches, providers who reach nothing."""
    rnd = random.Random(seed)
    providers, needs = rnd.randint(0, 8), rnd.randint(0, 7)
    reach = [[need for need in range(needs) if rnd.random() < 0.45] for _provider in range(providers)]
    return [rnd.randint(0, 6) for _one in range(providers)], [rnd.randint(0, 7) for _one in range(needs)], reach


def flow(graph: Graph, gone: set[int] | None = None, cut: set[Arc] | None = None) -> int:
    """The maximum flow of networkx."""
    capacities, demands, reach = graph
    found = nx.DiGraph()
    found.add_nodes_from(["from", "to"])
    for provider, capacity in enumerate(capacities):
        if provider not in (gone or ()):
            found.add_edge("from", ("p", provider), capacity=capacity)
            found.add_edges_from(
                (("p", provider), ("n", need)) for need in reach[provider] if (provider, need) not in (cut or ())
            )
    for need, demand in enumerate(demands):
        found.add_edge(("n", need), "to", capacity=demand)
    return int(nx.maximum_flow_value(found, "from", "to", flow_func=shortest_augmenting_path))


def state(cover: Cover) -> str:
    """Everything that a question may not leave changed, to the order of entries."""
    return repr((cover.room, cover.unmet, cover.load, cover.capacities, cover.demands, cover.reach, cover.givers))


GRAPHS = range(200)


def test_what_each_need_receives_is_what_it_adds_to_the_flow_of_those_before() -> None:
    """Total and priority vector, need by need."""
    for seed in GRAPHS:
        capacities, demands, reach = a_graph(seed)
        cover = Cover(capacities, demands, reach)
        prefixes = [demands[:rank] + [0] * (len(demands) - rank) for rank in range(len(demands) + 1)]
        totals = [flow((capacities, prefix, reach)) for prefix in prefixes]
        assert cover.unmet == [demands[rank] - totals[rank + 1] + totals[rank] for rank in range(len(demands))], seed
        assert (cover.served, cover.missing) == (totals[-1], sum(demands) - totals[-1])


def test_needs_served_all_together_receive_what_they_would_one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whichever way a cover is filled: searches from the first to the last, none at all, or a few."""
    for seed in GRAPHS:
        found = []
        for most in (10**9, 0, 3):
            monkeypatch.setattr(cover_module, "MOST_ASKED", most)
            found.append(Cover(*a_graph(seed)).unmet)
        assert found[1:] == [found[0]] * 2, seed


def test_no_arc_and_no_provider_gives_more_than_it_can() -> None:
    for seed in GRAPHS:
        capacities, demands, reach = a_graph(seed)
        cover = Cover(capacities, demands, reach)
        for provider, held in enumerate(cover.load):
            assert set(held) <= set(reach[provider])
            assert all(units > 0 for units in held.values())
            assert cover.room[provider] == capacities[provider] - sum(held.values()) >= 0
        for need, demand in enumerate(demands):
            assert cover.unmet[need] == demand - sum(held.get(need, 0) for held in cover.load)


def test_the_parts_of_the_cut_say_exactly_what_is_missing() -> None:
    """Each part asks for more than all who can serve it give; together, the whole gap; none shares a provider."""
    for seed in GRAPHS:
        capacities, demands, reach = a_graph(seed)
        cover = Cover(capacities, demands, reach)
        parts = cover.parts(cover.short())
        gaps = [sum(demands[need] for need in needs) - sum(capacities[one] for one in who) for needs, who in parts]
        assert sum(gaps) == cover.missing
        assert all(gap >= 0 for gap in gaps)
        everyone = [one for _needs, who in parts for one in who]
        assert len(everyone) == len(set(everyone))


def test_every_loss_is_that_of_networkx_and_leaves_no_trace() -> None:
    """One provider, several, arcs; with or without what the cut proves."""
    for seed in GRAPHS:
        graph = a_graph(seed)
        rnd = random.Random(seed + 1)
        cover = Cover(*graph)
        before, short, everyone = state(cover), cover.short(), range(len(graph[0]))
        events = [{one} for one in everyone] + [set(rnd.sample(everyone, min(3, len(everyone)))) for _one in range(2)]
        for gone in events:
            expected = cover.served - flow(graph, gone)
            assert cover.loss(sorted(gone), short) == cover.loss(sorted(gone)) == expected, (seed, gone)
        for _one in range(3):
            cut = {(provider, need) for provider in everyone for need in graph[2][provider] if rnd.random() < 0.3}
            expected = cover.served - flow(graph, cut=cut)
            assert cover.loss_of_arcs(sorted(cut), short) == cover.loss_of_arcs(sorted(cut)) == expected, seed
        assert state(cover) == before


def test_a_question_that_fails_is_taken_back_too_and_none_is_asked_within_another() -> None:
    cover = Cover([2, 3], [4], [[0], [0]])
    before = state(cover)

    def fail() -> None:
        with cover.supposing():
            cover._move(0, 0, -2)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    with cover.supposing(), pytest.raises(RuntimeError, match="already"):
        cover.loss([0])
    assert state(cover) == before
