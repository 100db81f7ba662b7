"""Is an exercise ready, and what would it do: every point to mend, and the whole chronogramme played dry on today's roster.

Nothing is written: the world is a copy, its needs are rates by inhabitants, nobody's.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from app.access.permissions import Action, require
from app.drills.play import Play
from app.drills.scenario import shifted
from app.drills.scenario_words import effect_words
from app.drills.solving import Solver
from app.drills.striking import Strikes
from app.exercise.prepared import scenario_as_prepared
from app.exercise.readiness import Facts, Point, points
from app.library.scenarios import problems_of
from app.services.exercise.live_exercise import days_of
from app.services.exercise.read_exercise import reached
from app.services.exercise.the_exercise import held
from app.services.keeping.reference import read_library
from app.services.laboratory.effect_choices import choices_of
from app.services.world.read_world import read_world
from app.store import community, exercise_injects, exercise_people, plans

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.access.actor import Actor
    from app.drills.shock import AnyEffect
    from app.drills.world import World
    from app.exercise.chronogramme import PlayedInject
    from app.exercise.exercise import Exercise
    from app.exercise.participant import Participant
    from app.store.database import Connection, Store

MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Readiness:
    """What is left to mend; ``injects``, ``participants``: how many there are."""

    points: tuple[Point, ...]
    injects: int
    participants: int


@dataclass(frozen=True, slots=True)
class DryStep:
    """How the territory stands right after an inject, T+ ``minutes``: requests of the half-day, those with nobody.

    ``ordinary``: those with nobody had nothing happened; ``with_plan``: had the plan answered from its own hours.
    ``changed``: whether this inject, and not time alone, moved it. ``number`` 0: T0, before any inject.
    """

    inject_id: str
    number: int
    minutes: int
    demand: int
    ordinary: int
    unmet: int
    with_plan: int
    changed: int = 0


@dataclass(frozen=True, slots=True)
class DryRun:
    """The whole chronogramme; empty where no territory is chosen. ``assumptions``: what the figures stand on."""

    steps: tuple[DryStep, ...]
    assumptions: tuple[str, ...] = ()


def check_readiness(actor: Actor, store: Store, exercise_id: str, *, with_effects: bool = True) -> Readiness:
    """All that is left to mend. ``with_effects``: whether each effect strikes something on the roster of T0 is looked at too
    (a quarter of a second). Raises NotFound, NotAllowed."""
    require(actor, Action.RUN_EXERCISES)
    with store.reading() as conn:
        one = held(conn, exercise_id)
        people = tuple(exercise_people.of_exercise(conn, one.id))
        injects = tuple(exercise_injects.of_exercise(conn, one.id))
        facts = _facts(conn, store, one, injects, unreached=_unreached(conn, people))
        if with_effects:
            facts = _with_effects(conn, store, facts, one, injects)
    return Readiness(points(one, people, injects, facts), len(injects), len(people))


def dry_run(actor: Actor, store: Store, exercise_id: str) -> DryRun:
    """Every inject through the engine, in order, nothing written. Raises NotFound, NotAllowed."""
    require(actor, Action.RUN_EXERCISES)
    with store.reading() as conn:
        one = held(conn, exercise_id)
        injects = exercise_injects.of_exercise(conn, one.id)
        world = _world(conn, store, one)
    return DryRun(_steps(world, one, injects), world.assumptions) if world.ordinary.places else DryRun(())


def _steps(world: World, exercise: Exercise, injects: list[PlayedInject]) -> tuple[DryStep, ...]:
    solver, scenario = Solver(), exercise.scenario
    ordinary = Play(world, exercise.t0, solver=solver)
    struck = Play(world, exercise.t0, scenario.effects, solver=solver)
    planned = Play(world, exercise.t0, (*scenario.effects, *scenario.plan), solver=solver)
    steps = [_step("", 0, 0, ordinary, struck, planned, struck.moment.unmet - ordinary.moment.unmet)]
    for one in injects:
        at = exercise.t0 + MINUTE * one.minutes
        for play in (ordinary, struck, planned):
            if play.moment.at != at:
                play.advance(at)
        before = struck.moment.unmet
        for effect in one.effects:
            struck.inject(effect, at)
            planned.inject(effect, at)
        steps.append(_step(one.id, one.number, one.minutes, ordinary, struck, planned, struck.moment.unmet - before))
    return tuple(steps)


def _step(
    id: str, number: int, minutes: int, ordinary: Play, struck: Play, planned: Play, changed: int
) -> DryStep:  # fmt: skip
    return DryStep(
        id,
        number,
        minutes,
        struck.moment.demand,
        ordinary.moment.unmet,
        struck.moment.unmet,
        planned.moment.unmet,
        changed,
    )


def _facts(
    conn: Connection, store: Store, one: Exercise, injects: tuple[PlayedInject, ...], *, unreached: int
) -> Facts:  # fmt: skip
    library, territory = read_library(store, conn), community.read(conn).territory
    prepared = scenario_as_prepared(one.scenario, injects)
    return Facts(
        now=store.now(),
        lost=tuple(problems_of(prepared, library.scenarios.tables)),
        unreached=unreached,
        plan_versions=frozenset(str(each.number) for each in plans.every(conn)),
        has_territory=bool(territory),
        is_here=one.scenario.territory in (territory, "any"),
    )


def _with_effects(
    conn: Connection, store: Store, facts: Facts, one: Exercise, injects: tuple[PlayedInject, ...]
) -> Facts:  # fmt: skip
    world = _world(conn, store, one)
    if not world.ordinary.places:
        return facts
    choices = choices_of(read_library(store, conn), one.scenario.territory)
    begun = [("", effect, effect) for effect in (*one.scenario.effects, *one.scenario.plan)]
    sent = [
        (inject.id, effect, shifted(effect, inject.minutes // 60)) for inject in injects for effect in inject.effects
    ]
    given = [*begun, *sent]
    flags = _idle(world, one, [at for _id, _effect, at in given])
    idle: dict[str, tuple[str, ...]] = {}
    for (id, effect, _at), is_idle in zip(given, flags, strict=True):
        if is_idle:
            idle[id] = (*idle.get(id, ()), effect_words(effect, choices).rstrip("."))
    return replace(facts, idle={id: tuple(dict.fromkeys(words)) for id, words in idle.items()})


def _idle(world: World, exercise: Exercise, effects: list[AnyEffect]) -> list[bool]:
    """Whether each effect, on top of the others, does nothing in any half-day it is on in."""
    strikes = Strikes(world, effects, t0=exercise.t0)
    acting: set[int] = set()
    for rank in range(strikes.clock.t0_rank, len(world.slices)):
        if any(strikes.clock.is_on(one, rank) for one in effects):
            acting |= {
                hit.effect for hit in strikes.at(rank).hits if hit.providers or hit.units or hit.asked or hit.roads
            }
    # Doses are rationed after everything else and leave no hit.
    return [number not in acting and one.type != "doses" for number, one in enumerate(effects)]


def _world(conn: Connection, store: Store, one: Exercise) -> World:
    return read_world(conn, store, one.t0, days=days_of(one) + 1, synthetic=True)


def _unreached(conn: Connection, people: Sequence[Participant]) -> int:
    known = reached(conn, people)
    return sum(not (one.email or one.phone) for one in known.values())
