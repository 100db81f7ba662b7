"""A flash exercise: the weakest point of the moment, three questions about losing it, and what each answer is worth.

The engine is the examiner: it loses the point, re-routes everything, and every choice is worth what the figures say, from 0
to :data:`BEST`. Nothing is asked that it can't tell apart. Values only, no name: a person is their role and their commune.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from statistics import median_low
from typing import TYPE_CHECKING, Any

from pydantic import TypeAdapter

from app.drills.coverage import Coverage, LossKind
from app.drills.shock import Absence, AnyEffect, CallVolunteers, Closure, MobileTeam, PairPractices, RoadCut
from app.drills.striking import strike
from app.drills.territory import ProviderKind

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from app.drills.coverage import Loss
    from app.drills.territory import Provider
    from app.drills.world import World

BEST = 10
"""Points of the best choice of a question: design choice."""
SITE, ESTIMATED = "site:", "neighbour"
"""How ids of sites begin, and the kind of those that stand for a neighbouring commune's own professionals."""
QUESTIONS = 3
CHOICES = 4
VOLUNTEERS = 2
"""How many people the choice « call volunteers » calls."""
_EFFECT: TypeAdapter[AnyEffect | None] = TypeAdapter(AnyEffect | None)
STEPS = (1, 3, 6, 11, 21, 51, 101, 201, 501, 1001)
"""Where the ranges of « how many » begin."""


class QuestionKind(StrEnum):
    """What is asked of losing the weak point."""

    SKILL = "skill"
    """Which care lacks first."""
    HOW_MANY = "how_many"
    """How many requests of a half-day nobody can take."""
    ACTION = "action"
    """What gives back most."""
    COMMUNE = "commune"
    """Which commune is hit most."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer: a skill, a commune (INSEE), a range (« 3-5 », « 6- »), or an effect; its worth; the figure it stands on."""

    value: str
    points: int
    figure: int
    effect: AnyEffect | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """Choices in the order they are shown, which says nothing of their worth."""

    kind: QuestionKind
    choices: tuple[Choice, ...]

    @property
    def best(self) -> Choice:
        return max(self.choices, key=lambda one: one.points)


@dataclass(frozen=True, slots=True)
class WeakPoint:
    """What is lost, as it may be told: role and commune of a person or site, the two communes of a road (INSEE codes)."""

    kind: str
    """« professional », « site » or « road »."""
    id: str
    role: str
    """Slug of the profession, or kind of site; empty for a road."""
    communes: tuple[str, ...]
    loss: int
    """Requests of a half-day that nobody can take any more."""
    name: str = ""
    """How a site is called; nobody's name is here."""

    @property
    def key(self) -> str:
        return f"{self.kind}:{self.id}"


@dataclass(frozen=True, slots=True)
class Flash:
    """One exercise, ready to be asked."""

    weak: WeakPoint
    questions: tuple[Question, ...]


def weak_points(world: World, losses: Sequence[Loss]) -> Iterator[WeakPoint]:
    """What loses something when it is lost alone, the worst first: people, sites, roads; no power, software or supplier, which
    others only lean on, nor what a neighbour is guessed to give."""
    roads = {one.id: one for one in world.ordinary.roads}
    kinds = {one.id: one.kind for one in world.ordinary.providers}
    for one in losses:
        if one.loss <= 0:
            return
        if one.kind is LossKind.ROAD:
            road = roads[one.id]
            yield WeakPoint("road", one.id, "", (road.start, road.end), one.loss)
        elif (known := world.known.get(one.id)) is not None and kinds[one.id] is ProviderKind.PROFESSIONAL:
            yield WeakPoint("professional", one.id, known.profession, (known.commune,), one.loss)
        elif known is not None and one.id.startswith(SITE) and known.site_kind != ESTIMATED:
            yield WeakPoint("site", one.id, known.site_kind, (known.commune,), one.loss, known.name)


