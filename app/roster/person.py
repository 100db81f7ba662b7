"""A person of the roster: a professional, or a helper without RPPS. Values only; what they may do is in ``may.py``."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from app.core.errors import N_, InvalidInput
from app.core.ids import PersonId, PracticeId


class PersonKind(StrEnum):
    """A professional holds a profession of the table; a helper comes from the town hall, a hospital, an association."""

    PROFESSIONAL = "professional"
    HELPER = "helper"


class ExerciseMode(StrEnum):
    """TRE_R23: L liberal, S salarié, B bénévole."""

    LIBERAL = "liberal"
    SALARIE = "salarie"
    BENEVOLE = "benevole"


class PersonStatus(StrEnum):
    """Where a person stands in their working life; a student also carries a year."""

    ACTIF = "actif"
    REMPLACANT = "remplacant"
    RETRAITE = "retraite"
    ETUDIANT = "etudiant"


class Mission(StrEnum):
    """What a person volunteers for, mission by mission (consent is never general)."""

    VACCINATION = "vaccination"
    MOBILE_TEAM = "mobile_team"
    TESTING = "testing"
    HOSPITAL_REINFORCEMENT = "hospital_reinforcement"
    NURSING_HOME = "nursing_home"
    REMOTE_FOLLOW_UP = "remote_follow_up"
    PSYCHOLOGICAL_RELAY = "psychological_relay"
    CRISIS_CELL = "crisis_cell"
    LOGISTICS = "logistics"


class HalfDayPart(StrEnum):
    """Morning or afternoon of a civil day in Paris."""

    AM = "am"
    PM = "pm"


WEEKDAYS = ("lun", "mar", "mer", "jeu", "ven", "sam", "dim")
"""Monday first; the index is ``date.weekday()``."""


@dataclass(frozen=True, slots=True, order=True)
class HalfDay:
    """A usual half-day of the week; ``weekday`` 0 is Monday."""

    weekday: int
    part: HalfDayPart

    @property
    def code(self) -> str:
        """``lun-am``: how files and the store write it."""
        return f"{WEEKDAYS[self.weekday]}-{self.part}"

    @classmethod
    def of_code(cls, code: str) -> HalfDay:
        """The half-day that :attr:`code` wrote. Raises InvalidInput for anything else."""
        day, _, part = code.partition("-")
        if day not in WEEKDAYS or part not in ("am", "pm"):
            raise InvalidInput(
                N_("« {code} » n’est pas une demi-journée : écrivez par exemple lun-am ou sam-pm."), code=code
            )
        return cls(WEEKDAYS.index(day), HalfDayPart(part))


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """One volunteer, as the coordinator knows them.

    ``profession`` is a slug of ``data/professions.csv`` (None for a helper without one); ``roles`` are codes of
    ``data/roles.csv`` the person declared (empty = any their competence allows); empty text and None mean « not
    known », never « no ». Minutes, hours and half-days are whole numbers; ``min_rest_hours`` None = the centre's rule.
    """

    id: PersonId
    kind: PersonKind
    family_name: str
    given_name: str
    civilite: str = ""
    profession: str | None = None
    specialty: str = ""
    rpps: str | None = None
    organisation: str = ""
    commune_insee: str = ""
    practice: PracticeId | None = None
    exercise_mode: ExerciseMode | None = None
    status: PersonStatus = PersonStatus.ACTIF
    student_year: int | None = None
    member: bool | None = None
    email: str = ""
    mobile: str = ""
    phone: str = ""
    missions: frozenset[Mission] = field(default_factory=frozenset)
    roles: frozenset[str] = field(default_factory=frozenset)
    max_half_days_per_week: int | None = None
    usual_half_days: frozenset[HalfDay] = field(default_factory=frozenset)
    radius_minutes: int | None = None
    min_rest_hours: int | None = None
    delay_to_mobilise_hours: int | None = None
    notice_given_on: date | None = None
    opted_out_on: date | None = None

    def is_contactable_on(self, day: date) -> bool:
        """Whether the person may be asked on ``day``: they have not opted out by then."""
        return self.opted_out_on is None or day < self.opted_out_on

    def declares(self, role: str) -> bool:
        """Whether the declared roles are empty or contain ``role``."""
        return not self.roles or role in self.roles
