"""What a practice says of its care: how many patients, what it absorbs, how far, its pair, who stands in, new patients or not.

None and empty mean « not said »; what is then taken for it are rows of ``data/continuity_rules.csv``, and it is shown as such.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from app.core.errors import N_, InvalidInput
from app.core.intervals import is_within

if TYPE_CHECKING:
    from datetime import date

    from app.core.ids import PersonId, PracticeId

MOST_PATIENTS, MOST_RADIUS, LONGEST_TEXT = 20_000, 240, 80
"""Patients of a week or a day, minutes, signs."""

NEW_PATIENTS_HOLD = timedelta(days=92)
"""How long « I take new patients » is taken for true (a quarter; design choice): older, it is shown as to be asked again."""


class NewPatients(StrEnum):
    """Whether a physician of the practice takes new patients."""

    NOT_SAID = ""
    YES = "yes"
    SOME = "some"
    NO = "no"


NEW_PATIENTS_WORDS = {
    NewPatients.NOT_SAID: N_("non dit"),
    NewPatients.YES: N_("oui"),
    NewPatients.SOME: N_("quelques-uns"),
    NewPatients.NO: N_("non"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class PracticeCare:
    """What one practice said. ``revision`` 0: nothing yet. ``radius_minutes``: the travel it accepts as a relay.

    ``weekly_patients`` and ``daily_visits``: its list of a week, its patients of a day; ``absorbable_percent``: the share of
    that day it can take on besides. ``agreed_on``: the day of the written agreement with ``paired``. ``needs_network``: its
    software stops without the network.
    """

    practice: PracticeId
    weekly_patients: int | None = None
    daily_visits: int | None = None
    absorbable_percent: int | None = None
    radius_minutes: int | None = None
    paired: PracticeId | None = None
    agreed_on: date | None = None
    new_patients: NewPatients = NewPatients.NOT_SAID
    new_patients_on: date | None = None
    software: str = ""
    needs_network: bool = False
    revision: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Locum:
    """Who stands in for a practice: somebody of the roster (``person``) or a name, with the civil days between which they can."""

    id: str
    practice: PracticeId
    person: PersonId | None = None
    name: str = ""
    phone: str = ""
    from_day: date | None = None
    until_day: date | None = None
    revision: int = 0

    def is_free_on(self, day: date) -> bool:
        """Whether the days they gave hold ``day``."""
        return is_within(day, self.from_day, self.until_day)


@dataclass(frozen=True, slots=True)
class CareDefaults:
    """What is taken for what a practice has not said (``data/continuity_rules.csv``)."""

    absorbable_percent: int
    radius_minutes: int
    daily_visits_per_member: int


def capacity(care: PracticeCare, members: int, defaults: CareDefaults) -> int:
    """Patients it can take on besides its own: share absorbed × patients of a day, rounded down."""
    percent = defaults.absorbable_percent if care.absorbable_percent is None else care.absorbable_percent
    visits = care.daily_visits if care.daily_visits is not None else defaults.daily_visits_per_member * members
    return percent * visits // 100


def is_current(care: PracticeCare, today: date) -> bool:
    """Whether what was said of new patients is recent enough to send somebody there."""
    said = care.new_patients is not NewPatients.NOT_SAID and care.new_patients_on is not None
    return said and care.new_patients_on is not None and today - care.new_patients_on <= NEW_PATIENTS_HOLD


def checked(care: PracticeCare, today: date) -> PracticeCare:
    """The facts as they are kept. Raises InvalidInput with one sentence."""
    for number, most in (
        (care.weekly_patients, MOST_PATIENTS), (care.daily_visits, MOST_PATIENTS), (care.absorbable_percent, 100),
        (care.radius_minutes, MOST_RADIUS),
    ):  # fmt: skip
        if number is not None and not 0 <= number <= most:
            raise InvalidInput(
                N_("« {number} » ne convient pas : écrivez un nombre de 0 à {most}."), number=number, most=most
            )
    if care.paired == care.practice:
        raise InvalidInput(N_("Un cabinet ne fait pas binôme avec lui-même : choisissez un autre cabinet."))
    if care.agreed_on is not None and care.paired is None:
        raise InvalidInput(N_("Choisissez le cabinet binôme avec lequel l’accord a été signé, ou retirez sa date."))
    for day in (care.agreed_on, care.new_patients_on):
        if day is not None and day > today:
            raise InvalidInput(N_("Le {day} est à venir : donnez un jour passé, ou aujourd’hui."), day=day)
    if len(care.software.strip()) > LONGEST_TEXT:
        raise InvalidInput(N_("Le nom du logiciel tient en {most} signes."), most=LONGEST_TEXT)
    return care
