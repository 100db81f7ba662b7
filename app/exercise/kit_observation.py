"""What observers hold on paper: how to rate, what to look at, and a sheet for each objective. Never before a player's eyes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.exercise.kit_parts import empty_rows, expected_words, frame, letters, timetable
from app.exercise.kit_sheet import (
    KIT_WORDS,
    Grid,
    Heading,
    KitKind,
    KitSheet,
    KitSources,
    Letters,
    Points,
    Ruled,
    Words,
)
from app.exercise.said import spoken_minutes
from app.words import _

if TYPE_CHECKING:
    from app.drills.scenario import Objective

LONGEST_GIST = 160
"""Characters of a message where it is only pointed at."""


def observer_sheets(of: KitSources) -> tuple[KitSheet, ...]:
    """How to rate, what to look at, then a sheet for each objective with its injects."""
    one = of.exercise
    title = _(KIT_WORDS[KitKind.OBSERVERS])
    watch = one.scenario.watch
    first = KitSheet(
        title,
        _("Ne pas montrer aux joueurs"),
        (
            *frame(one),
            Heading(_("Comment coter")),
            Words(_("Une lettre par objectif, et toujours pourquoi. On juge l’organisation, jamais une personne.")),
            Grid((0, 1), (_("Lettre"), _("Ce qu’elle dit")), letters()),
            *((Heading(_("À observer")), Points(watch)) if watch else ()),
            Heading(_("Le déroulé")),
            Grid((0, 1), (_("Heure"), _("Quoi")), timetable(one)),
        ),
    )
    return (first, *(_objective_sheet(of, each) for each in one.scenario.objectives))


def _objective_sheet(of: KitSources, objective: Objective) -> KitSheet:
    tries = [one for one in of.injects if objective.code in one.objectives]
    rows = tuple(
        (
            str(one.number),
            spoken_minutes(one.minutes),
            _gist(one.text),
            "\n".join(f"– {e}" for e in expected_words(of, one)),
            "",
        )
        for one in tries
    )
    cards = ", ".join(of.cards.get(each, each) for each in objective.cards)
    header = (_("N°"), _("Quand"), _("Inject"), _("Attendu"), _("Vu à"))
    return KitSheet(
        _("Objectif {code}").format(code=objective.code),
        _("Observateur (fonction) : ................................"),
        (
            Words(objective.text, is_boxed=True),
            Words(_("Mesure : {measure}").format(measure=objective.measure)),
            *((Words(_("Fiches : {cards}").format(cards=cards)),) if cards else ()),
            Letters(letters()),
            Heading(_("Injects à suivre")),
            Grid((0, 0, 3, 4, 0.8), header, rows, 9) if rows else Words(_("Aucun inject n’essaie cet objectif : suivez-le d’un bout à l’autre.")),
            Ruled(_("Pourquoi cette lettre"), 4),
            Ruled(_("Cause, si cela a manqué"), 3),
            Heading(_("Ce que j’ai vu")),
            Grid((0.7, 5, 0.5, 0.5), (_("Heure"), _("Fait, point fort ou point à améliorer"), "+", "–"), empty_rows(4, 5), 10),
        ),
    )  # fmt: skip


def _gist(text: str) -> str:
    return text if len(text) <= LONGEST_GIST else f"{text[: LONGEST_GIST - 1].rstrip()}…"
