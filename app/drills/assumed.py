"""What striking a world assumes beyond the world itself: a sentence for each working value that the effects given rest on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.core.errors import N_
from app.drills.shock import Absence, CallVolunteers, Demand, Discharge, Doses, MobileTeam, NewNeed, OpenSite, PowerCut
from app.drills.timeline import is_short
from app.words import _

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from app.drills.shock import AnyEffect


def assumed(effects: Sequence[AnyEffect]) -> tuple[str, ...]:
    """Sentences on what concerns these effects, in a fixed order; none of what they do not use."""
    return tuple(_(told) for rests, told in _VALUES if any(rests(one) for one in effects))


def _at_night(effect: AnyEffect) -> bool:
    return isinstance(effect, Demand | Discharge | NewNeed) and not is_short(effect)


def _closed_at_night(effect: AnyEffect) -> bool:
    return isinstance(effect, OpenSite | MobileTeam | CallVolunteers) and not is_short(effect)


_VALUES: tuple[tuple[Callable[[AnyEffect], bool], str], ...] = (
    (
        lambda one: isinstance(one, Absence) and (one.share is not None or one.count is not None),
        N_("Les absents sont tirés au sort, les mêmes à chaque essai tant que les effectifs ne changent pas."),
    ),
    (
        _at_night,
        N_("Un besoin dit par demi-journée suit, la nuit, la part de son soin demandée la nuit sur le territoire, sauf s’il dure douze heures au plus (valeur de travail)."),
    ),
    (
        _closed_at_night,
        N_("Ce que le plan ouvre ou appelle n’exerce pas la nuit, sauf pour douze heures au plus (valeur de travail)."),
    ),
    (
        lambda one: isinstance(one, CallVolunteers),
        N_("Un volontaire appelé prend autant de besoins, et va aussi loin, que la moitié au moins de sa profession (valeur de travail)."),
    ),
    (
        lambda one: isinstance(one, Discharge),
        N_("Les patients sortis de l’hôpital sont répartis selon la population, un besoin par patient et par demi-journée (valeur de travail)."),
    ),
    (
        lambda one: isinstance(one, Doses),
        N_("Les doses servent dans l’ordre du temps, partagées en proportion de ce que chaque commune aurait reçu (valeur de travail)."),
    ),
    (
        lambda one: isinstance(one, PowerCut),
        N_("Sans électricité, chacun tient le temps de son autonomie ; elle est entière à chaque retour du courant (valeur de travail)."),
    ),
)  # fmt: skip
