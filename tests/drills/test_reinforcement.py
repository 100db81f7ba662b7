"""Who to call first."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from app.drills.coverage import Coverage
from app.drills.reinforcement import Offer, Reinforcement, reinforce
from app.drills.territory import Provider, ProviderKind, Territory
from tests.drills import a_sweep_oracle
from tests.drills.a_territory import SKILLS, a_need, a_provider, a_road, a_small_territory, places

NURSE = Offer("infirmier", ProviderKind.PROFESSIONAL, 3, frozenset({"nursing"}), Fraction(5), most=9)


def _a_gap() -> Territory:
    """A and B five minutes apart, C alone: 4, 4 and 2 unmet."""
    return Territory(
        places("ABC"),
        (a_road("R", "A", "B"),),
        (a_provider("P", "A", 1),),
        (a_need("A", 5), a_need("B", 4), a_need("C", 2)),
    )


def test_the_best_first_until_nothing_is_gained() -> None:
    """Two full steps where A and B are as good, then what is left of both, then C; the tenth nurse would serve nobody."""
    assert reinforce(Coverage(_a_gap()), [NURSE], 9) == (
        Reinforcement("infirmier", "A", 3, 7, ("B",)),
        Reinforcement("infirmier", "A", 3, 4, ("B",)),
        Reinforcement("infirmier", "A", 2, 2, ("B", "C")),
        Reinforcement("infirmier", "C", 2, 0),
    )


def test_ties_go_where_more_people_live() -> None:
    """B before A when B has more residents."""
    found = reinforce(Coverage(_a_gap()), [NURSE], 1, residents={"A": 10, "B": 20})
    assert found == (Reinforcement("infirmier", "B", 3, 7, ("A",)),)


def test_an_offer_has_its_number_and_its_places() -> None:
    """One site only, in C only: then nurses, wherever."""
    site = Offer("centre", ProviderKind.SITE, 50, frozenset({"nursing"}), Fraction(0), most=1, places=("C",))
    dear = replace(NURSE, capacity=1, most=2)
    assert reinforce(Coverage(_a_gap()), [site, dear], 9) == (
        Reinforcement("centre", "C", 2, 8),
        Reinforcement("infirmier", "A", 1, 7, ("B",)),
        Reinforcement("infirmier", "A", 1, 6, ("B",)),
    )


def test_nothing_to_gain() -> None:
    """Another skill, nobody in reach, nothing missing, nothing offered: no step."""
    coverage = Coverage(_a_gap())
    assert reinforce(coverage, [replace(NURSE, skills=frozenset({"gp"}))], 3) == ()
    assert reinforce(coverage, [replace(NURSE, capacity=0)], 3) == ()
    assert reinforce(coverage, [], 3) == ()
    whole = Territory(places("A"), (), (a_provider("P", "A", 5),), (a_need("A", 5),))
    assert reinforce(Coverage(whole), [NURSE], 3) == ()


def test_each_step_is_the_best_there_is() -> None:
    """60 small territories, three offers: every step gains what networkx finds, and no other choice gains more."""
    offers = [
        Offer(
            f"O{rank}",
            ProviderKind.PROFESSIONAL,
            rank + 1,
            frozenset(SKILLS[rank : rank + 2]),
            Fraction(5 * rank),
            most=2,
        )
        for rank in range(3)
    ]
    for seed in range(60):
        territory = a_small_territory(seed)
        kept: list[Provider] = []
        for step in reinforce(Coverage(territory), offers, 4):
            before = a_sweep_oracle.served(territory, more=kept)
            open_ = [one for one in offers if sum(provider.id == one.id for provider in kept) < one.most]
            gains = {
                (one.id, place.id): a_sweep_oracle.served(territory, more=[*kept, _added(one, place.id)]) - before
                for one in open_
                for place in territory.places
            }
            assert step.gain == gains[step.offer, step.place] == max(gains.values()), (seed, step)
            equal = {place for (offer, place), gain in gains.items() if offer == step.offer and gain == step.gain}
            assert {step.place, *step.equal} == equal, (seed, step)
            kept.append(_added(next(one for one in offers if one.id == step.offer), step.place))


def _added(offer: Offer, place: str) -> Provider:
    return Provider(offer.id, offer.kind, place, offer.capacity, offer.skills, offer.reach_minutes)
