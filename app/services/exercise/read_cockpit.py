"""All that whoever conducts an exercise looks at, in one reading: the hour, what is to send, what was answered, how the territory stands."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from app.access.permissions import Action, may, require
from app.core.errors import ReleveError
from app.drills.scenario_words import effect_words, inject_span_words
from app.exercise import conduct
from app.exercise.chronogramme import InjectState, Outcome
from app.exercise.played import strokes
from app.services.exercise.live_exercise import covered
from app.services.exercise.the_exercise import held, minutes_by
from app.services.keeping.kept_answers import kept
from app.services.keeping.reference import read_library
from app.services.laboratory.effect_choices import choices_of
from app.store import exercise_injects, exercise_people, exercises
from app.words import language

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from app.access.actor import Actor
    from app.drills.effect_choices import Choices
    from app.drills.shock import AnyEffect
    from app.exercise.chronogramme import CoverageMoment, Decision, Delivery, ExpectedOutcome, PlayedInject, Response
    from app.exercise.clock import VirtualClock
    from app.exercise.coverage_said import Impact
    from app.exercise.exercise import Exercise
    from app.exercise.participant import Participant
    from app.services.exercise.live_exercise import LiveCoverage
    from app.store.database import Connection, Store


@dataclass(frozen=True, slots=True, kw_only=True)
class CockpitInject:
    """One inject with all that came of it. ``effects``: what it does, in sentences; ``reached``: functions it was shown to.

    ``real``: how many of those really got a message. ``can_undo``: its sending may still be taken back.
    """

    inject: PlayedInject
    effects: tuple[str, ...] = ()
    responses: tuple[Response, ...] = ()
    outcomes: Mapping[int, ExpectedOutcome] = field(default_factory=dict)
    reached: tuple[str, ...] = ()
    real: int = 0
    impact: Impact | None = None
    can_undo: bool = False

    @property
    def settled(self) -> int:
        """How many of the things expected were judged."""
        return len(self.outcomes)

    @property
    def done(self) -> int:
        """How many of the things expected were done, in part or wholly."""
        return sum(one.outcome is not Outcome.MISSED for one in self.outcomes.values())

    def delay(self, response: Response) -> float:
        """Fictional minutes between the inject and an answer."""
        return max(0.0, response.minutes - (self.inject.sent_minutes or 0.0))


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanAction:
    """One action of the scenario's plan (from 0). ``decision``: the one that put it to work and still holds."""

    rank: int
    words: str
    effect: AnyEffect
    decision: Decision | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Cockpit:
    """One exercise as it is conducted. ``now``: the real instant (UTC) of the reading; ``minutes``: fictional, since T0.

    ``injects``: in the order of the chronogramme as it stands; ``moments``: coverage as it was kept. ``functions``: of those
    who play, each once. ``coverage``: None where no territory is chosen, or its tables do not read.
    """

    exercise: Exercise
    now: datetime
    minutes: float
    clock: VirtualClock
    injects: tuple[CockpitInject, ...]
    decisions: tuple[Decision, ...]
    plan: tuple[PlanAction, ...]
    moments: tuple[CoverageMoment, ...]
    participants: tuple[Participant, ...]
    functions: tuple[str, ...]
    coverage: LiveCoverage | None
    choices: Choices
    may_open_event: bool = False

    @property
    def to_come(self) -> tuple[CockpitInject, ...]:
        """What has neither left nor been skipped, the first to send first."""
        return tuple(one for one in self.injects if one.inject.is_to_come)

    @property
    def overdue(self) -> tuple[CockpitInject, ...]:
        """Those whose hour has passed."""
        return tuple(one for one in self.to_come if one.inject.is_overdue(self.minutes))

    @property
    def next(self) -> CockpitInject | None:
        """The first that is planned, late or not."""
        return next((one for one in self.to_come if one.inject.state is InjectState.PLANNED), None)

    @property
    def sent(self) -> tuple[CockpitInject, ...]:
        """What left, the latest first."""
        order = {one.id: rank for rank, one in enumerate(conduct.in_sending_order(one.inject for one in self.injects))}
        left = [one for one in self.injects if one.inject.id in order]
        return tuple(sorted(left, key=lambda one: -order[one.inject.id]))

    @property
    def skipped(self) -> tuple[CockpitInject, ...]:
        return tuple(one for one in self.injects if one.inject.state is InjectState.SKIPPED)

    def find(self, inject_id: str) -> CockpitInject | None:
        """The inject of this id."""
        return next((one for one in self.injects if one.inject.id == inject_id), None)


