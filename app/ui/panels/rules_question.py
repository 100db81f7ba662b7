"""The question tool: what the rules in force say of one act, and what a vacation pays that day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.roster.may import may
from app.roster.person import PersonStatus
from app.ui.parts import rule_question
from app.ui.views import rules_words as words
from app.ui.views.rules import verdict_state
from app.words import _
from app.words.first_letter import capitalised

if TYPE_CHECKING:
    from datetime import date

    from app.library import Library

FULL_STUDIES = 99
"""The question supposes the last year of studies."""


def show(library: Library, today: date) -> None:
    """Draw the question and its answer."""
    vaccines = {slug: one.label for slug, one in library.vaccines.items()}
    usual = sorted(vaccines, key=lambda slug: not library.vaccines[slug].is_valid_on(today))
    choices = rule_question.RuleChoices(
        acts=words.translated(words.ACTS),
        professions={**_first("infirmier", dict(library.professions.labels)), "": _("sans profession de santé")},
        vaccines={slug: vaccines[slug] for slug in usual},
        settings=words.translated(words.SETTINGS),
        statuses=words.translated(words.STATUSES),
    )
    asked = rule_question.ask(choices, today)
    vaccine = library.vaccines.get(asked.vaccine)
    verdict = may(
        asked.act,
        asked.profession or None,
        campaign=vaccine.campaign if vaccine else "calendar",
        vaccine=vaccine,
        age_years=asked.age,
        setting=asked.setting,
        on=asked.on,
        trained=asked.trained,
        rules=library.competence_rules,
        status=PersonStatus(asked.status),
        student_year=FULL_STUDIES,
    )
    rule_question.answer(verdict_state(verdict), capitalised(verdict.sentence) + ".")


def _first(code: str, options: dict[str, str]) -> dict[str, str]:
    return {code: options.pop(code), **options} if code in options else options
