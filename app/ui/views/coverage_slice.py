"""What a half-day is, where it is no ordinary one: a night, a Saturday, a Sunday."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.core.clock import paris_date
from app.drills.world import Part
from app.services.coverage.coverage_words import slice_hours
from app.words import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.drills.world import Slice

SATURDAY, SUNDAY = 5, 6


def hours(one: Slice, offered: Sequence[Slice]) -> str:
    """« Demi-journée en cours : 13 h – 20 h. », or nothing for one to come: an afternoon shown at 19 h is not over."""
    if one != offered[0]:
        return ""
    return _("Demi-journée en cours : {hours}.").format(hours=slice_hours(one))


def unusual(one: Slice) -> str:
    """« C’est un dimanche : … », or nothing for the morning or the afternoon of a working day."""
    if one.part is Part.NIGHT:
        return _(
            "La nuit, surtout la garde et les établissements répondent : choisissez un matin pour voir l’ordinaire."
        )
    weekday = paris_date(one.starts_at).weekday()
    if weekday == SUNDAY:
        return _(
            "C’est un dimanche : surtout la garde et les établissements répondent ; un jour de semaine dit l’ordinaire."
        )
    if weekday == SATURDAY:
        return _("C’est un samedi : tous les cabinets ne travaillent pas ; un jour de semaine dit l’ordinaire.")
    return ""