def read_cockpit(actor: Actor, store: Store, exercise_id: str) -> Cockpit:
    """The cockpit of an exercise, whatever its state. Raises NotFound, NotAllowed."""
    require(actor, Action.RUN_EXERCISES)
    with store.reading() as conn:
        exercise, now = held(conn, exercise_id), store.now()
        return _cockpit(conn, store, exercise, now, may_open_event=may(actor, Action.RUN_EVENT))


def _cockpit(
    conn: Connection, store: Store, exercise: Exercise, now: datetime, *, may_open_event: bool
) -> Cockpit:  # fmt: skip
    clock = exercises.clock(conn, exercise.id)
    minutes = minutes_by(clock, exercise, now)
    injects = exercise_injects.of_exercise(conn, exercise.id)
    decisions = tuple(exercise_injects.decisions(conn, exercise.id))
    coverage = _coverage(conn, store, exercise, injects, decisions, minutes)
    words = _choices(conn, store, exercise)
    people = tuple(exercise_people.of_exercise(conn, exercise.id))
    return Cockpit(
        exercise=exercise,
        now=now,
        minutes=minutes,
        clock=clock,
        injects=tuple(_injects(conn, exercise, injects, people, coverage, words, now)),
        decisions=decisions,
        plan=tuple(_plan(exercise, decisions, words)),
        moments=tuple(exercise_injects.moments(conn, exercise.id)),
        participants=people,
        functions=tuple(sorted({one.function for one in people} | {one.recipient for one in injects})),
        coverage=coverage,
        choices=words,
        may_open_event=may_open_event,
    )


def _coverage(
    conn: Connection, store: Store, exercise: Exercise, injects: Sequence[PlayedInject], decisions: Sequence[Decision],
    minutes: float,
) -> LiveCoverage | None:  # fmt: skip
    try:
        return covered(conn, store, exercise, strokes(exercise.scenario, injects, decisions), minutes)
    except ReleveError:
        return None


def _choices(conn: Connection, store: Store, exercise: Exercise) -> Choices:
    library = read_library(store, conn)
    key = ("exercise words", str(store.folder.path), exercise.scenario.territory, language())
    return kept(key, lambda: choices_of(library, exercise.scenario.territory))


def _injects(
    conn: Connection, exercise: Exercise, injects: Sequence[PlayedInject], people: Sequence[Participant],
    coverage: LiveCoverage | None, words: Choices, now: datetime,
) -> Iterable[CockpitInject]:  # fmt: skip
    answered: dict[str, list[Response]] = defaultdict(list)
    for response in exercise_injects.responses(conn, exercise.id):
        answered[response.inject_id].append(response)
    judged: dict[str, dict[int, ExpectedOutcome]] = defaultdict(dict)
    for (inject_id, rank), outcome in exercise_injects.outcomes(conn, exercise.id).items():
        judged[inject_id][rank] = outcome
    given: dict[str, list[Delivery]] = defaultdict(list)
    for delivery in exercise_injects.deliveries(conn, exercise.id):
        given[delivery.inject_id].append(delivery)
    called = {one.id: one.who for one in people}
    for one in injects:
        real = sum(each.is_real for each in given[one.id])
        yield CockpitInject(
            inject=one,
            effects=tuple(effect_line(each, words) for each in one.effects),
            responses=tuple(answered[one.id]),
            outcomes=judged[one.id],
            reached=tuple(dict.fromkeys(called[each.participant_id] for each in given[one.id] if each.participant_id in called)),
            real=real,
            impact=coverage.impacts.get(one.id) if coverage else None,
            can_undo=exercise.is_under_way
            and conduct.is_undoable(
                one, now, is_answered=bool(answered[one.id] or judged[one.id]), is_real=bool(real)
            ),
        )  # fmt: skip


def _plan(exercise: Exercise, decisions: Sequence[Decision], words: Choices) -> Iterable[PlanAction]:
    holding = {one.plan_rank: one for one in decisions if one.cancelled_at is None and one.plan_rank is not None}
    for rank, effect in enumerate(exercise.scenario.plan):
        yield PlanAction(rank=rank, words=effect_words(effect, words), effect=effect, decision=holding.get(rank))


def effect_line(effect: AnyEffect, words: Choices) -> str:
    """« Plus d’électricité : Auray (dès l’envoi, pendant 9 h) »."""
    return f"{effect_words(effect, words).removesuffix('.')} ({inject_span_words(effect)})"
