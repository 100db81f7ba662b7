"""Territories for tests and benches: small ones that hold every corner at once, and those in the shape of the product."""

from __future__ import annotations

import random
from fractions import Fraction

import numpy as np
from scipy.spatial import Delaunay

from app.drills.territory import (
    Demand,
    Fall,
    Need,
    Place,
    Provider,
    ProviderKind,
    Road,
    RoadCut,
    Shock,
    Territory,
    struck,
)

SKILLS = ("gp", "nursing", "vaccination", "sampling", "dispensing", "chronic", "respiratory_physio", "maternity", "psychological", "nursing_home", "minor_emergency", "remote")  # fmt: skip
_WEIGHTS = (4, 5, 1, 2, 4, 3, 2, 5, 2, 3, 4, 1)
_PROFESSIONS = (
    (0.18, (0, 2, 5, 8, 9, 10, 11), (12, 26), (15, 20, 25)),
    (0.34, (1, 2, 3, 5, 9, 11), (12, 28), (15, 20, 25)),
    (0.16, (2, 3, 4, 5, 11), (30, 70), (10, 15, 20)),
    (0.16, (6, 9, 11), (8, 16), (10, 15, 20)),
    (0.05, (2, 7, 3), (8, 14), (20, 25, 30)),
    (0.06, (2, 10), (8, 14), (10, 15)),
    (0.05, (8, 11), (5, 9), (20, 25, 30)),
)
"""Share, skills, capacity, reaches of each."""
_SIZES = {"XS": (20, 6, 3), "S": (130, 23, 12), "M": (600, 39, 189), "L": (6000, 250, 1900)}
"""Professionals, communes, sites."""


def a_provider(id: str, place: str = "A", capacity: int = 1, *skills: str, **fields: object) -> Provider:
    """A professional of ``nursing`` who reaches its own place only."""
    base = {"kind": ProviderKind.PROFESSIONAL, "reach_minutes": Fraction(0), "depends_on": ()}
    return Provider(id=id, place=place, capacity=capacity, skills=frozenset(skills or ("nursing",)), **(base | fields))  # type: ignore[arg-type]


def a_need(place: str, quantity: int, skill: str = "nursing", weight: int = 1) -> Need:
    """So many units of a skill, called « place/skill »."""
    return Need(f"{place}/{skill}", place, skill, quantity, weight)


def a_road(id: str, start: str, end: str, minutes: str = "5") -> Road:
    """Five minutes."""
    return Road(id, start, end, Fraction(minutes))


def places(names: str) -> tuple[Place, ...]:
    """One place a letter."""
    return tuple(Place(one, f"Commune {one}") for one in names)


def a_small_territory(seed: int) -> Territory:
    """Two to six places, parallel roads and loops, roads of no minutes, chains of dependence, capacities and quantities of 0."""
    rnd = random.Random(seed)
    names = "ABCDEF"[: rnd.randint(2, 6)]
    minutes = [Fraction(one) for one in ("0", "5", "7.5", "10", "0.1", "12.3")]
    roads = tuple(
        Road(f"R{rank}", rnd.choice(names), rnd.choice(names), rnd.choice(minutes))
        for rank in range(rnd.randint(0, 10))
    )
    providers: list[Provider] = []
    for rank in range(rnd.randint(1, 12)):
        depends = (
            tuple(sorted({one.id for one in rnd.choices(providers, k=rnd.choice((0, 0, 0, 1, 2)))}))
            if providers
            else ()
        )
        providers.append(
            Provider(
                f"P{rank}",
                rnd.choice((ProviderKind.PROFESSIONAL, ProviderKind.PROFESSIONAL, ProviderKind.SITE)),
                rnd.choice(names),
                rnd.choice((0, 1, 2, 5, 8)),
                frozenset(rnd.sample(SKILLS[:3], rnd.randint(0, 3))),
                rnd.choice((Fraction(0), Fraction(5), Fraction("12.3"), Fraction(20))),
                depends,
            )
        )
    cells = [(place, skill) for place in names for skill in SKILLS[:3]]
    needs = tuple(
        a_need(place, rnd.choice((0, 1, 2, 3, 7)), skill, rnd.randint(1, 3))
        for place, skill in rnd.sample(cells, rnd.randint(1, len(cells)))
    )
    down = frozenset(one.id for one in providers if rnd.random() < 0.1)
    whole = Territory(places(names), roads, tuple(providers), needs)
    return struck(whole, [Fall(down)])


