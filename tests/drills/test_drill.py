"""A drill: four lines that an engine asked anew agrees with, a waterfall whose sums are exact, who fell, what it cost."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import networkx as nx
from hypothesis import given, settings
from hypothesis import strategies as st

from app.drills.coverage import Coverage
from app.drills.drill import Drill, LineName, run
from app.drills.shock import Absence, Closure, Doses, MobileTeam, OpenSite, PairPractices, PowerCut
from app.drills.striking import strike
from app.drills.territory import Territory
from app.drills.world import World
from tests.drills.a_world import NURSES, POWER, T0, a_drawn_world, a_world, some_effects

ABSENT = Absence(professions=("infirmier",), count=3)
SITE = OpenSite(name="Salle", commune="B", skills=("nursing",), capacity=20, reach_minutes=10)


def totals(drill: Drill, name: LineName) -> tuple[int, int]:
    line = drill.line(name)
    assert line is not None
    return line.total(drill.t0_rank)


def served_by_networkx(territory: Territory) -> int:
    """The same served units, by another engine on distances of its own."""
    roads: nx.Graph[str] = nx.Graph()
    roads.add_nodes_from(one.id for one in territory.places)
    for road in sorted(territory.roads, key=lambda one: -one.minutes):
        roads.add_edge(road.start, road.end, minutes=road.minutes)
    graph: nx.DiGraph[Any] = nx.DiGraph()
    graph.add_nodes_from(("source", "sink"))
    for one in territory.up:
        near = nx.single_source_dijkstra_path_length(roads, one.place, cutoff=one.reach_minutes, weight="minutes")  # type: ignore[call-overload]
        graph.add_edge("source", ("p", one.id), capacity=one.capacity)
        for need in territory.needs:
            if need.skill in one.skills and need.place in near:
                graph.add_edge(("p", one.id), ("n", need.id))
    for need in territory.needs:
        graph.add_edge(("n", need.id), "sink", capacity=need.quantity)
    return int(nx.maximum_flow_value(graph, "source", "sink"))


def test_three_lines_tell_a_shock_and_its_plan() -> None:
    """Sixty nurses' acts for fifty asked and ten injections: half the nurses away, the centre gives six: 24 are missing, the site serves 20 of them, by day."""
    drill = run(a_world(), (ABSENT,), (SITE,))
    assert [one.name for one in drill.lines] == [LineName.BASELINE, LineName.SHOCK, LineName.PLAN]
    assert [[one.unmet for one in line.points] for line in drill.lines] == [[0, 0, 0], [24, 24, 5], [4, 4, 5]]
    assert drill.waterfall.demand == 67 + 67 + 13
    assert (drill.waterfall.after_shocks, drill.waterfall.left, drill.waterfall.recovered) == (53, 13, 40)
    assert drill.outcomes[0].recovered == 40
    assert drill.worst_rank == 0


def test_before_t0_the_lines_are_one() -> None:
    """Nothing strikes before T0, and totals count from it."""
    drill = run(a_world(days=2), (ABSENT,), (SITE,), t0_rank=3)
    before = [[one.unmet for one in line.points[:3]] for line in drill.lines]
    assert before == [[0, 0, 0]] * 3
    assert totals(drill, LineName.SHOCK) == (147, 53)
    assert drill.outcomes[0].ranks == (3, 4, 5)


def test_t0_in_the_middle_of_a_half_day() -> None:
    """At 17 h 40 of the first day: the afternoon is still whole, the night is struck, hours of effects count from then."""
    t0 = T0 + timedelta(hours=9, minutes=40)
    drill = run(a_world(days=2), (ABSENT.model_copy(update={"until_hours": 18}),), (SITE,), t0=t0)
    shock = drill.line(LineName.SHOCK)
    assert shock is not None
    assert (drill.t0_rank, [one.unmet for one in shock.points]) == (1, [0, 0, 5, 24, 0, 0])
    assert drill.waterfall.demand == 67 + 13 + 67 + 67 + 13


def test_played_effects_keep_their_times() -> None:
    """The site that opened ten hours late serves nobody in the morning."""
    late = SITE.model_copy(update={"from_hours": 8})
    drill = run(a_world(), (ABSENT,), (SITE,), (ABSENT, late))
    played = drill.line(LineName.PLAYED)
    assert played is not None
    assert [one.unmet for one in played.points] == [24, 4, 5]


def test_cascades_say_who_fell_because_of_whom() -> None:
    """The morning holds on batteries; from the afternoon on, the pharmacy, then the centre."""
    drill = run(a_world(), (PowerCut(communes=("B",)),), ())
    assert [(one.rank, [sorted(fallen) for fallen in one.rounds]) for one in drill.cascades] == [
        (0, [[POWER]]), (1, [[POWER], ["site:pharmacy"], ["site:centre"]]), (2, [[POWER], ["site:pharmacy"], ["site:centre"]]),
    ]  # fmt: skip