def compose(world: World, rank: int, seen: Collection[str] = (), least: int = 0) -> Flash | None:
    """The exercise on the worst point not asked lately (``seen``: their keys), in slice ``rank``; None when nothing is weak.

    A point whose loss leaves fewer than three questions that tell answers apart is passed over. So is somebody alone of their
    profession in their commune, whom role and commune would name to all who are asked, and a point of which an answer would
    tell fewer than ``least`` units of what registers hold.
    """
    coverage = Coverage(strike(world, (), rank).territory)
    for weak in weak_points(world, coverage.losses()):
        if weak.key in seen or (weak.kind == "professional" and _is_alone(world, weak)):
            continue
        lost = _lost(coverage, Coverage(strike(world, (effect_of(weak),), rank).territory))
        questions = _questions(world, rank, coverage, weak)
        if len(questions) == QUESTIONS and (lost.keys() <= world.estimated or _are_many(questions, lost, world, least)):
            return Flash(weak, questions)
    return None


def _is_alone(world: World, weak: WeakPoint) -> bool:
    """Whether nobody else of that profession works in that commune."""
    at_work = {one.id for one in world.ordinary.providers if one.kind is ProviderKind.PROFESSIONAL and one.capacity}
    same = (id for id in at_work if (known := world.known.get(id)) and (known.profession, (known.commune,)) == (weak.role, weak.communes))  # fmt: skip
    return not any(id != weak.id for id in same)


def _are_many(questions: Sequence[Question], lost: Mapping[str, int], world: World, least: int) -> bool:
    """Whether no figure that an answer tells is under ``least``, nor the register's part of what is lost."""
    noted = sum(units for need, units in lost.items() if need not in world.estimated)
    return min((noted, *(one.best.figure for one in questions))) >= least


def score(questions: Sequence[Question], answers: Sequence[int]) -> int:
    """Points of one answer a question (ranks of the choices, in order). Raises IndexError for a rank that is not there."""
    return sum(one.choices[rank].points for one, rank in zip(questions, answers, strict=True))


def effect_of(weak: WeakPoint) -> AnyEffect:
    """The shock that loses the point."""
    if weak.kind == "road":
        return RoadCut(roads=(weak.id,))
    return Closure(providers=(weak.id,)) if weak.kind == "site" else Absence(providers=(weak.id,))


def _questions(world: World, rank: int, before: Coverage, weak: WeakPoint) -> tuple[Question, ...]:
    shock = effect_of(weak)
    struck = strike(world, (shock,), rank).territory
    after = Coverage(struck)
    lost = _lost(before, after)
    needs = {one.id: one for one in struck.needs}
    by_skill, by_commune = Counter[str](), Counter[str]()
    for need, units in lost.items():
        by_skill[needs[need].skill] += units
        by_commune[needs[need].place] += units
    made = (
        _ranked(QuestionKind.SKILL, by_skill, sorted({one.skill for one in struck.needs})),
        _how_many(after.cover.missing - before.cover.missing),
        _action(world, rank, shock, after.cover.missing, by_skill, by_commune),
        _ranked(QuestionKind.COMMUNE, by_commune, _near(world)),
    )
    return tuple(one for one in made if one is not None)[:QUESTIONS]


def _lost(before: Coverage, after: Coverage) -> dict[str, int]:
    """Need → requests that lack with the shock and did not without it. What priority moves elsewhere counts where it lacks."""
    left = dict(zip((one.id for one in before.needs), before.cover.unmet, strict=True))
    now = zip((one.id for one in after.needs), after.cover.unmet, strict=True)
    return {id: lack - left.get(id, 0) for id, lack in now if lack > left.get(id, 0)}