def a_territory(size: str, seed: int = 1) -> Territory:
    """XS, S, M or L after its four shocks."""
    whole, shocks = before_shocks(size, seed)
    return struck(whole, shocks)


def before_shocks(size: str, seed: int = 1) -> tuple[Territory, list[Shock]]:
    """The territory, and its four shocks: communes on a plane, sites, professionals of which half work in one of them.

    Demand is set near 95 % of supply, so that gaps exist. The distributions are assumptions.
    """
    people, communes, sites = _SIZES[size]
    chance, rnd = np.random.default_rng([seed, people]), random.Random(seed)
    points = chance.uniform(0, 35 * np.sqrt(communes / 39), (communes, 2))
    population = np.exp(chance.normal(0, 0.9, communes))
    population /= population.sum()
    roads = _roads(points)
    site_at = chance.choice(communes, sites, p=0.7 * population + 0.3 / communes)
    providers = [
        Provider(f"F{rank}", ProviderKind.SITE, f"V{site_at[rank]}", 0, frozenset(), Fraction(0))
        for rank in range(sites)
    ]
    supply = np.zeros(12)
    for rank in range(people):
        _share, eligible, (low, high), reaches = rnd.choices(_PROFESSIONS, [one[0] for one in _PROFESSIONS])[0]
        held = sorted(rnd.sample(eligible, min(len(eligible), rnd.choices((1, 2, 3), (0.35, 0.4, 0.25))[0])))
        capacity = rnd.randrange(low, high + 1)
        site = rnd.randrange(sites) if rnd.random() < 0.5 else None
        place = int(site_at[site]) if site is not None else int(chance.choice(communes, p=population))
        skills, reach = frozenset(SKILLS[one] for one in held), Fraction(rnd.choice(reaches))
        depends = (f"F{site}",) if site is not None else ()
        providers.append(Provider(f"P{rank}", ProviderKind.PROFESSIONAL, f"V{place}", capacity, skills, reach, depends))
        supply[held] += capacity / len(held)
    needs = _needs(chance, population, supply)
    whole = Territory(
        tuple(Place(f"V{one}", f"Commune {one}") for one in range(communes)), roads, tuple(providers), needs
    )
    return whole, [
        Fall(frozenset(f"P{one}" for one in rnd.sample(range(people), people // 12))),
        RoadCut(frozenset(rnd.choice(roads).id for _road in range(3))),
        Fall(frozenset({"F0"})),
        Demand("V0", "nursing", 15, 5),
    ]


def populations(territory: Territory) -> dict[str, int]:
    """Residents of each place, drawn: a thousand and more."""
    return {one.id: 1000 + 37 * rank % 911 for rank, one in enumerate(territory.places)}


def _roads(points: np.ndarray) -> tuple[Road, ...]:
    sides = ((one[a], one[b]) for one in Delaunay(points).simplices for a, b in ((0, 1), (1, 2), (0, 2)))
    links = sorted({(min(int(a), int(b)), max(int(a), int(b))) for a, b in sides})
    return tuple(
        Road(f"R{rank}", f"V{a}", f"V{b}", Fraction(str(round(float(np.hypot(*(points[a] - points[b]))) * 1.56, 1))))
        for rank, (a, b) in enumerate(links)
    )


def _needs(chance: np.random.Generator, population: np.ndarray, supply: np.ndarray) -> tuple[Need, ...]:
    share = supply * np.exp(chance.normal(0, 0.35, 12))
    demand = np.outer(population, share / share.sum()) * np.exp(chance.normal(0, 0.25, (len(population), 12)))
    asked = np.rint(demand / demand.sum() * supply.sum() / 1.05).astype(int)
    return tuple(
        Need(f"N{commune}-{rank}", f"V{commune}", SKILLS[rank], int(asked[commune, rank]), _WEIGHTS[rank])
        for commune in range(len(population))
        for rank in range(12)
        if asked[commune, rank]
    )
