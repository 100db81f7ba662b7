"""Tests of app/continuity/slot_moves.py: as many places as a max-flow, each to somebody who can, the shortest way."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta

import networkx as nx
from hypothesis import given, settings
from hypothesis import strategies as st

from app.continuity.slot_moves import Host, Move, MovePlan, Orphan, Unmoved, Why, redistribute
from app.continuity.slots import Slot
from app.core.ids import PracticeId

DAY = date(2026, 11, 30)
GP = frozenset({"medecin"})


def a_slot(id: str = "s", places: int = 4, day: date = DAY, practice: str = "closed") -> Slot:
    starts_at = datetime(day.year, day.month, day.day, 9, tzinfo=UTC)
    return Slot(
        id=id, day=day, starts_at=starts_at, ends_at=starts_at + timedelta(hours=1), places=places, changed_at=starts_at,
        practice=PracticeId(practice),
    )  # fmt: skip


def a_host(name: str, room: int = 4, radius: int = 20, professions: frozenset[str] = GP) -> Host:
    return Host(practice=PracticeId(name), professions=professions, room=room, radius_minutes=radius)


def plan(
    slots: list[Slot], hosts: list[Host], ways: Mapping[str, float], *, closed: tuple[str, ...] = (),
    held: dict[tuple[PracticeId, date], int] | None = None,
) -> MovePlan:  # fmt: skip
    return redistribute(
        [Orphan(one, GP) for one in slots], hosts, minutes=lambda _slot, host: ways.get(host.practice),
        is_open=lambda host, _slot: host.practice not in closed, held=held or {},
    )  # fmt: skip


def test_the_nearest_takes_what_it_can_and_the_next_the_rest() -> None:
    """Four places: three at 5 minutes, one at 12; a slot is shared rather than lost."""
    found = plan([a_slot()], [a_host("far", 9), a_host("near", 3)], {"far": 12, "near": 5})
    near, far = PracticeId("near"), PracticeId("far")
    assert found == MovePlan((Move("s", near, 3, 5), Move("s", far, 1, 12)), ())


def test_a_longer_way_is_taken_when_it_saves_a_place() -> None:
    """Room counts by the day, moves already made included; another day has its own."""
    tuesday = DAY + timedelta(days=1)
    found = plan(
        [a_slot("a", 2), a_slot("b", 2), a_slot("c", 2, tuesday)], [a_host("near", 3)], {"near": 5},
        held={(PracticeId("near"), DAY): 1},
    )  # fmt: skip
    assert (found.moved, sum(one.places for one in found.left)) == (4, 2)
    assert [one.why for one in found.left] == [Why.FULL]
    assert Counter(one.slot for one in found.moves)["c"] == 1


def test_what_is_left_says_the_last_thing_in_the_way() -> None:
    """Nobody of the profession, too far, closed, full: the nearest to a solution is what is said."""
    nurse = a_host("nurse", professions=frozenset({"infirmier"}))
    far, shut, full = a_host("far"), a_host("shut"), a_host("full", 0)
    ways = {"nurse": 1.0, "far": 21.0, "shut": 2.0, "full": 3.0}
    reasons = [
        plan([a_slot()], hosts, ways, closed=("shut",)).left
        for hosts in ([], [nurse], [nurse, far], [far, shut], [far, shut, full])
    ]
    assert reasons == [(Unmoved("s", 4, why),) for why in (Why.NOBODY, Why.NOBODY, Why.FAR, Why.CLOSED, Why.FULL)]


def test_a_practice_without_a_road_or_itself_takes_nothing() -> None:
    """The closed practice is no answer to its own closure."""
    assert plan([a_slot()], [a_host("closed"), a_host("island")], {"closed": 0}).moved == 0


@settings(max_examples=60)
@given(
    slots=st.lists(st.integers(1, 6), min_size=1, max_size=5),
    hosts=st.lists(st.tuples(st.integers(0, 6), st.integers(0, 40), st.booleans(), st.booleans()), max_size=6),
)
def test_as_many_places_as_the_largest_flow_and_each_move_allowed(
    slots: list[int], hosts: list[tuple[int, int, bool, bool]]
) -> None:
    """networkx counts the places that could go, and the minutes that takes; each move is checked again from what was given."""
    orphans = [a_slot(f"s{n}", places) for n, places in enumerate(slots)]
    named = [
        (a_host(f"h{n}", room, professions=GP if same else frozenset({"infirmier"})), float(way), shut)
        for n, (room, way, same, shut) in enumerate(hosts)
    ]
    ways = {str(host.practice): way for host, way, _shut in named}
    closed = tuple(host.practice for host, _way, shut in named if shut)
    found = plan(orphans, [host for host, _way, _shut in named], ways, closed=closed)
    able = {host.practice: host for host, way, shut in named if host.professions == GP and way <= 20 and not shut}
    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_nodes_from(("from", "to"))
    for one in orphans:
        graph.add_edge("from", one.id, capacity=one.places)
        for practice in able:
            graph.add_edge(one.id, practice, capacity=one.places, weight=int(ways[practice]))
    for practice, host in able.items():
        graph.add_edge(practice, "to", capacity=host.room)
    assert found.moved == nx.maximum_flow_value(graph, "from", "to")
    shortest = nx.cost_of_flow(graph, nx.max_flow_min_cost(graph, "from", "to"))
    assert sum(move.places * move.minutes for move in found.moves) == shortest
    assert found.moved + sum(one.places for one in found.left) == sum(slots)
    to, away = Counter[str](), Counter[str]()
    for move in found.moves:
        assert move.to in able
        assert (move.places > 0, move.minutes) == (True, ways[move.to])
        to[move.to] += move.places
        away[move.slot] += move.places
    assert all(to[practice] <= host.room for practice, host in able.items())
    assert all(away[one.id] <= one.places for one in orphans)
    assert found == plan(list(reversed(orphans)), [host for host, _way, _shut in reversed(named)], ways, closed=closed)
