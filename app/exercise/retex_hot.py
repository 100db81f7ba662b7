"""The hot report: what holds on one page, the same evening. Three strengths, three things to improve, what comes next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.exercise.evaluation import ORDER
from app.exercise.rating import ObservationKind
from app.exercise.retex import RETEX_KIND_WORDS, HotRetex, RetexKind
from app.exercise.retex_after import delay_said, target_said
from app.exercise.retex_cold import edition_of, headline_of, subtitle_of
from app.exercise.retex_judged import letter_said, observed
from app.exercise.retex_played import cut, expected_says, played_on
from app.words import _
from app.words.dates import spoken_date

if TYPE_CHECKING:
    from datetime import date

    from app.exercise.improvement import Improvement
    from app.exercise.retex_facts import RetexFacts

MOST = 3
"""Strengths and things to improve on the page (issue statement)."""

MOST_DATES = 4
LONGEST = 190
"""Letters of a finding on the page."""


def hot_retex(facts: RetexFacts) -> HotRetex:
    """The page. Findings of the objectives that did worst (or best) come first, then those seen first."""
    return HotRetex(
        community=facts.community,
        title=_(RETEX_KIND_WORDS[RetexKind.HOT]),
        subtitle=subtitle_of(facts.exercise),
        edition=" · ".join((played_on(facts), edition_of(facts))),
        headline=headline_of(facts),
        is_exercise=facts.exercise.is_played,
        objectives=tuple(
            (f"{one.objective.code}. {cut(one.objective.text, LONGEST)}", letter_said(one)) for one in facts.evaluations
        ),
        strengths=_found(facts, ObservationKind.STRENGTH),
        improvements=_found(facts, ObservationKind.IMPROVEMENT),
        delays=tuple((one.words, delay_said(one), target_said(one)) for one in facts.delays),
        coverage=tuple(
            filter(
                None, (facts.coverage.says[0] if facts.coverage and facts.coverage.says else "", *expected_says(facts))
            )
        ),
        dates=_dates(facts),
    )


def _found(facts: RetexFacts, kind: ObservationKind) -> tuple[str, ...]:
    ranks = {one.objective.code: ORDER.index(one.letter) for one in facts.evaluations if one.letter}
    sign = 1 if kind is ObservationKind.STRENGTH else -1
    held = sorted(observed(facts, kind), key=lambda one: (sign * ranks.get(one.objective, 1), one.minutes, one.id))
    return tuple(cut(one.text, LONGEST) for one in held[:MOST])


def _dates(facts: RetexFacts) -> tuple[tuple[str, str], ...]:
    coming = [(one.on, one.words) for one in facts.milestones if not one.became and one.on >= facts.today]
    coming += [(one.due_on, _due_words(one, facts.today)) for one in facts.improvements if one.is_awaited]
    return tuple((spoken_date(on), words) for on, words in sorted(coming)[:MOST_DATES])


def _due_words(one: Improvement, today: date) -> str:
    """What is to be done by that day; a day that has passed says so."""
    said = cut(one.action, 90)
    return _("en retard – {action}").format(action=said) if one.is_overdue(today) else said
