"""What a person has been trained for, with dates. Codes are free words of the CPTS; the rules name those they require."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from app.core.ids import PersonId
from app.core.intervals import is_within

VACCINATION_TRAINING = "vaccination_training"
"""Training to vaccinate followed and, where the text asks for it, declared to the Ordre."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Competence:
    """One competence of one person, valid from and to a civil day inclusive (None = open)."""

    person: PersonId
    code: str
    valid_from: date | None = None
    valid_to: date | None = None
    source: str = ""

    def is_valid_on(self, day: date) -> bool:
        """Whether ``day`` lies within the dates, ends included."""
        return is_within(day, self.valid_from, self.valid_to)


def codes_valid_on(competences: Iterable[Competence], person: PersonId, day: date) -> frozenset[str]:
    """The competence codes ``person`` holds on ``day``."""
    return frozenset(one.code for one in competences if one.person == person and one.is_valid_on(day))
