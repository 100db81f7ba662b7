"""What each participant of an exercise holds on paper, sheet by sheet. Pure: it says what; :mod:`app.documents.exercise_kit` draws.

Nobody is named: functions and organisations. A player's sheets hold no inject and no measure of an objective.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.core.errors import N_
from app.exercise.kit_animation import animator_sheets, paper_sheets
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
from app.exercise.participant import ParticipantRole
from app.exercise.said import spoken_minutes
from app.words import _

if TYPE_CHECKING:
    from collections.abc import Iterable

    from app.drills.scenario import Objective
    from app.exercise.participant import Participant

LONGEST_GIST = 160
"""Characters of a message where it is only pointed at."""


def kit(kind: KitKind, of: KitSources, function: str = "") -> tuple[KitSheet, ...]:
    """The sheets of a kit, in order; ``function``: of which player alone."""
    if kind is KitKind.ANIMATORS:
        return animator_sheets(of)
    if kind is KitKind.OBSERVERS:
        return observer_sheets(of)
    if kind is KitKind.PAPER:
        return paper_sheets(of)
    wanted = [one for one in player_functions(of.participants) if not function or one == function]
    return tuple(player_sheet(of, one) for one in wanted or ([function] if function else [""]))


def player_functions(participants: Iterable[Participant]) -> tuple[str, ...]:
    """« cadre d’astreinte, CHBA »: every function that plays, once, in order."""
    return tuple(dict.fromkeys(one.who for one in participants if one.role is ParticipantRole.PLAYER))


def player_sheet(of: KitSources, who: str) -> KitSheet:
    """The rules, the hours, what is tried: nothing of what is to come."""
    one = of.exercise
    others = [each for each in player_functions(of.participants) if each != who]
    return KitSheet(
        _("Livret du joueur"),
        _("Vous jouez : {function}").format(function=who)
        if who
        else _("Vous jouez : ................................"),
        (
            *frame(one),
            Heading(_("Les règles")),
            Points(tuple(_(rule) for rule in _RULES)),
            Heading(_("Le déroulé")),
            Grid((0, 1), (_("Heure"), _("Quoi")), timetable(one)),
            Heading(_("Ce que l’exercice essaie")),
            Points(tuple(each.text for each in one.scenario.objectives)),
            *((Heading(_("Qui joue avec vous")), Points(tuple(others))) if others else ()),
            Ruled(_("Mes notes"), 8),
        ),
    )


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


_RULES = (
    N_("Chaque message commence et finit par EXERCICE. Dites-le aussi au téléphone."),
    N_("N’appelez et n’écrivez qu’aux participants : personne dehors ne sait que vous jouez."),
    N_("Jouez avec votre plan, vos fiches et vos moyens de tous les jours. Dites tout haut ce que vous décidez."),
    N_(
        "Une information manque : demandez-la à l’animation. Rien n’est un piège contre vous, on essaie l’organisation."
    ),
    N_("Une vraie urgence passe avant : dites le mot d’arrêt, appelez le 15, l’exercice s’arrête."),
    N_("Aucune vraie donnée de patient, à l’oral comme à l’écrit."),
)


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
