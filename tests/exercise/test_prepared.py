"""From a scenario to the chronogramme of an exercise, and back."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from itertools import count

from app.drills.composition import Composition
from app.drills.scenario import Expected, Objective, Scenario
from app.drills.shock import Absence, CallVolunteers
from app.exercise.prepared import COMPOSED, injects_of, of_composition, scenario_as_prepared
from tests.drills.a_scenario import a_scenario

OBJECTIVE = Objective(code="O1", text="Décider.", measure="Heure notée.")
COMPOSITION = Composition(
    starts_at=datetime(2026, 11, 30, 8, tzinfo=UTC), days=3, shocks=(Absence(professions=("infirmier",)),),
    plan=(CallVolunteers(profession="infirmier", count=2),),
)  # fmt: skip


def composed(base: Scenario | None) -> Scenario:
    return of_composition(COMPOSITION, base, title="Panne", story="Composée.", objective=OBJECTIVE, starts="un lundi")


def test_a_scenario_is_copied_whole_and_given_back_the_same() -> None:
    """Its messages, effects and what is expected; a chronogramme nobody touched makes the same scenario."""
    ids = count(1)
    made = injects_of(a_scenario(), "ex", lambda: f"i{next(ids)}")
    assert [(one.id, one.number, one.minutes, one.planned_minutes, len(one.effects)) for one in made] == [
        ("i1", 1, 0, 0, 0), ("i2", 2, 90, 90, 2),
    ]  # fmt: skip
    assert scenario_as_prepared(a_scenario(), made) == a_scenario()


def test_an_inject_tries_the_objectives_whose_card_it_cites() -> None:
    objectives = (OBJECTIVE, OBJECTIVE.model_copy(update={"code": "O2", "cards": ("ouvrir",)}))
    scenario = a_scenario().model_copy(update={"objectives": objectives})
    cited = scenario.injects[0].model_copy(update={"expected": (Expected(text="Ouvrir.", card="ouvrir"),)})
    scenario = scenario.model_copy(update={"injects": (cited, scenario.injects[1])})
    assert [one.objectives for one in injects_of(scenario, "ex", lambda: "")] == [("O2",), ()]


def test_what_was_improvised_is_no_part_of_what_was_prepared() -> None:
    """Order and numbers follow the minutes that were planned, not those it was shifted to."""
    first, second = injects_of(a_scenario(), "ex", lambda: "")
    adhoc = replace(first, planned_minutes=None, text="Improvisé.")
    made = scenario_as_prepared(a_scenario(), (replace(second, planned_minutes=0, number=9), replace(first, planned_minutes=30), adhoc))  # fmt: skip
    assert [(one.number, one.minutes, one.text) for one in made.injects] == [(1, 0, "Besoin."), (2, 30, "Fermé.")]


def test_a_composition_strikes_from_t0_and_never_twice() -> None:
    """Over the scenario it began from, whose messages stay but no longer strike; on its own without one."""
    over = composed(a_scenario())
    assert (over.effects, over.plan, over.hours) == (COMPOSITION.shocks, COMPOSITION.plan, 72)
    assert [one.effects for one in over.injects] == [(), ()]
    alone = composed(None)
    assert (alone.code, alone.objectives, alone.injects, alone.shocks) == (
        COMPOSED,
        (OBJECTIVE,),
        (),
        COMPOSITION.shocks,
    )
