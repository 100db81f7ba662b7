"""Flash exercises in words: the sentence of the screen, whom to send one to, what was answered."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from app.core.clock import paris_date
from app.core.errors import N_
from app.drills.flash_words import asked, choice_words, lesson, story, weak_words
from app.indicators.periods import month_of
from app.words import _, ngettext
from app.words.dates import spoken_date, spoken_instant, spoken_number

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.core.ids import PersonId
    from app.drills.flash import Flash
    from app.drills.flash_words import Naming
    from app.services.laboratory.read_flash import FlashDesk, FlashView


class Audience(StrEnum):
    """Whom it may be sent to in one choice."""

    CELL = "cell"
    ALL = "all"
    PROFESSIONS = "professions"


AUDIENCE_WORDS = {
    Audience.CELL: N_("La cellule de crise"),
    Audience.ALL: N_("Tout l’effectif"),
    Audience.PROFESSIONS: N_("Par profession"),
}


def sentence(desk: FlashDesk) -> str:
    """What is going on: how many answered the one that is open, else when the last one was held."""
    if not desk.exercises:
        return _("Aucun exercice flash encore : dix minutes suffisent pour le premier.")
    last = desk.exercises[0]
    if last.is_open:
        return ngettext(
            "« {title} » : {n} réponse sur {asked}, jusqu’à {until}.",
            "« {title} » : {n} réponses sur {asked}, jusqu’à {until}.", last.answered,
        ).format(
            title=last.exercise.title, n=last.answered, asked=last.asked,
            until=spoken_instant(last.exercise.closes_at),
        )  # fmt: skip
    return ngettext(
        "Dernier exercice flash le {day} : {n} réponse sur {asked}.",
        "Dernier exercice flash le {day} : {n} réponses sur {asked}.", last.answered,
    ).format(day=spoken_date(last.exercise.opened_at.date()), n=last.answered, asked=last.asked)  # fmt: skip


def usual_title(desk: FlashDesk) -> str:
    """« Exercice flash, novembre 2026 »."""
    return _("Exercice flash, {month}").format(month=month_of(paris_date(desk.now)).name)


def weak_sentence(flash: Flash, naming: Naming) -> str:
    """The point it is about, and what losing it costs."""
    return ngettext(
        "Le point le plus fragile : {what}. Sa perte laisse {n} demande sans personne sur une demi-journée.",
        "Le point le plus fragile : {what}. Sa perte laisse {n} demandes sans personne sur une demi-journée.",
        flash.weak.loss,
    ).format(what=weak_words(flash.weak, naming), n=spoken_number(flash.weak.loss))  # fmt: skip


def questions(flash: Flash, naming: Naming) -> list[tuple[str, str, list[tuple[str, int]]]]:
    """For each question: what it asks, what the figures say, and each answer with its points."""
    return [
        (
            asked(one),
            lesson(one, naming),
            [(choice_words(one, choice, naming), choice.points) for choice in one.choices],
        )
        for one in flash.questions
    ]


def supposed(flash: Flash, naming: Naming) -> str:
    """The story people read."""
    return story(flash.weak, naming)


def professions(desk: FlashDesk) -> Mapping[str, str]:
    """Professions of those who may be written to: slug → words with how many, the most first."""
    counts: dict[str, int] = {}
    for one in desk.people:
        if one.profession:
            counts[one.profession] = counts.get(one.profession, 0) + 1
    order = sorted(counts, key=lambda slug: (-counts[slug], slug))
    return {slug: f"{desk.naming.roles.get(slug, slug)} ({counts[slug]})" for slug in order}


def audience(desk: FlashDesk, chosen: Audience, slugs: tuple[str, ...]) -> tuple[PersonId, ...]:
    """Whom a choice means."""
    if chosen is Audience.CELL:
        return tuple(one.id for one in desk.people if one.id in desk.cell)
    if chosen is Audience.PROFESSIONS:
        return tuple(one.id for one in desk.people if one.profession in slugs)
    return tuple(one.id for one in desk.people)


def results(view: FlashView, naming: Naming) -> list[tuple[str, str, list[tuple[str, str, int]]]]:
    """For each question: what it asked, what the figures say, and each answer with how many chose it and its points."""
    found = []
    for rank, one in enumerate(view.exercise.flash.questions):
        tally = view.tallies[rank] if view.tallies else {}
        rows = [
            (choice_words(one, choice, naming), str(tally.get(at, 0)) if view.tallies else "—", choice.points)
            for at, choice in enumerate(one.choices)
        ]
        found.append((asked(one), lesson(one, naming), rows))
    return found


def score_words(view: FlashView) -> str:
    """The mean of answers, or how many are still wanted before anything is shown."""
    if view.mean is None:
        return _("Les réponses se montrent à partir de 5, pour que personne ne s’y reconnaisse.")
    return _(
        "En moyenne, {mean} points sur {most} : ce que les chiffres du territoire donnent à chaque réponse."
    ).format(mean=spoken_number(round(view.mean, 1)), most=view.out_of)