def _ranked(kind: QuestionKind, counts: Mapping[str, int], others: Sequence[str]) -> Question | None:
    """The worst, then what comes close, then what is not touched: told apart only when one is ahead of all."""
    ahead = sorted(counts, key=lambda one: (-counts[one], one))
    shown = [*ahead, *(one for one in others if one not in counts)][:CHOICES]
    top = counts[shown[0]] if shown else 0
    if len(shown) < 2 or top <= 0 or counts.get(shown[1], 0) == top:
        return None
    return Question(
        kind, tuple(Choice(one, BEST * counts.get(one, 0) // top, counts.get(one, 0)) for one in sorted(shown))
    )


def _how_many(units: int) -> Question:
    """Four ranges around the figure; the next one to it is worth half."""
    right = max(rank for rank, step in enumerate(STEPS) if step <= max(units, 1))
    first = min(max(right - 1, 0), len(STEPS) - CHOICES)
    ranges = range(first, first + CHOICES)

    def one(rank: int) -> Choice:
        last = STEPS[rank + 1] - 1 if rank + 1 < len(STEPS) else None
        points = {0: BEST, 1: BEST // 2}.get(abs(rank - right), 0)
        return Choice(f"{STEPS[rank]}-{last or ''}", points, units if rank == right else 0)

    return Question(QuestionKind.HOW_MANY, tuple(one(rank) for rank in ranges))


def _action(
    world: World, rank: int, shock: AnyEffect, missing: int, by_skill: Counter[str], by_commune: Counter[str]
) -> Question | None:
    gains = [
        (effect, missing - Coverage(strike(world, (shock, effect), rank).territory).cover.missing)
        for effect in _actions(world, rank, by_skill, by_commune)
    ]
    top = max((gain for _effect, gain in gains), default=0)
    if top <= 0 or sum(gain == top for _effect, gain in gains) > 1:
        return None
    found = [Choice(effect.type, BEST * max(gain, 0) // top, gain, effect) for effect, gain in gains]
    return Question(QuestionKind.ACTION, tuple(sorted(found, key=lambda one: one.effect.model_dump_json())))  # type: ignore[union-attr]


def _actions(world: World, rank: int, by_skill: Counter[str], by_commune: Counter[str]) -> Iterator[AnyEffect]:
    """What a cell may do first: call the profession that serves what lacks most, call another, send a team, pair practices."""
    worst, place = by_skill.most_common(1)[0][0], by_commune.most_common(1)[0][0]
    able = [one for one in strike(world, (), rank).territory.up if one.capacity and one.id in world.known]
    serving = _by_number(world, (one for one in able if worst in one.skills))
    others = [one for one in _by_number(world, able) if one not in serving]
    for profession in (*serving[:1], *others[:1]):
        yield CallVolunteers(profession=profession, count=VOLUNTEERS, communes=(place,))
    sizes = [one.capacity for one in able if worst in one.skills]
    if sizes:
        yield MobileTeam(name="1", commune=place, skills=(worst,), capacity=median_low(sizes))
    yield PairPractices()


def _by_number(world: World, providers: Iterable[Provider]) -> list[str]:
    """Their professions, the most numerous first."""
    counts = Counter(profession for one in providers if (profession := world.known[one.id].profession))
    return sorted(counts, key=lambda one: (-counts[one], one))


def _near(world: World) -> list[str]:
    """Communes, the largest first: those one would think of."""
    return sorted(world.populations, key=lambda one: (-world.populations[one], one))


def as_rows(questions: Sequence[Question]) -> list[dict[str, Any]]:
    """Questions as they are kept."""
    return [
        {
            "kind": one.kind.value,
            "choices": [
                {
                    "value": choice.value, "points": choice.points, "figure": choice.figure,
                    "effect": choice.effect.model_dump(mode="json") if choice.effect else None,
                }
                for choice in one.choices
            ],
        }
        for one in questions
    ]  # fmt: skip


def of_rows(rows: Sequence[Mapping[str, Any]]) -> tuple[Question, ...]:
    """Questions as they were kept. Raises pydantic's ValidationError for an effect that is none."""
    return tuple(
        Question(
            QuestionKind(row["kind"]),
            tuple(
                Choice(one["value"], one["points"], one["figure"], _EFFECT.validate_python(one["effect"]))
                for one in row["choices"]
            ),
        )
        for row in rows
    )
