"""Small worlds to strike: five communes in a row, nurses of two practices, a pharmacy, a centre; and drawn ones."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from app.drills.shock import (
    Absence,
    Closure,
    Demand,
    Discharge,
    Doses,
    MobileTeam,
    NewNeed,
    OpenSite,
    PowerCut,
    RoadCut,
    RoadSlow,
)
from app.drills.territory import Need, Provider, ProviderKind, Territory
from app.drills.world import Known, Part, Skill, Slice, World
from tests.drills.a_territory import SKILLS, a_need, a_road, a_small_territory, places

if TYPE_CHECKING:
    from app.drills.shock import AnyEffect

T0 = datetime(2026, 11, 26, 7, tzinfo=UTC)
"""Thursday 26 November 2026, 8 h in Paris: a morning begins."""

POWER = "power:B"
NURSES = tuple(f"person:{n}" for n in range(6))
"""Three of the practice north in A, three of the practice south in B."""


def some_slices(days: int = 1) -> tuple[Slice, ...]:
    """Morning 8–14 h, afternoon 14–20 h, night 20–8 h, from T0."""
    found = []
    for day in range(days):
        start = T0 + timedelta(days=day)
        noon, evening, end = (start + timedelta(hours=hours) for hours in (6, 12, 24))
        found += [
            Slice(start, noon, Part.MORNING),
            Slice(noon, evening, Part.AFTERNOON),
            Slice(evening, end, Part.NIGHT),
        ]
    return tuple(found)


def a_world(days: int = 1, **changes: object) -> World:
    """Nurses give 10 a half-day and 2 at night within ten minutes; a pharmacy depends on the power of B with four hours of
    autonomy, a centre on the pharmacy."""
    nurses = [
        Provider(id, ProviderKind.PROFESSIONAL, "A" if n < 3 else "B", 10, frozenset({"nursing", "vaccination"}), Fraction(10))
        for n, id in enumerate(NURSES)
    ]  # fmt: skip
    sites = [
        Provider(POWER, ProviderKind.SITE, "B", 0, frozenset(), Fraction(0)),
        Provider("site:pharmacy", ProviderKind.SITE, "B", 8, frozenset({"dispensing"}), Fraction(10), (POWER,)),
        Provider(
            "site:centre", ProviderKind.SITE, "C", 6, frozenset({"vaccination"}), Fraction(10), ("site:pharmacy",)
        ),
    ]
    needs = (
        a_need("A", 20, weight=5), a_need("B", 20, weight=5), a_need("C", 10, weight=5),
        a_need("B", 7, "dispensing", 4), a_need("C", 5, "vaccination", 1), a_need("A", 5, "vaccination", 1),
    )  # fmt: skip
    roads = (a_road("A-B", "A", "B"), a_road("B-C", "B", "C"), a_road("C-D", "C", "D"), a_road("D-E", "D", "E"))
    territory = Territory(places("ABCDE"), roads, (*nurses, *sites), needs)
    world = World(
        ordinary=territory,
        slices=some_slices(days),
        capacities={one.id: _over_time(one.capacity, days) for one in territory.providers},
        quantities={one.id: _over_time(one.quantity, days) for one in needs},
        skills={code: Skill(code, code, 3) for code in ("nursing", "vaccination", "dispensing")},
        known={
            **{
                id: Known(
                    f"Prénom{n} NOM", "infirmière", "A" if n < 3 else "B", profession="infirmier",
                    practice="north" if n < 3 else "south", is_volunteer=n == 5,
                )
                for n, id in enumerate(NURSES)
            },
            POWER: Known("électricité à Commune B", "électricité", "B"),
            "site:pharmacy": Known("Pharmacie fictive", "pharmacie", "B", site_kind="pharmacy", autonomy_hours={POWER: 4}),
            "site:centre": Known("Centre fictif", "centre de vaccination", "C", site_kind="centre"),
        },
        populations={"A": 3000, "B": 2000, "C": 1000, "D": 500, "E": 500},
        absorbable={"north": 20, "south": 10},
        pairs=(("north", "south"),),
        assumptions=("Une valeur de travail.",),
    )  # fmt: skip
    return replace(world, **changes)  # type: ignore[arg-type]


def a_drawn_world(seed: int, days: int = 1) -> World:
    """A small drawn territory over time, with practices, autonomies and populations drawn as well."""
    rnd = random.Random(seed)
    territory = replace(a_small_territory(seed), down=frozenset())
    return World(
        ordinary=territory,
        slices=some_slices(days),
        capacities={one.id: _drawn(rnd, one.capacity, days) for one in territory.providers},
        quantities={one.id: _drawn(rnd, one.quantity, days) for one in territory.needs},
        skills={one: Skill(one, one, rnd.randint(1, 5)) for one in SKILLS[:3]},
        known={
            one.id: Known(
                one.id, one.kind.value, one.place, profession=rnd.choice(("infirmier", "medecin")),
                practice=rnd.choice(("", "north", "south")), site_kind="pharmacy" if one.kind is ProviderKind.SITE else "",
                autonomy_hours={other: rnd.choice((0, 2, 7)) for other in one.depends_on},
            )
            for one in territory.providers
        },
        populations={one.id: rnd.choice((0, 100, 2500)) for one in territory.places},
        absorbable={"north": 30}, pairs=(("north", "south"),),
    )  # fmt: skip


def some_effects(seed: int, world: World) -> tuple[list[AnyEffect], list[AnyEffect]]:
    """Three shocks and two plan actions, with times."""
    rnd = random.Random(seed)
    territory = world.ordinary
    place, skill = rnd.choice(territory.places).id, rnd.choice(SKILLS[:3])
    ids = [one.id for one in territory.providers]
    times: dict[str, Any] = {"from_hours": rnd.choice((0, 2, 10)), "until_hours": rnd.choice((None, 12, 20))}
    shocks: list[AnyEffect] = [
        Absence(professions=("infirmier",), share=50, seed=seed, correlation=rnd.choice((0, 60)), **times),
        Closure(providers=(rnd.choice(ids),), relocated=rnd.choice((0, 40))),
        Demand(skill=skill, percent=50, quantity=1, **times),
        Discharge(patients={skill: 4}, communes=tuple(one.id for one in territory.places)),
        NewNeed(commune=place, skill=skill, quantity=3, **times),
        PowerCut(communes=(place,)), Doses(quantity=4, skill=skill), RoadSlow(percent=200, minutes=1, **times),
    ]  # fmt: skip
    if territory.roads:
        shocks.append(RoadCut(roads=(rnd.choice(territory.roads).id,), **times))
    plan: list[AnyEffect] = [
        OpenSite(name="Salle", commune=place, skills=(skill,), capacity=3, **times),
        MobileTeam(name="Équipe", commune=place, skills=(skill,), capacity=2),
    ]
    return rnd.sample(shocks, 3), plan


def needs_of(world: World) -> dict[str, Need]:
    """Id → need."""
    return {one.id: one for one in world.ordinary.needs}


def _over_time(usual: int, days: int) -> tuple[int, ...]:
    return (usual, usual, usual // 5) * days


def _drawn(rnd: random.Random, usual: int, days: int) -> tuple[int, ...]:
    return tuple(rnd.choice((usual, usual, usual // 2, 0)) for _slice in range(3 * days))
