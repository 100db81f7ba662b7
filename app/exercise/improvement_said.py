"""The improvement plan in words, the same on screens, in files and in reports. No e-mail and no person’s name is said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.core.clock import paris_date
from app.exercise.exercise import ExerciseKind
from app.exercise.improvement import IMPROVEMENT_STATE_WORDS
from app.exercise.rating import ELEMENT_WORDS
from app.response.plan import SECTIONS
from app.words import _, ngettext
from app.words.dates import spoken_date

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from app.exercise.exercise import Exercise
    from app.exercise.improvement import Improvement


def owner_words(one: Improvement) -> str:
    """« cadre de santé, CH d’Auray », or « à attribuer »."""
    return ", ".join(filter(None, (one.owner, one.organisation))) or _("à attribuer")


def state_words(one: Improvement, today: date) -> str:
    """« en retard de 3 jours », else the state."""
    late = (today - one.due_on).days
    if one.is_overdue(today):
        return ngettext("en retard de {n} jour", "en retard de {n} jours", late).format(n=late)
    return _(IMPROVEMENT_STATE_WORDS[one.state])


def change_words(one: Improvement, cards: Mapping[str, str]) -> str:
    """« Cellule de crise » or « fiche Armer la cellule »: what of the plan it changes; empty when nothing."""
    section = _(SECTIONS[one.section]) if one.section in SECTIONS else ""
    card = _("fiche « {card} »").format(card=cards.get(one.card, one.card)) if one.card else ""
    return ", ".join(filter(None, (section, card)))


def exercise_words(exercise: Exercise | None) -> str:
    """« exercice n° 3, Panne d’eau », « événement réel, Tempête »; empty when it came from elsewhere."""
    if exercise is None:
        return ""
    if exercise.kind is ExerciseKind.REAL_EVENT:
        return _("événement réel, {title}").format(title=exercise.title)
    return _("exercice n° {number}, {title}").format(number=exercise.number, title=exercise.title)


def versions_words(one: Improvement) -> str:
    """« versions 2 à 3 »; empty when the plan was not compared."""
    if not one.version_before or not one.version_after:
        return ""
    return _("versions {before} à {after}").format(before=one.version_before, after=one.version_after)


def header() -> tuple[str, ...]:
    """The heads of :func:`row`."""
    return (
        _("Action"), _("État"), _("Responsable"), _("Organisme"), _("Début"), _("Échéance"), _("Priorité"),
        _("Élément"), _("Ce qui change dans le plan"), _("Constat"), _("Cause"), _("Preuve"), _("Close le"),
        _("Versions du plan"), _("Vérifiée"), _("Vient de"),
    )  # fmt: skip


def row(
    one: Improvement, today: date, cards: Mapping[str, str], exercises: Mapping[str, Exercise]
) -> tuple[str | int, ...]:
    """One action, every field but its e-mail."""
    closed = spoken_date(paris_date(one.closed_at)) if one.closed_at else ""
    return (
        one.action, state_words(one, today), one.owner or _("à attribuer"), one.organisation,
        spoken_date(one.starts_on), spoken_date(one.due_on), one.priority, _(ELEMENT_WORDS[one.element]),
        change_words(one, cards), one.finding, one.cause, one.proof, closed, versions_words(one),
        exercise_words(exercises.get(one.verified_in)), exercise_words(exercises.get(one.exercise_id)),
    )  # fmt: skip
