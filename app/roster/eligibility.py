"""Who may hold which role of a session: professions for the solver, then person by person.

Eligible = a dated competence rule allows it AND the declared roles are empty or contain it. Hard rules (caps, rest,
double booking) belong to scheduling.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from app.roster.competence_rule import CompetenceRule
from app.roster.may import Ruling, Verdict, breakpoints, may
from app.roster.person import Person, PersonStatus
from app.roster.role import Role
from app.roster.vaccine import Vaccine

NO_PROFESSION = "sans_profession"
"""The word that stands for « no health profession » in the sets handed to the solver."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionFrame:
    """What competence depends on in a session: campaign, product, target ages (whole years, ends included), place, civil day."""

    campaign: str
    vaccine: Vaccine | None
    youngest: int
    oldest: int
    setting: str
    on: date


def profession_key(person: Person) -> str:
    """The profession as the solver names it: the slug, or :data:`NO_PROFESSION`."""
    return person.profession or NO_PROFESSION


def can_hold(
    role: Role, profession: str | None, frame: SessionFrame, rules: Sequence[CompetenceRule], *,
    trained: bool | Iterable[str] = True, status: PersonStatus = PersonStatus.ACTIF, student_year: int | None = None,
) -> Verdict:  # fmt: skip
    """The verdict over the whole range of ages: the strictest of those found; one forbidden age forbids.

    The same arguments as :func:`app.roster.may.may`.
    """
    codes = trained if trained is True else frozenset(trained or ())
    relevant = [rule for rule in rules if role.act in rule.acts and rule.is_in_force(frame.on)]
    verdicts = [
        may(
            role.act, profession, campaign=frame.campaign, vaccine=frame.vaccine, age_years=age, setting=frame.setting,
            on=frame.on, trained=codes, rules=relevant, status=status, student_year=student_year,
        )
        for age in breakpoints(relevant, frame.youngest, frame.oldest)
    ]  # fmt: skip
    return max(verdicts, key=lambda verdict: (list(Ruling).index(verdict.ruling), verdict.on_prescription))


def roles_allowed(
    roles: Iterable[Role], professions: Iterable[str], frame: SessionFrame, rules: Sequence[CompetenceRule]
) -> dict[str, tuple[str, ...]]:
    """Role code → professions that may hold it in the session, at best (training valid, highest year, any status).

    ``professions`` are the slugs to ask about; :data:`NO_PROFESSION` is always asked too. A role with an empty tuple
    has no one: ask :func:`can_hold` why (no rule in force, or forbidden).
    """
    asked = [*dict.fromkeys(professions), NO_PROFESSION]
    return {
        role.code: tuple(slug for slug in asked if _at_best(role, slug, frame, rules))
        for role in roles
    }  # fmt: skip


def is_eligible(
    person: Person, role: Role, frame: SessionFrame, rules: Sequence[CompetenceRule], held: frozenset[str]
) -> Verdict:
    """The verdict for one person, ``held`` being their competence codes valid on the day; see also ``Person.declares``."""
    return can_hold(
        role, person.profession, frame, rules, trained=held, status=person.status, student_year=person.student_year
    )


def _at_best(role: Role, slug: str, frame: SessionFrame, rules: Sequence[CompetenceRule]) -> bool:
    profession = None if slug == NO_PROFESSION else slug
    return any(
        can_hold(role, profession, frame, rules, trained=True, status=status, student_year=99).is_allowed
        for status in PersonStatus
    )
