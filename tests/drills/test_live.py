"""A live territory is, after every step, what a coverage of it built anew would be, and every step is taken back."""

from __future__ import annotations

import random
from dataclasses import replace
from fractions import Fraction

import pytest

from app.drills.coverage import Coverage
from app.drills.live import Live
from app.drills.territory import Demand, Fall, Need, Provider, ProviderKind, RoadCut, Shock, Territory
from tests.drills.a_territory import SKILLS, a_need, a_provider, a_road, a_small_territory, places
from tests.network.test_live_cover import full_state


def a_shock(rnd: random.Random, territory: Territory) -> Shock:
    """An absence, a road cut, more of a skill where it is asked or is not."""
    kind = rnd.randrange(3)
    if kind == 0:
        return Fall(frozenset(one.id for one in rnd.sample(territory.providers, min(2, len(territory.providers)))))
    if kind == 1 and territory.roads:
        return RoadCut(frozenset({rnd.choice(territory.roads).id}))
    return Demand(rnd.choice(territory.places).id, rnd.choice(SKILLS[:3]), rnd.randint(0, 5), rnd.randint(1, 3))


def another(rnd: random.Random, territory: Territory) -> Territory:
    """Whatever a drill may change at once: capacities, people who come and go or move, needs, roads, who stands."""
    providers = [
        replace(
            one,
            capacity=rnd.choice([one.capacity, rnd.randint(0, 9)]),
            place=rnd.choice([one.place, one.place, rnd.choice(territory.places).id]),
            reach_minutes=rnd.choice([one.reach_minutes, one.reach_minutes, Fraction(rnd.randint(0, 60), 7)]),
        )
        for one in territory.providers
        if rnd.random() > 0.1
    ]
    place, skill = rnd.choice(territory.places).id, rnd.choice(SKILLS[:3])
    if rnd.random() < 0.3:
        new = Provider(f"X{rnd.random()}", ProviderKind.SITE, place, 4, frozenset({skill}), Fraction(15))
        providers.append(new)
    needs = [replace(one, weight=rnd.choice([one.weight, 3])) for one in territory.needs if rnd.random() > 0.1]
    if all((one.place, one.skill) != (place, skill) for one in needs):
        needs.append(Need(f"Z{rnd.random()}", place, skill, rnd.randint(0, 9), rnd.randint(1, 3)))
    roads = tuple(replace(one, minutes=one.minutes * rnd.choice([1, 1, 2])) for one in territory.roads)
    down = frozenset(one.id for one in providers if rnd.random() < 0.1)
    return replace(territory, providers=tuple(providers), needs=tuple(needs), roads=roads, down=down)


def assert_as_anew(live: Live) -> None:
    """Demand, priorities, sets and losses."""
    fresh = Coverage(live.territory)
    assert (live.demand, live.served, live.missing) == (fresh.demand, fresh.cover.served, fresh.cover.missing)
    assert live.unmet == {need.id: unmet for need, unmet in zip(fresh.needs, fresh.cover.unmet, strict=True)}
    assert {_plain(one) for one in live.deficient_sets} == {_plain(one) for one in fresh.deficient_sets}
    losses = {one.id: one.loss for one in fresh.losses() if one.kind == "provider"}
    assert {id: live.loss([id]) for id in losses} == losses


def _plain(one: object) -> tuple[object, ...]:
    needs, providers = one.needs, one.providers  # type: ignore[attr-defined]
    return needs, frozenset(provider.id for provider in providers), one.demand, one.reachable  # type: ignore[attr-defined]


@pytest.mark.parametrize("start", range(0, 120, 40))
def test_any_sequence_of_steps_is_as_if_built_anew_and_is_taken_back(start: int) -> None:
    """Shocks, whole other territories, steps back in between."""
    for seed in range(start, start + 40):
        rnd = random.Random(seed)
        live = Coverage(a_small_territory(seed)).live()
        past: list[tuple[Territory, str]] = []
        for _step in range(6):
            if past and rnd.random() < 0.25:
                live.undo()
                assert (live.territory, full_state(live.cover)) == past.pop(), seed
                continue
            past.append((live.territory, full_state(live.cover)))
            if rnd.random() < 0.5:
                live.inject(a_shock(rnd, live.territory), a_shock(rnd, live.territory))
            else:
                live.become(another(rnd, live.territory))
            assert_as_anew(live)
        while past:
            live.undo()
            assert (live.territory, full_state(live.cover)) == past.pop(), seed


def test_a_step_says_what_it_did() -> None:
    """The need that lost, before and after, and the totals: the heavier need keeps what it had."""
    territory = Territory(
        places("AB"), (a_road("R", "A", "B"),),
        (a_provider("P", "A", 3), a_provider("Q", "B", 4, reach_minutes=Fraction(5))),
        (a_need("A", 4, weight=5), a_need("B", 3)),
    )  # fmt: skip
    coverage = Coverage(territory)
    live = coverage.live()
    step = live.inject(Fall(frozenset({"P"})))
    assert (step.demand_before, step.demand, step.served_before, step.served) == (7, 7, 7, 4)
    assert step.unmet == ((territory.needs[1], 0, 3),)
    step = live.inject(RoadCut(frozenset({"R"})), Demand("B", "nursing", 2))
    assert step.unmet == ((territory.needs[0], 0, 4), (replace(territory.needs[1], quantity=5), 3, 1))
    assert live.steps == 2
    live.undo()
    live.undo()
    assert (live.territory, live.missing, coverage.cover.missing) == (territory, 0, 0)
    with pytest.raises(IndexError):
        live.undo()


def test_other_places_are_another_territory() -> None:
    live = Coverage(Territory(places("A"), (), (), ())).live()
    with pytest.raises(ValueError, match="places"):
        live.become(Territory(places("AB"), (), (), ()))