def test_an_effect_that_never_is_on_is_said_to_be_so() -> None:
    """It has no hit and no slice, and costs nothing."""
    drill = run(a_world(), (ABSENT.model_copy(update={"from_hours": 900}),), ())
    assert (drill.outcomes[0].hit, drill.outcomes[0].ranks, drill.outcomes[0].unmet) == (None, (), 0)


def test_doses_spared_in_the_morning_serve_in_the_afternoon() -> None:
    """Told after the doses, a morning without anyone changes the afternoon too: steps and lines agree."""
    away = Closure(site_kinds=("centre",), until_hours=6)
    morning = Absence(professions=("infirmier",), until_hours=6)
    drill = run(a_world(), (Doses(quantity=13), away, morning), ())
    shock = drill.line(LineName.SHOCK)
    assert shock is not None
    assert [sum(units for need, units in one.by_need.items() if "vaccination" in need) for one in shock.points] == [
        10,
        0,
        0,
    ]
    assert drill.waterfall.left == totals(drill, LineName.SHOCK)[1]
    _check_sums(drill)


def test_an_autonomy_joined_by_a_second_cut_is_weighed_with_it() -> None:
    """The first cut ends when the second begins: batteries empty under the second, told first in the list."""
    later, sooner = (PowerCut(communes=("B",), from_hours=start, until_hours=end) for start, end in ((7, 10), (0, 7)))
    drill = run(a_world(), (later, sooner), ())
    assert [one.unmet for one in drill.waterfall.steps] == [0, 7]


@settings(max_examples=40)
@given(st.integers(0, 10_000))
def test_every_point_is_what_an_engine_asked_anew_finds(seed: int) -> None:
    """Each point of each line: unmet need by need as a coverage built for it alone, in all as networkx; sums exact."""
    world = a_drawn_world(seed)
    shocks, plan = some_effects(seed, world)
    drill = run(world, shocks, plan, [*plan, *shocks])
    for line, effects in zip(drill.lines, ((), shocks, [*shocks, *plan], [*plan, *shocks]), strict=True):
        for point in line.points:
            struck = strike(world, effects, point.rank)
            coverage = Coverage(struck.territory)
            unmet = dict(zip((one.id for one in coverage.needs), coverage.cover.unmet, strict=True))
            for need, units in struck.withheld.items():
                unmet[need] += units
            assert point.by_need == {need: units for need, units in sorted(unmet.items()) if units}
            assert point.served == served_by_networkx(struck.territory) == point.demand - point.unmet
    _check_sums(drill)


def _check_sums(drill: Drill) -> None:
    falls = drill.waterfall
    assert (falls.demand, falls.unmet) == totals(drill, LineName.BASELINE)
    demand, left = totals(drill, LineName.PLAN)
    assert falls.demand + sum(one.demand for one in falls.steps) == demand
    assert falls.unmet + sum(one.unmet for one in falls.steps) == left == falls.left
    assert falls.after_shocks == totals(drill, LineName.SHOCK)[1]
    shocks = [one for one in falls.steps if not one.is_plan]
    assert all(0 <= one.recovered <= max(0, one.unmet) for one in shocks)
    for line, found in zip(drill.lines, drill.deficient, strict=True):
        assert sum(one.shortage for one in found.sets) + found.withheld == line.points[drill.worst_rank].unmet


@given(st.integers(0, 500))
def test_a_plan_never_serves_less(seed: int) -> None:
    """Plan actions only give: without a rationing, no slice is worse with the plan."""
    world = a_drawn_world(seed)
    shocks, plan = some_effects(seed, world)
    kept = [one for one in shocks if not isinstance(one, Doses)]
    drill = run(world, kept, [*plan, PairPractices()])
    shock, answered = drill.line(LineName.SHOCK), drill.line(LineName.PLAN)
    assert shock is not None
    assert answered is not None
    assert all(
        with_plan.unmet <= without.unmet for with_plan, without in zip(answered.points, shock.points, strict=True)
    )


def test_a_world_of_nothing_is_served_whole() -> None:
    """No place, no need: nothing is missing, nothing fails."""
    world: World = a_world(ordinary=Territory((), (), (), ()), capacities={}, quantities={})
    drill = run(
        world,
        (ABSENT, Closure(providers=NURSES[:1])),
        (MobileTeam(name="x", commune="A", skills=("nursing",), capacity=1),),
    )
    assert [one.share for line in drill.lines for one in line.points] == [1.0] * 9
