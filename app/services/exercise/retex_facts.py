"""What a report is written from, gathered from the review, the improvement plan and the hot wash: nobody's name goes with it."""

from __future__ import annotations

from dataclasses import replace
from statistics import median
from typing import TYPE_CHECKING

from app.core.clock import paris_date
from app.drills.scenario_words import effect_words
from app.exercise.chronogramme import InjectState
from app.exercise.delays import STEP_WORDS, DelayStep
from app.exercise.retex import AnswerFigure, Part
from app.exercise.retex_facts import (
    DelayFact,
    LoadFact,
    MilestoneFact,
    RestitutionFact,
    RetexFacts,
    WashFact,
)
from app.exercise.review import ReviewPart
from app.exercise.review_said import review_sentence
from app.exercise.said import spoken_delay
from app.services.continuity.read_categories import continuity_rules
from app.services.exercise.read_exercise_review import frozen_reports, read_review
from app.services.exercise.read_hot_wash import read_hot_wash
from app.services.exercise.read_improvements import read_improvements
from app.services.exercise.retex_coverage import coverage_fact
from app.services.keeping.reference import read_library
from app.services.laboratory.effect_choices import choices_of
from app.store import community, exercise_people
from app.words import _, ngettext
from app.words.dates import spoken_number

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.access.actor import Actor
    from app.exercise.hot_wash import HotWash
    from app.exercise.review import CallTold, Review
    from app.services.exercise.read_improvements import ImprovementDesk
    from app.store.community import Community
    from app.store.database import Store

PARTS: Mapping[ReviewPart, Part] = {
    ReviewPart.CONTEXT: Part.CONTEXT,
    ReviewPart.WENT_WELL: Part.WORKED,
    ReviewPart.DIFFICULTIES: Part.DIFFICULTIES,
    ReviewPart.GAPS: Part.GAPS,
    ReviewPart.CAUSES: Part.CAUSES,
    ReviewPart.LESSONS: Part.LESSONS,
    ReviewPart.ANNEXES: Part.ANNEXES,
}
"""What is written by hand → the part of the report that begins with it."""


def gather(actor: Actor, store: Store, exercise_id: str) -> tuple[RetexFacts, Community]:
    """Everything, as it may be shared, in the language of the run. Raises what :func:`read_review` raises."""
    review = read_review(actor, store, exercise_id)
    wash, desk = read_hot_wash(actor, store, exercise_id), read_improvements(actor, store)
    with store.reading() as conn:
        settings, library = community.read(conn), read_library(store, conn)
        participants = exercise_people.of_exercise(conn, exercise_id)
        least = continuity_rules(library)["masking_threshold"]
    facts = RetexFacts(
        community=settings.name,
        exercise=review.exercise,
        today=paris_date(review.now),
        now=review.now,
        participants=tuple(
            replace(one, name="", email="", phone="", person_id="", account_id="") for one in participants
        ),
        wash=_wash(wash),
        texts={PARTS[part].value: one.text for part, one in review.texts.items()},
        plan_actions=tuple(
            effect_words(one, choices_of(library, review.exercise.scenario.territory))
            for one in review.exercise.scenario.plan
        ),
    )
    facts = _with_coverage(_with_what_was_judged(_with_what_was_played(facts, review), review), review, least)
    return _with_what_follows(facts, desk), settings


def _with_what_was_played(facts: RetexFacts, review: Review) -> RetexFacts:
    return replace(
        facts,
        injects=tuple(one.inject for one in review.injects),
        responses=tuple(each for one in review.injects for each in one.responses),
        outcomes={
            (each.outcome.inject_id, each.outcome.rank): each.outcome
            for one in review.injects
            for each in one.expected
            if each.outcome
        },
        decisions=review.decisions,
        delays=_delays(review),
        answers=_answers(review.calls),
        loads=tuple(LoadFact(one.function, one.injects, one.responses, one.entries) for one in review.loads),
    )


def _with_what_was_judged(facts: RetexFacts, review: Review) -> RetexFacts:
    return replace(
        facts,
        ratings=tuple(each for one in review.evaluations for each in one.ratings),
        observations=review.observations,
        repeats=tuple(
            _("«\u00a0{text}\u00a0» revient dans les exercices n° {numbers}.").format(
                text=one.text.rstrip("."), numbers=", ".join(map(str, one.numbers))
            )
            for one in review.repeats
        ),
    )


