"""The directory: whom to call for each function, in each department, by day and by night.

Values only: which functions there are is data (``data/contact_functions.csv``).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from app.core.errors import N_, InvalidInput
from app.roster.phones import phone_of, spoken_phone

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, timedelta

SHORT_NUMBER = re.compile(r"1[578]|11[0-9]|19[0-9]|10[0-9]{2}|3[0-9]{3}|116[0-9]{3}")
"""15, 112, 119, 3114, 116117: numbers of the national plan that are dialled as they are (Arcep, numéros courts)."""

NOT_A_NUMBER = N_(
    "« {text} » n’est pas un numéro de téléphone : écrivez dix chiffres, ou un numéro court comme 15 ou 3114."
)


class Moment(StrEnum):
    """When a number is to be called."""

    DAY = "day"
    NIGHT = "night"


MOMENT_WORDS: Mapping[Moment, str] = {Moment.DAY: N_("jour"), Moment.NIGHT: N_("nuit")}


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """Who holds a function. ``function`` is a code of ``contact_functions.csv``, ``department`` that of a department, empty
    for the whole territory; numbers are E.164 or short; empty text means « not known »."""

    id: str
    function: str
    department: str = ""
    organisation: str = ""
    name: str = ""
    day_phone: str = ""
    night_phone: str = ""
    email: str = ""
    note: str = ""
    site_id: str | None = None
    """The establishment it speaks for, where it does."""
    checked_on: date | None = None
    """The civil day somebody last answered for it."""
    checked_by: str = ""
    revision: int = 1

    @property
    def who(self) -> str:
        """« Préfecture du Morbihan, permanence »: the organisation, then the person where one is named."""
        return ", ".join(part for part in (self.organisation, self.name) if part)

    @property
    def numbers(self) -> tuple[tuple[Moment, str], ...]:
        """Each number once, by day first."""
        held = ((Moment.DAY, self.day_phone), (Moment.NIGHT, self.night_phone))
        return tuple({number: (moment, number) for moment, number in reversed(held) if number}.values())[::-1]

    def number_at(self, moment: Moment) -> str:
        """The number for a moment; a contact that has a single one may be tried by it."""
        first, other = (self.day_phone, self.night_phone)[:: 1 if moment is Moment.DAY else -1]
        return first or other

    def covers(self, department: str) -> bool:
        """Whether it is to be called for a department."""
        return self.department in ("", department)

    def is_fresh_on(self, day: date, within: timedelta) -> bool:
        """Whether it was checked in the time before ``day``."""
        return self.checked_on is not None and day - self.checked_on <= within


def number_of(text: str) -> str:
    """A number as it is kept: short ones as they are dialled, others in E.164; empty stays empty. Raises InvalidInput."""
    digits = re.sub(r"[\s.\-\u00a0]", "", text)
    if not digits:
        return ""
    if SHORT_NUMBER.fullmatch(digits):
        return digits
    try:
        return phone_of(text)
    except InvalidInput:
        raise InvalidInput(NOT_A_NUMBER, text=text.strip()) from None


def spoken_number(number: str) -> str:
    """« 15 », « 116 117 », « 06 39 98 00 02 »."""
    if SHORT_NUMBER.fullmatch(number):
        return f"{number[:3]}\u00a0{number[3:]}" if len(number) == 6 else number
    return spoken_phone(number)
