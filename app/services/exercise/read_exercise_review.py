"""Everything that is read again of an exercise, or of a real event: letters, delays, coverage, what was expected, who carried what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.access.permissions import Action, may, require
from app.core.clock import paris_date
from app.core.errors import N_, NotFound, RuleRefusal
from app.drills.kept_report import read_kept
from app.drills.spoken_report import read_spoken
from app.exercise.delays import chain_of, targets_on
from app.exercise.evaluation import SHORT_OF_IT, evaluations_of
from app.exercise.rating import ObservationKind
from app.exercise.repeats import Finding, repeats_of
from app.exercise.review import ExpectedTold, InjectTold, Review
from app.services.continuity.read_categories import continuity_rules
from app.services.exercise.rate_objective import LOOKED_ON
from app.services.exercise.read_exercises import is_open_to
from app.services.exercise.the_exercise import GONE, held, minutes_now
from app.services.keeping.reference import read_library
from app.services.plans.review_shares import calls_of, loads_of
from app.services.plans.review_timing import alerts_of, minutes_reader, steps_done
from app.store import exercise_injects, exercise_people, exercise_ratings, exercises, improvements, review_texts

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date, datetime

    from app.access.actor import Actor
    from app.drills.drill_report import DrillReport
    from app.exercise.delays import DelayStep, DelayTarget
    from app.exercise.exercise import Exercise
    from app.exercise.repeats import Repeat
    from app.store.database import Connection, Store

NOT_YET = N_("Cet exercice n’est pas terminé : son retour d’expérience se lira ensuite.")


def read_review(actor: Actor, store: Store, exercise_id: str) -> Review:
    """The review as this reader may read it: counts as they are for whoever runs drills, masked for the others.

    Raises NotFound, also for a confidential exercise that is not theirs; RuleRefusal for whoever does not run exercises before
    the end, for it tells what is to come; InvalidInput for a table that does not read; NotAllowed.
    """
    require(actor, Action.READ_EXERCISES)
    may_rate = may(actor, Action.RATE_EXERCISES)
    exact, runs = may(actor, Action.RUN_DRILLS), may(actor, Action.RUN_EXERCISES)
    with store.reading() as conn:
        exercise, now = held(conn, exercise_id), store.now()
        if not runs and not is_open_to(conn, exercise, actor):
            raise NotFound(GONE)
        if not runs and not exercise.is_ended:
            raise RuleRefusal(NOT_YET)
        participants = exercise_people.of_exercise(conn, exercise_id)
        injects, decisions = _injects(conn, exercise), tuple(exercise_injects.decisions(conn, exercise_id))
        targets = targets_of(conn, store, exercise)
        alerted, minutes_of = alerts_of(conn, exercise), minutes_reader(conn, exercise)
        kept = frozen_reports(exercise)
        told_whole = exact or kept[0] == kept[1]
        awaited = [one for one in improvements.of_exercise(conn, exercise_id) if one.is_awaited]
        return Review(
            exercise=exercise, now=now, minutes=_lasted(conn, exercise, now),
            evaluations=evaluations_of(exercise.scenario.objectives, exercise_ratings.of_exercise(conn, exercise_id)),
            evaluators={one.id: one.who for one in participants},
            may_rate=tuple(
                one.id for one in participants if one.role in LOOKED_ON and (runs or (may_rate and one.account_id == actor.id))
            ),
            participants=len(participants), attended=sum(one.attended for one in participants),
            delays=chain_of(
                steps_done(conn, exercise, injects, decisions, alerted, targets), targets, was_launched=bool(alerted)
            ), targets=targets,
            report=kept[0 if exact else 1], shared=kept[1],
            least=0 if told_whole else continuity_rules(read_library(store, conn))["masking_threshold"],
            moments=tuple(exercise_injects.moments(conn, exercise_id)) if told_whole else (),
            injects=injects, decisions=decisions,
            calls=calls_of(conn, store, alerted, minutes_of, every_group=runs),
            loads=loads_of(conn, exercise, injects, participants, minutes_of),
            observations=tuple(exercise_ratings.observations(conn, exercise_id)),
            repeats=tuple(one for one in all_repeats(conn) if exercise_id in {each.exercise_id for each in one.findings}),
            texts=review_texts.of_exercise(conn, exercise_id),
            actions=len(awaited), overdue=sum(one.is_overdue(paris_date(now)) for one in awaited),
            became={one.observation_id: one.id for one in improvements.every(conn) if one.observation_id},
        )  # fmt: skip


def frozen_reports(exercise: Exercise) -> tuple[DrillReport | None, DrillReport | None]:
    """The drill as it ended: with every count, and as it may be shared; None where there is none, or of another version.

    The drill of an exercise is computed on estimates alone: it is one report, which anyone inside may read.
    """
    if not exercise.result:
        return None, None
    if kept := read_kept(exercise.result):
        return kept.exact, kept.shared
    found = read_spoken(exercise.result)
    return found, found


def targets_of(conn: Connection, store: Store, exercise: Exercise) -> Mapping[DelayStep, DelayTarget]:
    """The delays aimed at on the day it was held, not on the fictional one. Raises InvalidInput."""
    return targets_on(read_library(store, conn).exercise_targets, held_on(exercise))


def held_on(exercise: Exercise) -> date:
    """The civil day in Paris it began."""
    return paris_date(exercise.started_at or exercise.starts_at)


def all_repeats(conn: Connection) -> tuple[Repeat, ...]:
    """What came back from one ended exercise to another."""
    return repeats_of(
        one for exercise in exercises.every(conn) if exercise.is_ended for one in _findings(conn, exercise)
    )


def _findings(conn: Connection, exercise: Exercise) -> Iterator[Finding]:
    """What was to improve, what the improvement plan took from elsewhere, and the objectives that were not met."""
    seen = exercise_ratings.observations(conn, exercise.id)
    for one in seen:
        if one.kind is ObservationKind.IMPROVEMENT:
            yield Finding(exercise.id, exercise.number, one.text, one.element)
    observed = {one.id for one in seen}
    for action in improvements.of_exercise(conn, exercise.id):
        if action.finding and action.observation_id not in observed:
            yield Finding(exercise.id, exercise.number, action.finding, action.element)
    for each in evaluations_of(exercise.scenario.objectives, exercise_ratings.of_exercise(conn, exercise.id)):
        if each.letter in SHORT_OF_IT:
            yield Finding(exercise.id, exercise.number, each.objective.text)


def _injects(conn: Connection, exercise: Exercise) -> tuple[InjectTold, ...]:
    answers, outcomes = exercise_injects.responses(conn, exercise.id), exercise_injects.outcomes(conn, exercise.id)
    return tuple(
        InjectTold(
            one,
            tuple(each for each in answers if each.inject_id == one.id),
            tuple(
                ExpectedTold(expected, outcomes.get((one.id, rank)), one.sent_minutes)
                for rank, expected in enumerate(one.expected)
            ),
        )
        for one in exercise_injects.of_exercise(conn, exercise.id)
    )


def _lasted(conn: Connection, exercise: Exercise, now: datetime) -> float:
    """Minutes since T0 at its end, or now."""
    if exercise.is_played:
        return minutes_now(conn, exercise, now)
    return max(0.0, ((exercise.finished_at or now) - exercise.t0).total_seconds() / 60)
