"""Each effect on one slice: what it does to capacities, needs and roads, and that the world stays as it was."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.drills.apply_plan import EVERYWHERE
from app.drills.coverage import Coverage
from app.drills.shock import (
    Absence,
    CallVolunteers,
    Closure,
    Demand,
    Discharge,
    Doses,
    ItDown,
    MobileTeam,
    NewNeed,
    OpenSite,
    PairPractices,
    PowerCut,
    RoadCut,
    RoadSlow,
    Supply,
)
from app.drills.striking import Strikes, strike
from app.drills.territory import Provider
from tests.drills.a_world import NURSES, POWER, a_drawn_world, a_world, some_effects

if TYPE_CHECKING:
    from app.drills.shock import AnyEffect
    from app.drills.striking import Struck

MORNING, AFTERNOON, NIGHT = range(3)
WORLD = a_world()


def capacity(struck: Struck, *ids: str) -> int:
    """What some providers still give together."""
    return sum(one.capacity for one in struck.territory.up if one.id in ids)


def asked(struck: Struck, place: str, skill: str = "nursing") -> int:
    return sum(one.quantity for one in struck.territory.needs if (one.place, one.skill) == (place, skill))


def added(struck: Struck) -> list[Provider]:
    return [one for one in struck.territory.providers if one.id in struck.added]


def test_without_effects_nothing_changes() -> None:
    """The territory of the slice, nobody down."""
    struck = strike(WORLD, (), AFTERNOON)
    assert (struck.territory, struck.rounds, struck.hits) == (WORLD.at(AFTERNOON), (), ())


def test_absent_people_are_down_and_counted() -> None:
    """Three nurses of six: thirty units of the morning, six of the night, and the sites stay."""
    effect = Absence(professions=("infirmier",), count=2, of=4)
    struck = strike(WORLD, (effect,), MORNING)
    assert (struck.hits[0].of, len(struck.hits[0].providers), struck.hits[0].units) == (6, 3, -30)
    assert struck.fallen == struck.territory.down == frozenset(struck.hits[0].providers)
    assert strike(WORLD, (effect,), NIGHT).hits[0].units == -6


def test_a_closure_brings_down_what_depends_on_it_or_goes_on_elsewhere() -> None:
    """Closed, pharmacy and centre give nothing; relocated at half, half of both together."""
    both = "site:pharmacy", "site:centre"
    closed = strike(WORLD, (Closure(site_kinds=("pharmacy",)),), MORNING)
    assert (capacity(closed, *both), len(closed.rounds), closed.hits[0].units) == (0, 2, -14)
    moved = strike(WORLD, (Closure(site_kinds=("pharmacy",), relocated=50),), MORNING)
    assert (capacity(moved, *both), moved.rounds, moved.hits[0].units) == (7, (), -7)


def test_roads_are_cut_or_slowed() -> None:
    """A cut road is gone; a slow one takes its percent and its minutes; none named: all."""
    cut = strike(WORLD, (RoadCut(roads=("A-B", "X-Y")),), MORNING)
    assert [one.id for one in cut.territory.roads] == ["B-C", "C-D", "D-E"]
    assert (cut.hits[0].roads, cut.hits[0].unknown) == (("A-B",), ("X-Y",))
    slow = strike(WORLD, (RoadSlow(roads=("A-B",), percent=150, minutes=2),), MORNING)
    assert [one.minutes for one in slow.territory.roads] == [Fraction("9.5"), 5, 5, 5]
    assert {one.minutes for one in strike(WORLD, (RoadSlow(percent=200),), MORNING).territory.roads} == {10}


def test_what_is_named_twice_is_struck_once() -> None:
    """A road listed twice is cut once and slowed once; a practice listed twice gives its share more once."""
    cut = strike(WORLD, (RoadCut(roads=("A-B", "A-B")),), MORNING)
    assert (len(cut.territory.roads), cut.hits[0].roads) == (3, ("A-B",))
    slow = strike(WORLD, (RoadSlow(roads=("A-B", "A-B"), percent=200),), MORNING)
    assert slow.territory == strike(WORLD, (RoadSlow(roads=("A-B",), percent=200),), MORNING).territory
    paired = replace(WORLD, pairs=(("north", "south"),), absorbable={"north": 50})
    once, twice = (strike(paired, (PairPractices(practices=names),), MORNING) for names in (("north",), ("north",) * 2))
    assert (twice.territory, twice.hits) == (once.territory, once.hits)


def test_a_mobile_team_goes_as_far_as_slowed_roads_lead() -> None:
    """Without a reach it serves the whole territory by road, ten times slower or not; not past a road that is cut."""
    team = MobileTeam(name="Équipe", commune="A", skills=("nursing",), capacity=15)

    def served(*effects: AnyEffect) -> list[str]:
        coverage = Coverage(strike(WORLD, (*effects, team), MORNING).territory)
        rank = coverage.rank_of(f"plan:{len(effects)}")
        assert rank is not None
        return [coverage.needs[one].place for one in coverage.cover.reach[rank]]

    assert served() == served(RoadSlow(percent=1_000)) == ["A", "B", "C"]
    assert served(RoadCut(roads=("A-B",))) == ["A"]


def test_a_power_cut_waits_for_batteries() -> None:
    """At three hours the pharmacy holds; at nine it is down with the centre; the next day power is back."""
    cut = (PowerCut(communes=("B",), until_hours=12),)
    assert strike(WORLD, cut, MORNING).rounds == (frozenset({POWER}),)
    assert strike(WORLD, cut, AFTERNOON).rounds[1:] == (frozenset({"site:pharmacy"}), frozenset({"site:centre"}))
    assert strike(WORLD, cut, AFTERNOON).hits[0].units == -14
    assert strike(WORLD, cut, NIGHT).rounds == ()


def test_a_service_falls_everywhere_or_in_some_communes() -> None:
    """Those who depend on it fall; elsewhere they stay; a service nobody depends on is said."""
    providers = tuple(
        replace(one, depends_on=("it:internet",)) if one.id in NURSES else one for one in WORLD.ordinary.providers
    )
    world = replace(WORLD, ordinary=replace(WORLD.ordinary, providers=providers))
    assert strike(world, (ItDown(service="internet"),), MORNING).territory.down == frozenset(NURSES)
    assert strike(world, (ItDown(service="internet", communes=("B",)),), MORNING).territory.down == frozenset(
        NURSES[3:]
    )
    assert strike(world, (ItDown(service="fax"),), MORNING).hits[0].unknown == ("it:fax",)


def test_a_supplier_gives_less_or_nothing() -> None:
    """At 50 % those it supplies keep half; at nothing they fall; chosen ones alone when the effect says whom."""
    providers = tuple(
        replace(one, depends_on=("supplier:gros",)) if one.id in NURSES else one for one in WORLD.ordinary.providers
    )
    world = replace(WORLD, ordinary=replace(WORLD.ordinary, providers=providers))
    assert capacity(strike(world, (Supply(supplier="gros", percent=50),), MORNING), *NURSES) == 30
    assert capacity(strike(world, (Supply(supplier="gros"),), MORNING), *NURSES) == 0
    assert capacity(strike(world, (Supply(supplier="gros", communes=("A",)),), MORNING), *NURSES) == 30
    assert capacity(strike(world, (Supply(professions=("infirmier",), percent=25),), MORNING), *NURSES) == 15


def test_demand_rises_by_percent_and_by_quantity() -> None:
    """Ten percent of 50 is 5, shared by largest remainder; a quantity goes to each commune, new needs included."""
    more = strike(WORLD, (Demand(skill="nursing", percent=10),), MORNING)
    assert [asked(more, place) for place in "ABCDE"] == [22, 22, 11, 0, 0]
    each = strike(WORLD, (Demand(skill="nursing", quantity=2, communes=("A", "D")),), MORNING)
    assert [asked(each, place) for place in "ABCD"] == [22, 20, 10, 2]
    assert next(one for one in each.territory.needs if one.place == "D").weight == WORLD.skills["nursing"].weight


def test_at_night_a_half_day_quantity_follows_the_night() -> None:
    """A fifth of nursing is asked at night, so a fifth of what is more; an effect of a few hours means those hours."""
    new = NewNeed(commune="D", skill="nursing", quantity=10, weight=2)
    assert [asked(strike(WORLD, (new,), rank), "D") for rank in (MORNING, NIGHT)] == [10, 2]
    short = new.model_copy(update={"from_hours": 14, "until_hours": 20})
    assert asked(strike(WORLD, (short,), NIGHT), "D") == 10
    unheard = NewNeed(commune="D", skill="dialysis", quantity=10)
    assert [asked(strike(WORLD, (unheard,), rank), "D", "dialysis") for rank in (MORNING, NIGHT)] == [10, 0]


def test_discharged_patients_go_home_by_population() -> None:
    """Seven among 3,000, 2,000 and 1,000 residents: 4, 2 and 1; communes of elsewhere are said."""
    struck = strike(WORLD, (Discharge(patients={"nursing": 7}, communes=("A", "B", "C", "Z")),), MORNING)
    assert [asked(struck, place) for place in "ABC"] == [24, 22, 11]
    assert (struck.hits[0].asked, struck.hits[0].unknown) == (7, ("Z",))


def test_what_happens_elsewhere_changes_nothing_here() -> None:
    """A need of another territory is said to be unknown and asked of nobody."""
    struck = strike(
        WORLD,
        (NewNeed(commune="Z", skill="nursing", quantity=4), Demand(skill="nursing", quantity=4, communes=("Z",))),
        MORNING,
    )
    assert struck.territory == WORLD.at(MORNING)
    assert [(one.asked, one.unknown) for one in struck.hits] == [(0, ("Z",))] * 2


def test_doses_cap_injections_over_the_time_of_the_effect() -> None:
    """Ten are asked each half-day: 13 doses are 10 in the morning, 3 in the afternoon, none at night; nursing is untouched."""
    strikes = Strikes(WORLD, (Doses(quantity=13),))
    injected = []
    for rank in range(3):
        struck = strikes.at(rank)
        unmet = strikes.solver.unmet(struck.territory)
        injected.append(sum(one.quantity - unmet.get(one.id, 0) for one in struck.territory.needs if one.skill == "vaccination"))  # fmt: skip
        assert struck.demand == sum(one.quantity for one in WORLD.at(rank).needs)
    assert injected == [10, 3, 0]
    assert strikes.at(AFTERNOON).withheld == {"A/vaccination": 3, "C/vaccination": 4}


def test_a_site_opens_and_a_team_goes_on_the_road() -> None:
    """A site closes at night unless it opens for a few hours only; a team without a reach goes as far as roads go."""
    site = OpenSite(name="Salle", commune="C", skills=("nursing",), capacity=12, reach_minutes=5)
    struck = strike(WORLD, (site, MobileTeam(name="Équipe", commune="E", skills=("nursing",), capacity=4)), MORNING)
    assert [(one.place, one.capacity, one.reach_minutes) for one in added(struck)] == [
        ("C", 12, Fraction(5)),
        ("E", 4, EVERYWHERE),
    ]
    assert [one.name for one in struck.added.values()] == ["Salle", "Équipe"]
    assert [one.capacity for one in added(strike(WORLD, (site,), NIGHT))] == [0]
    short = site.model_copy(update={"from_hours": 13, "until_hours": 23})
    assert [one.capacity for one in added(strike(WORLD, (short,), NIGHT))] == [12]
    assert strike(WORLD, (site.model_copy(update={"commune": "Z"}),), MORNING).hits[0].unknown == ("Z",)


def test_volunteers_are_like_those_of_their_profession() -> None:
    """Median capacity, commonest skills; where volunteers live, or by population in the communes named."""
    at_home = strike(WORLD, (CallVolunteers(profession="infirmier", count=2),), MORNING)
    assert [(one.place, one.capacity, one.skills) for one in added(at_home)] == [
        ("B", 10, frozenset({"nursing", "vaccination"}))
    ] * 2
    sent = strike(WORLD, (CallVolunteers(profession="infirmier", count=3, communes=("A", "C")),), MORNING)
    assert [one.place for one in added(sent)] == ["A", "A", "C"]
    assert strike(WORLD, (CallVolunteers(profession="orthoptiste", count=3),), MORNING).hits[0].unknown == (
        "orthoptiste",
    )


def test_paired_practices_give_their_share_more() -> None:
    """Those that stand give what they said they can absorb, or the percent named; who is down gives nothing."""
    both = strike(WORLD, (PairPractices(),), MORNING)
    assert [capacity(both, *NURSES[:3]), capacity(both, *NURSES[3:])] == [36, 33]
    hit = strike(WORLD, (Closure(practices=("north",)), PairPractices(percent=50)), MORNING)
    assert [capacity(hit, *NURSES[:3]), capacity(hit, *NURSES[3:])] == [0, 45]
    assert strike(WORLD, (PairPractices(practices=("west",)),), MORNING).hits[0].unknown == ("west",)


@pytest.mark.parametrize("percent", [0, 30, 100])
def test_what_falls_falls_first(percent: int) -> None:
    """An absence told after a supply that fails strikes the same people, and the percent is of those who stand."""
    effects: tuple[AnyEffect, ...] = (
        Supply(professions=("infirmier",), percent=percent),
        Absence(providers=NURSES[:3]),
    )
    assert capacity(strike(WORLD, effects, MORNING), *NURSES) == 30 * percent // 100


@given(st.integers(0, 300))
def test_a_world_is_never_touched_and_a_blow_repeats(seed: int) -> None:
    """Whatever strikes: the world as it was, the same struck slice twice, capacities and quantities never below nought."""
    world = a_drawn_world(seed)
    shocks, plan = some_effects(seed, world)
    before = [world.at(rank) for rank in range(3)]
    first = [Strikes(world, (*shocks, *plan)).at(rank) for rank in range(3)]
    assert [strike(world, (*shocks, *plan), rank) for rank in range(3)] == first
    assert [world.at(rank) for rank in range(3)] == before
    for one in first:
        assert all(provider.capacity >= 0 for provider in one.territory.providers)
        assert all(need.quantity >= 0 for need in one.territory.needs)
        assert len({(need.place, need.skill) for need in one.territory.needs}) == len(one.territory.needs)
        assert Coverage(one.territory).demand + sum(one.withheld.values()) == one.demand
