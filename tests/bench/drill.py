"""A drill at size M (600 professionals, 189 sites, 39 communes × 12 needs): whole over two days, one slice struck, injects live.

CPU seconds of a warm process. The territory is drawn (:mod:`tests.drills.a_territory`); every slice has its usual capacities,
a fifth of them at night. An inject is timed alone, from the effect to the needs that changed; each is then taken back.
"""

from __future__ import annotations

import statistics
import time
from datetime import UTC, datetime, timedelta

from app.drills.drill import run as run_drill
from app.drills.play import Play
from app.drills.shock import Absence, AnyEffect, CallVolunteers, Closure, Demand, NewNeed, OpenSite, RoadCut, RoadSlow
from app.drills.striking import strike
from app.drills.territory import ProviderKind
from app.drills.world import Known, Part, Skill, Slice, World
from tests.drills.a_territory import before_shocks, populations

Row = dict[str, object]
T0 = datetime(2026, 11, 26, 7, tzinfo=UTC)
_PARTS = (Part.MORNING, Part.AFTERNOON, Part.NIGHT)
SHOCKS: tuple[AnyEffect, ...] = (
    Absence(professions=("infirmier",), count=28, of=94), RoadCut(roads=("R3", "R4"), from_hours=6),
    Demand(skill="nursing", percent=20), Closure(providers=("F0",)), RoadSlow(percent=130, until_hours=20),
    NewNeed(commune="V0", skill="nursing", quantity=15),
)  # fmt: skip
PLAN: tuple[AnyEffect, ...] = (
    OpenSite(name="Salle", commune="V0", skills=("nursing",), capacity=60, from_hours=6),
    CallVolunteers(profession="infirmier", count=20, from_hours=3),
)


def a_world(size: str = "M", days: int = 2) -> World:
    """The drawn territory over time."""
    territory, _shocks = before_shocks(size)
    slices = tuple(
        Slice(T0 + timedelta(days=day, hours=start), T0 + timedelta(days=day, hours=end), part)
        for day in range(days)
        for (start, end), part in zip(((0, 6), (6, 12), (12, 24)), _PARTS, strict=True)
    )
    return World(
        ordinary=territory,
        slices=slices,
        capacities={one.id: _over_time(one.capacity, days) for one in territory.providers},
        quantities={one.id: _over_time(one.quantity, days) for one in territory.needs},
        skills={one.skill: Skill(one.skill, one.skill, one.weight) for one in territory.needs},
        known={
            one.id: Known(
                one.id, one.kind.value, one.place, profession="infirmier" if one.kind is ProviderKind.PROFESSIONAL else ""
            )
            for one in territory.providers
        },
        populations=populations(territory),
    )  # fmt: skip


def injects() -> list[AnyEffect]:
    """One person away, a road cut or slowed, a site closed, a need, a site opened: what an animation sends."""
    people: list[AnyEffect] = [Absence(providers=(f"P{rank}",)) for rank in range(0, 600, 29)]
    roads: list[AnyEffect] = [RoadCut(roads=(f"R{rank}",)) for rank in range(0, 100, 9)]
    slow: list[AnyEffect] = [RoadSlow(roads=(f"R{rank}",), minutes=10) for rank in range(0, 100, 25)]
    sites: list[AnyEffect] = [Closure(providers=(f"F{rank}",)) for rank in range(0, 180, 20)]
    needs: list[AnyEffect] = [NewNeed(commune=f"V{rank}", skill="nursing", quantity=15) for rank in range(0, 39, 6)]
    open_: list[AnyEffect] = [
        OpenSite(name="Salle", commune=f"V{rank}", skills=("nursing",), capacity=30) for rank in range(0, 39, 8)
    ]
    return [*people, *roads, *slow, *sites, *needs, *open_]


def run(quick: bool) -> list[Row]:
    """A whole drill, a slice struck, live injects. ``quick``: fewer repeats."""
    world = a_world()
    drill = _best(lambda: run_drill(world, SHOCKS, PLAN), 1 if quick else 3)
    one = _best(lambda: strike(world, (*SHOCKS, *PLAN), 0), 2 if quick else 5)
    live = _live(world, injects()[:: 6 if quick else 1])
    return [
        _row("whole drill, 8 effects × 6 slices × 3 lines and its waterfall", drill, "six half-days and nights, best of the repeats"),
        _row("one slice struck by 8 effects", one, "without its coverage"),
        _row("live inject, median", statistics.median(live), f"{len(live)} injects, each alone on the base, then taken back"),
        _row("live inject, worst", max(live), "≤ 0.010 asked"),
    ]  # fmt: skip


def _live(world: World, effects: list[AnyEffect]) -> list[float]:
    play, found = Play(world, T0), []
    for effect in effects:
        began = time.process_time()
        play.inject(effect, T0)
        found.append(time.process_time() - began)
        play.undo()
    return found


def _best(what: object, times: int) -> float:
    assert callable(what)
    found = []
    for _time in range(times):
        began = time.process_time()
        what()
        found.append(time.process_time() - began)
    return min(found)


def _row(name: str, seconds: float, note: str) -> Row:
    return {"section": "drill", "name": name, "value": round(seconds, 4), "unit": "CPU s", "note": note}


def _over_time(usual: int, days: int) -> tuple[int, ...]:
    return (usual, usual, usual // 5) * days
