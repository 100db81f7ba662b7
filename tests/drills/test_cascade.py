"""What falls with what: after its autonomy, round by round, up again with what it depends on."""

from __future__ import annotations

from dataclasses import replace
from math import inf

from hypothesis import given
from hypothesis import strategies as st

from app.drills.cascade import Cascade, Ties
from app.drills.territory import Dependents
from tests.drills.a_world import POWER, a_drawn_world, a_world

TIES = Ties(a_world())


def names(rounds: tuple[frozenset[str], ...]) -> list[list[str]]:
    return [sorted(one) for one in rounds]


def test_nobody_falls_before_its_autonomy_is_spent() -> None:
    """The pharmacy holds four hours without power; the centre falls with the pharmacy, one round later."""
    cascade = Cascade(TIES, {POWER: [(0, 9)]})
    assert names(cascade.rounds(3)) == [[POWER]]
    assert names(cascade.rounds(5)) == [[POWER], ["site:pharmacy"], ["site:centre"]]
    assert cascade.rounds(9) == ()


def test_each_return_of_power_gives_the_autonomy_back() -> None:
    """Two cuts of three hours with a break bring nobody down; without a break they are one."""
    assert names(Cascade(TIES, {POWER: [(0, 3), (4, 7)]}).rounds(6)) == [[POWER]]
    assert len(Cascade(TIES, {POWER: [(0, 3), (3, 7)]}).rounds(6)) == 3


def test_autonomies_add_up_along_the_chain() -> None:
    """The centre holds three hours without the pharmacy, which holds four without power: it falls at seven."""
    world = a_world()
    centre = replace(world.known["site:centre"], autonomy_hours={"site:pharmacy": 3})
    cascade = Cascade(Ties(replace(world, known={**world.known, "site:centre": centre})), {POWER: [(0, 12)]})
    assert [len(cascade.rounds(hours)) for hours in (3, 4, 6.9, 7, 11.9, 12)] == [1, 2, 2, 3, 3, 0]
    longer = Cascade(Ties(replace(world, known={**world.known, "site:centre": centre})), {POWER: [(0, 6)]})
    assert len(longer.rounds(5.9)) == 2


def test_a_thing_down_of_itself_starts_the_clock_of_what_depends_on_it() -> None:
    """Who depends on a pharmacy that fell at four hours counts its own three from then, at one remove more as well."""
    world = a_world()
    known = dict(world.known)
    known["site:centre"] = replace(known["site:centre"], autonomy_hours={"site:pharmacy": 3})
    known["site:last"] = replace(known["site:centre"], autonomy_hours={"site:centre": 2})
    providers = (
        *world.ordinary.providers,
        replace(world.ordinary.providers[-1], id="site:last", depends_on=("site:centre",)),
    )
    ties = Ties(replace(world, known=known, ordinary=replace(world.ordinary, providers=providers)))
    cascade = Cascade(ties, {POWER: [(0, 24)]})
    assert [len(cascade.rounds(hours)) for hours in (8.9, 9)] == [3, 4]


def test_what_is_struck_itself_is_in_the_first_round() -> None:
    """The pharmacy closed and without power fell of itself; the centre because of it."""
    cascade = Cascade(TIES, {POWER: [(0, inf)], "site:pharmacy": [(0, inf)]})
    assert names(cascade.rounds(20)) == [[POWER, "site:pharmacy"], ["site:centre"]]


def test_things_that_depend_on_each_other_come_to_an_end() -> None:
    """Even a ring, which files refuse, reaches its fixpoint."""
    world = a_world()
    ring = tuple(
        type(one)(one.id, one.kind, one.place, one.capacity, one.skills, one.reach_minutes, ("site:centre", *one.depends_on))
        if one.id == "site:pharmacy"
        else one
        for one in world.ordinary.providers
    )  # fmt: skip
    territory = type(world.ordinary)(world.ordinary.places, world.ordinary.roads, ring, world.ordinary.needs)
    ties = Ties(a_world(ordinary=territory))
    assert [len(one) for one in Cascade(ties, {"site:centre": [(0, inf)]}).rounds(1)] == [1, 1]


@given(st.integers(0, 400))
def test_with_no_autonomy_left_all_that_depends_falls(seed: int) -> None:
    """Long after the blow, who is down is the closure of « depends on », and rounds share it without overlap."""
    world = a_drawn_world(seed)
    ties = Ties(world)
    struck = world.ordinary.providers[seed % len(world.ordinary.providers)].id
    rounds = Cascade(ties, {struck: [(0, inf)]}).rounds(1000)
    assert (
        frozenset().union(*rounds) == Dependents(world.ordinary.providers).falling({struck}) == ties.falling({struck})
    )
    assert sum(len(one) for one in rounds) == len(frozenset().union(*rounds))
