"""What each participant of an exercise holds on paper, sheet by sheet. Pure: it says what; :mod:`app.documents.exercise_kit` draws.

Nobody is named: functions and organisations. A player's sheets hold no inject and no measure of an objective.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.core.errors import N_
from app.exercise.kit_animation import animator_sheets, paper_sheets
from app.exercise.kit_observation import observer_sheets
from app.exercise.kit_parts import frame, timetable
from app.exercise.kit_sheet import Grid, Heading, KitKind, KitSheet, KitSources, Points, Ruled
from app.exercise.participant import ParticipantRole
from app.words import _

if TYPE_CHECKING:
    from collections.abc import Iterable

    from app.exercise.participant import Participant


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
