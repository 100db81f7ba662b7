"""What every print says of itself: when it was printed, from which version, and whether any of it is real.

Small values shared by the builders of this folder; nothing here draws.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from app.core.clock import PARIS
from app.core.errors import N_
from app.words import _, language
from app.words.dates import spoken_date, spoken_hour


class Band(StrEnum):
    """What keeps a page from being taken for the real thing; it can't be switched off."""

    EXERCISE = "exercise"
    DEMONSTRATION = "demonstration"


BAND_WORDS: dict[Band, tuple[str, str]] = {
    Band.EXERCISE: (N_("EXERCICE"), N_("rien de ce qui est écrit ici n’est réel.")),
    Band.DEMONSTRATION: (N_("DÉMONSTRATION"), N_("personnes, lieux et chiffres fictifs.")),
}
"""Band → its word, and the sentence that follows it."""

PRODUCT = "Relève"


def colon() -> str:
    """What stands between a word and its value: French keeps a space before it."""
    return "\u00a0: " if language() == "fr" else ": "


@dataclass(frozen=True, slots=True)
class Imprint:
    """``printed_at`` is an aware instant, shown in Paris time and kept as the file's date.

    ``edition`` is what is printed, as spoken: « planning version 3 ». ``software`` is our version, « 0.1.0 ».
    """

    printed_at: datetime
    edition: str
    software: str
    bands: tuple[Band, ...] = ()

    @property
    def sentence(self) -> str:
        """« Imprimé le 26 novembre 2026 à 17 h 05 · planning version 3 · Relève 0.1.0 »."""
        local = self.printed_at.astimezone(PARIS)
        printed = _("Imprimé le {date} à {hour}").format(date=spoken_date(local.date()), hour=spoken_hour(local.time()))
        return " · ".join(part for part in (printed, self.edition, f"{PRODUCT} {self.software}") if part)

    @property
    def spoken_bands(self) -> tuple[tuple[str, str], ...]:
        """The bands in the current language, word and sentence, an exercise first."""
        return tuple((_(BAND_WORDS[band][0]), _(BAND_WORDS[band][1])) for band in Band if band in self.bands)

    def titled(self, title: str) -> str:
        """The file's title; it begins with the bands, for those who hear the page rather than see it."""
        return " · ".join([*(word for word, _sentence in self.spoken_bands), title])


@dataclass(frozen=True, slots=True)
class Contact:
    """Someone who can be called: « Clarisse Palude-Deslandes », « 06 39 98 00 01 ». Empty texts are left to the pen."""

    name: str = ""
    phone: str = ""


EMERGENCY_NUMBERS: tuple[tuple[str, str], ...] = (
    ("15", N_("SAMU")),
    ("18", N_("pompiers")),
    ("112", N_("urgences, toute l’Europe")),
    ("114", N_("urgences par SMS, pour sourds et malentendants")),
)
"""The four numbers that every sheet carries (service-public.fr, fiche F33954, « Quels sont les numéros d’urgence »)."""


def emergency_numbers() -> list[dict[str, str]]:
    """The numbers with what answers, in the current language."""
    return [{"number": number, "who": _(who)} for number, who in EMERGENCY_NUMBERS]
