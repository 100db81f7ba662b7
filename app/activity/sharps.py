"""Sharps containers (DASRI): set out, filled, collected. No legal delay is asserted here: the days waited are told."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.core.errors import N_, InvalidInput
from app.words import _, ngettext

if TYPE_CHECKING:
    from datetime import date


@dataclass(frozen=True, slots=True)
class SharpsContainer:
    """One container by its number or label. Raises InvalidInput for dates out of order."""

    code: str
    set_out_on: date
    filled_on: date | None = None
    collected_on: date | None = None

    def __post_init__(self) -> None:
        if self.collected_on is not None and self.filled_on is None:
            raise InvalidInput(
                N_("Collecteur {code} : notez le jour où il a été fermé avant son enlèvement."), code=self.code
            )
        days = [day for day in (self.set_out_on, self.filled_on, self.collected_on) if day is not None]
        if days != sorted(days):
            raise InvalidInput(
                N_("Collecteur {code} : mis en place, fermé puis enlevé, dans cet ordre."), code=self.code
            )

    def is_waiting_on(self, day: date) -> bool:
        """Filled by that civil day and not yet collected."""
        return (
            self.filled_on is not None
            and self.filled_on <= day
            and (self.collected_on is None or self.collected_on > day)
        )


def waiting_sentence(containers: Iterable[SharpsContainer], today: date) -> str | None:
    """« 2 collecteurs DASRI fermés attendent leur enlèvement, le plus ancien depuis 9 jours. »; None when none waits."""
    filled = [one.filled_on for one in containers if one.filled_on is not None and one.is_waiting_on(today)]
    if not filled:
        return None
    days = (today - min(filled)).days
    since = ngettext("depuis {n} jour", "depuis {n} jours", days).format(n=days) if days else _("depuis aujourd’hui")
    return ngettext(
        "{n} collecteur DASRI fermé attend son enlèvement, {since}.",
        "{n} collecteurs DASRI fermés attendent leur enlèvement, le plus ancien {since}.",
        len(filled),
    ).format(n=len(filled), since=since)
