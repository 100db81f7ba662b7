# mypy: ignore-errors
"""A ``releve.staffing/1`` document as a Timefold model: ``PYTHON timefold_model.py SECONDS FILE OUT`` writes its plan.

One JSON object: {"seats": [[person, session, role], …], "score": "…"}. Run by the interpreter that has ``timefold`` and a
JVM, which need not have anything of the product: this file imports nothing else. A planning entity is a numbered place;
its variable is a person, or nobody. Hard: the contract's rules; medium: weight of places without anyone; soft: « si
besoin » before Σ (places of a person)². No lines, pins or seats held before.
"""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass, field
from datetime import datetime
from typing import Annotated
from zoneinfo import ZoneInfo

from timefold.solver import SolverFactory
from timefold.solver.config import Duration, ScoreDirectorFactoryConfig, SolverConfig, TerminationConfig
from timefold.solver.domain import (
    PlanningEntityCollectionProperty,
    PlanningId,
    PlanningScore,
    PlanningVariable,
    ProblemFactCollectionProperty,
    ValueRangeProvider,
    planning_entity,
    planning_solution,
)
from timefold.solver.score import (
    Constraint,
    ConstraintCollectors,
    ConstraintFactory,
    HardMediumSoftScore,
    Joiners,
    constraint_provider,
)

PARIS = ZoneInfo("Europe/Paris")
IF_NEEDED = 10_000
"""Soft points of one « si besoin », above every sum of squares that one place can change."""


@dataclass
class Person:
    id: Annotated[str, PlanningId]
    week_cap: int
    day_cap: int
    rest_minutes: int
    unsure: list[str] = field(default_factory=list)
    """Ids of the sessions answered « si besoin »."""


@planning_entity
@dataclass
class Place:
    id: Annotated[str, PlanningId]
    session: str
    role: str
    centre: str
    weight: int
    starts: int
    ends: int
    """Minutes since 1970."""
    day: int
    week: int
    could: Annotated[list[Person], ValueRangeProvider] = field(default_factory=list)
    """Profession, answer and centre already looked at: moves are among these alone."""
    person: Annotated[Person | None, PlanningVariable(allows_unassigned=True)] = field(default=None)


@planning_solution
@dataclass
class Plan:
    persons: Annotated[list[Person], ProblemFactCollectionProperty]
    places: Annotated[list[Place], PlanningEntityCollectionProperty]
    score: Annotated[HardMediumSoftScore | None, PlanningScore] = field(default=None)


def if_needed(place: Place) -> bool:
    return place.session in place.person.unsure


def clash(one: Place, other: Place) -> bool:
    if one.day == other.day:
        return one.centre != other.centre or (one.starts < other.ends and other.starts < one.ends)
    if one.starts < other.starts:
        return other.starts - one.ends < one.person.rest_minutes
    return one.starts - other.ends < one.person.rest_minutes


@constraint_provider
def rules(factory: ConstraintFactory) -> list[Constraint]:
    return [
        factory.for_each_unique_pair(Place, Joiners.equal(lambda place: place.person))
        .filter(clash)
        .penalize(HardMediumSoftScore.ONE_HARD)
        .as_constraint("clash"),
        factory.for_each(Place)
        .group_by(lambda place: place.person, lambda place: place.week, ConstraintCollectors.count())
        .filter(lambda person, week, held: held > person.week_cap)
        .penalize(HardMediumSoftScore.ONE_HARD, lambda person, week, held: held - person.week_cap)
        .as_constraint("week"),
        factory.for_each(Place)
        .group_by(lambda place: place.person, lambda place: place.day, ConstraintCollectors.count())
        .filter(lambda person, day, held: held > person.day_cap)
        .penalize(HardMediumSoftScore.ONE_HARD, lambda person, day, held: held - person.day_cap)
        .as_constraint("day"),
        factory.for_each_including_unassigned(Place)
        .filter(lambda place: place.person is None)
        .penalize(HardMediumSoftScore.ONE_MEDIUM, lambda place: place.weight)
        .as_constraint("empty"),
        factory.for_each(Place)
        .filter(if_needed)
        .penalize(HardMediumSoftScore.of_soft(IF_NEEDED))
        .as_constraint("if needed"),
        factory.for_each(Place)
        .group_by(lambda place: place.person, ConstraintCollectors.count())
        .penalize(HardMediumSoftScore.ONE_SOFT, lambda person, held: held * held)
        .as_constraint("fairness"),
    ]


def plan_of(document: dict) -> Plan:
    sessions = {row["id"]: row for row in document["sessions"]}
    places, of_need = [], {}
    for need in document["needs"]:
        session = sessions[need["session"]]
        starts, ends = (datetime.fromisoformat(session[key]) for key in ("start", "end"))
        day = starts.astimezone(PARIS).date()
        of_need[need["session"], need["role"]] = own = [
            Place(
                f"{need['session']}/{need['role']}/{number}", need["session"], need["role"], session["centre"],
                need["weight"], int(starts.timestamp()) // 60, int(ends.timestamp()) // 60,
                day.toordinal(), (day.toordinal() - 1) // 7,
            )
            for number in range(need["count"])
        ]  # fmt: skip
        places += own
    said = {}
    for row in document["answers"]:
        said.setdefault(row["person"], {})[row["session"]] = row["answer"]
    persons = []
    for row in document["persons"]:
        own = said.get(row["id"], {})
        person = Person(
            row["id"], row.get("max_sessions_per_week", 99), row.get("max_sessions_per_day", 99),
            int(60 * row.get("min_rest_hours", 0)), sorted(name for name, answer in own.items() if answer == "if_needed"),
        )  # fmt: skip
        persons.append(person)
        for (session, role), seats in of_need.items():
            reached = sessions[session]["centre"] in row.get("travel_minutes", [sessions[session]["centre"]])
            if reached and own.get(session) in ("yes", "if_needed") and row["profession"] in document["roles"][role]:
                for place in seats:
                    place.could.append(person)
    return Plan(persons, places)


def main() -> None:
    seconds, file = float(sys.argv[1]), sys.argv[2]
    with open(file, encoding="utf-8") as opened:
        plan = plan_of(json.load(opened))
    config = SolverConfig(
        solution_class=Plan,
        entity_class_list=[Place],
        score_director_factory_config=ScoreDirectorFactoryConfig(constraint_provider_function=rules),
        termination_config=TerminationConfig(spent_limit=Duration(milliseconds=int(1000 * seconds))),
        random_seed=1,
    )
    solved = SolverFactory.create(config).build_solver().solve(plan)
    seats = [[place.person.id, place.session, place.role] for place in solved.places if place.person is not None]
    with open(sys.argv[3], "w", encoding="utf-8") as opened:
        json.dump({"seats": seats, "score": str(solved.score)}, opened)


if __name__ == "__main__":
    main()
