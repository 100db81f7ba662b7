"""Helpers go where care is missing, as far as they can; a town hall is told how many callers to find."""

from __future__ import annotations

from collections import Counter
from datetime import date

import networkx as nx
from hypothesis import given, settings
from hypothesis import strategies as st

from app.continuity.helping import CcasCause, CcasHelp, Helper, HelperKind, Sent, SharedOut, helpers_wanted, share_out


def _helper(name: str, capacity: int, *communes: str) -> Helper:
    return Helper(id=name, kind=HelperKind.SSIAD, name=name, communes=frozenset(communes), capacity=capacity)


def test_two_carers_go_where_you_say(tmp_path: object) -> None:
    """« 2 aides-soignantes mobilisables si vous nous dites où »: where they go, and what is left."""
    shared = share_out([_helper("SSIAD de Redon", 4, "44057", "35236")], {"44057": 3, "35236": 0, "44128": 2})
    assert shared == SharedOut((Sent("SSIAD de Redon", "44057", 3),), {"44128": 2})


def test_nobody_and_nothing() -> None:
    """No helper leaves all; nothing wanted sends nobody."""
    assert share_out([], {"44057": 2}) == SharedOut((), {"44057": 2})
    assert share_out([_helper("a", 3)], {}) == SharedOut((), {})


COMMUNES = ("a", "b", "c")


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 5), st.sets(st.sampled_from(COMMUNES))), max_size=4),
    st.dictionaries(st.sampled_from(COMMUNES), st.integers(0, 6)),
)
def test_as_many_as_can_be_are_helped(helpers: list[tuple[int, set[str]]], wanted: dict[str, int]) -> None:
    """The same number as an independent maximum flow, within each helper's capacity, places and what is wanted."""
    held = [_helper(f"h{n}", capacity, *places) for n, (capacity, places) in enumerate(helpers)]
    shared = share_out(held, wanted)
    graph = nx.DiGraph()
    graph.add_nodes_from(("s", "t"))
    for one in held:
        graph.add_edge("s", one.id, capacity=one.capacity)
        for place in wanted:
            if not one.communes or place in one.communes:
                graph.add_edge(one.id, place, capacity=99)
    for place, count in wanted.items():
        graph.add_edge(place, "t", capacity=count)
    sent = Counter[str]()
    for one in shared.sent:
        sent[one.helper] += one.patients
    assert sum(sent.values()) == nx.maximum_flow_value(graph, "s", "t")
    assert sum(sent.values()) + sum(shared.left.values()) == sum(wanted.values())
    by_id = {one.id: one for one in held}
    assert all(count <= by_id[id].capacity for id, count in sent.items())
    assert all(not by_id[one.helper].communes or one.commune in by_id[one.helper].communes for one in shared.sent)


def test_callers_wanted() -> None:
    """41 people twice a day at 10 minutes, 4 hours a caller: 4 callers, 2 of whom are there; nothing to call, nobody."""
    assert helpers_wanted(82, 2, 10, 4) == 2
    assert helpers_wanted(82, 5, 10, 4) == 0
    assert helpers_wanted(0, 0, 10, 4) == 0
    assert helpers_wanted(24, 0, 10, 4) == 1
    assert helpers_wanted(25, 0, 10, 4) == 2


def test_what_a_town_hall_still_misses() -> None:
    """Two wanted, one given: one to find; never below zero."""
    one = CcasHelp(
        id="c", commune="44067", cause=CcasCause.HEAT, registered=41, calls_per_day=2, callers=2, helpers_wanted=2,
        helpers_given=1, from_day=date(2026, 8, 3),
    )  # fmt: skip
    assert (one.calls, one.missing) == (82, 1)
