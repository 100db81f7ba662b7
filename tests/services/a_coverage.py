"""The map of coverage over a hand-built world: five communes in a row, one scenario that absents nurses and brings a team."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from app.drills.scenario import Objective, Scenario, ScenarioKind
from app.drills.shock import Absence, Doses, MobileTeam, RoadCut
from app.services.keeping.kept_answers import forget_all
from tests.builders import a_store
from tests.drills.a_world import a_world

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from app.drills.shock import AnyEffect
    from app.drills.world import World
    from app.store.database import Store

FLU = "grippe"
TEAM = MobileTeam(name="Équipe mobile", commune="A", skills=("nursing",), capacity=15)


def a_scenario(*effects: AnyEffect, plan: tuple[AnyEffect, ...] = (TEAM,)) -> Scenario:
    """« Grippe »: half of the nurses away, a mobile team as an answer."""
    return Scenario(
        format="releve.scenario/1",
        code=FLU,
        title="Grippe",
        kind=ScenarioKind.OWN,
        territory="any",
        typology=4,
        story="Une grippe sévère.",
        starts="un matin",
        hours=24,
        objectives=(Objective(code="O1", text="Tenir les soins.", measure="Part couverte."),),
        effects=effects or (Absence(professions=("infirmier",), share=50),),
        plan=plan,
    )


def a_coverage(folder: Path, monkeypatch: pytest.MonkeyPatch, world: World | None = None, *known: Scenario) -> Store:
    """A folder whose live territory is that world, and the scenarios these."""
    store, found = a_store(folder), a_world() if world is None else world
    monkeypatch.setattr("app.services.coverage.coverage_stage.read_world", lambda *_given, **_named: found)
    monkeypatch.setattr("app.services.coverage.coverage_stage.scenarios", lambda *_given: known or (a_scenario(),))
    forget_all()
    return store


def estimated(world: World) -> World:
    """The same with every need an estimate."""
    return replace(world, estimated=frozenset(one.id for one in world.ordinary.needs))


CUT = RoadCut(roads=("B-C",))
NO_DOSES = Doses(quantity=0)
