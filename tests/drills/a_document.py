"""Documents ``releve.territory/1`` for tests: a smallest one to break, and random ones that hold every corner at once."""

from __future__ import annotations

import copy
import random
from typing import Any

Document = dict[str, Any]

SMALL: Document = {
    "format": "releve.territory/1",
    "places": [{"id": "A", "name": "Auray"}, {"id": "B", "name": "Belz"}],
    "roads": [{"id": "R1", "from": "A", "to": "B", "minutes": 12.5}],
    "providers": [
        {"id": "S1", "kind": "site", "place": "A", "capacity": 0, "skills": [], "reach_minutes": 0, "depends_on": []},
        {
            "id": "P1", "kind": "professional", "place": "A", "capacity": 5, "skills": ["nursing"], "reach_minutes": 12.5,
            "depends_on": ["S1"],
        },
    ],
    "needs": [
        {"id": "N1", "place": "A", "skill": "nursing", "quantity": 3, "weight": 1},
        {"id": "N2", "place": "B", "skill": "nursing", "quantity": 4, "weight": 2},
    ],
    "shocks": [{"type": "demand", "place": "B", "skill": "gp", "quantity": 2}],
}  # fmt: skip


def small(*changes: tuple[str, object]) -> Document:
    """The smallest document, with values put at paths like ``providers.1.capacity``; ``...`` takes the key away."""
    found = copy.deepcopy(SMALL)
    for path, value in changes:
        *way, last = path.split(".")
        at: Any = found
        for step in way:
            at = at[int(step)] if isinstance(at, list) else at[step]
        key: Any = int(last) if isinstance(at, list) else last
        if value is ...:
            del at[key]
        elif isinstance(at, list) and key == len(at):
            at.append(value)
        else:
            at[key] = value
    return found


def a_document(seed: int) -> Document:
    """Places apart, parallel roads, loops, roads of no minutes, decimals that add up to a reach, chains, noughts, all shocks."""
    rnd = random.Random(seed)
    places = [f"V{rank}" for rank in range(rnd.randint(1, 5))]
    skills = ["gp", "nursing", "vaccination"][: rnd.randint(1, 3)]
    roads = [
        {"id": f"R{rank}", "from": rnd.choice(places), "to": rnd.choice(places), "minutes": rnd.choice([0, 0.1, 0.2, 5, 7.5])}
        for rank in range(rnd.randint(0, 8))
    ]  # fmt: skip
    providers = [_provider(rnd, rank, places, skills) for rank in range(rnd.randint(0, 8))]
    rnd.shuffle(providers)
    cells = [(place, skill) for place in places for skill in skills]
    needs = [
        {"id": f"N{rank}", "place": place, "skill": skill, "quantity": rnd.choice([0, 1, 2, 5, 9]), "weight": rnd.randint(1, 3)}
        for rank, (place, skill) in enumerate(rnd.sample(cells, rnd.randint(0, len(cells))))
    ]  # fmt: skip
    return {
        "format": "releve.territory/1",
        "places": [{"id": one, "name": f"Commune {one}"} for one in places],
        "roads": roads,
        "providers": providers,
        "needs": needs,
        "shocks": [_shock(rnd, roads, providers, cells) for _rank in range(rnd.randint(0, 3))],
    }


def _provider(rnd: random.Random, rank: int, places: list[str], skills: list[str]) -> Document:
    earlier = [f"P{one}" for one in range(rank)]
    return {
        "id": f"P{rank}",
        "kind": rnd.choice(["professional", "site"]),
        "place": rnd.choice(places),
        "capacity": rnd.choice([0, 1, 3, 4, 8]),
        "skills": rnd.sample(skills, rnd.randint(0, len(skills))),
        "reach_minutes": rnd.choice([0, 0.3, 7.6, 15, 60]),
        "depends_on": rnd.sample(earlier, min(len(earlier), rnd.choice([0, 0, 1, 2]))),
    }


def _shock(
    rnd: random.Random, roads: list[Document], providers: list[Document], cells: list[tuple[str, str]]
) -> Document:
    kind = rnd.choice(["absence", "closure", "road_cut", "demand"])
    if kind == "road_cut":
        return {"type": kind, "roads": [one["id"] for one in rnd.sample(roads, min(len(roads), 2))]}
    if kind == "demand":
        place, skill = rnd.choice(cells)
        weight = {"weight": rnd.randint(1, 3)} if rnd.random() < 0.5 else {}
        return {"type": kind, "place": place, "skill": skill, "quantity": rnd.choice([0, 1, 6])} | weight
    return {"type": kind, "providers": [one["id"] for one in rnd.sample(providers, min(len(providers), 1))]}