def _with_coverage(facts: RetexFacts, review: Review, least: int) -> RetexFacts:
    """An exercise reckons with estimated needs alone; its small counts are left untold in files all the same."""
    exact, shared = frozen_reports(review.exercise)
    report = shared or (exact if review.exercise.is_played else None)
    headline = review_sentence(replace(review, report=report))
    return replace(facts, headline=headline, coverage=coverage_fact(report, least) if report else None)


def _with_what_follows(facts: RetexFacts, desk: ImprovementDesk) -> RetexFacts:
    held = facts.exercise.id
    return replace(
        facts,
        improvements=tuple(replace(one, email="", person_id="") for one in desk.of_exercise(held)),
        milestones=tuple(
            MilestoneFact(one.label, one.due_on, _("atteint") if one.is_reached else "")
            for one in desk.milestones
            if one.exercise_id == held
        ),
        restitutions=tuple(
            RestitutionFact(one.on_day, one.to_whom, one.how)
            for one in reversed(desk.restitutions)
            if one.exercise_id == held
        ),
        cards=desk.cards,
        numbers={
            id: _("exercice n° {number}").format(number=one.number)
            for id, one in desk.exercises.items()
            if one.is_played
        },
    )


def _delays(review: Review) -> tuple[DelayFact, ...]:
    """The chain, then the middle answer to a message where messages were played."""
    chain = [
        DelayFact(
            _(STEP_WORDS[one.step]), one.minutes, one.target,
            review.targets[one.step].source if one.step in review.targets else "", one.step is DelayStep.CELL_OPEN,
        )
        for one in review.delays
    ]  # fmt: skip
    asked = [one for one in review.injects if one.inject.state is InjectState.SENT]
    answered = [one.response_minutes for one in asked if one.response_minutes is not None]
    if not asked or any(one.step is DelayStep.RESPONSE for one in review.delays):
        return tuple(chain)
    target = review.targets.get(DelayStep.RESPONSE)
    words = _("réponse à un message, médiane de {answered} sur {asked}").format(
        answered=len(answered), asked=len(asked)
    )
    middle = median(answered) if answered else None
    chain.append(DelayFact(words, middle, target.minutes if target else None, target.source if target else ""))
    return tuple(chain)


def _answers(calls: tuple[CallTold, ...]) -> AnswerFigure | None:
    """The first alert's curve, everybody together."""
    if not calls:
        return None
    first = calls[0]
    curve = first.everybody
    if not curve.asked:
        return None
    half = curve.minutes_of(0.5)
    middle = _("la moitié en {delay}").format(delay=spoken_delay(half)) if half is not None else _("jamais la moitié")
    says = ngettext(
        "Arbre d’appel, «\u00a0{title}\u00a0»\u00a0: {answered} réponse pour {asked} personnes alertées, {middle}.",
        "Arbre d’appel, «\u00a0{title}\u00a0»\u00a0: {answered} réponses pour {asked} personnes alertées, {middle}.",
        curve.answered,
    ).format(title=first.title, answered=curve.answered, asked=curve.asked, middle=middle)
    return AnswerFigure(curve.points, max(60.0, *(at for at, _part in curve.points)), says)


def _wash(wash: HotWash) -> WashFact | None:
    if not wash.answered:
        return None
    if not wash.is_shown:
        return WashFact(
            ngettext(
                "Il manque {n} réponse avant que le questionnaire se lise.",
                "Il manque {n} réponses avant que le questionnaire se lise.",
                wash.missing,
            ).format(n=wash.missing)
        )
    says = ngettext(
        "{n} réponse, sans nom, sur {asked} participants.", "{n} réponses, sans nom, sur {asked} participants.", wash.answered
    ).format(n=wash.answered, asked=wash.asked)  # fmt: skip
    marks = tuple(
        (
            one.question.text,
            _("{mean} sur 5 ({n})").format(mean=spoken_number(round(one.mean, 1)), n=one.answers) if one.mean else "—",
        )
        for one in wash.tallies
    )
    return WashFact(says, marks, wash.went_well, wash.went_less)
