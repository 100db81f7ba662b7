"""Who is paid, under which mode of exercise, and by whom: a person of the roster or someone passing; the payer as data."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from app.core.errors import N_
from app.roster.payers import PayerRule, payer_in_force
from app.roster.person import ExerciseMode, PersonStatus
from app.words import _

if TYPE_CHECKING:
    from app.activity.attendance import Passing
    from app.roster.person import Person


class Unpaid(StrEnum):
    """Why time worked makes no vacation at all."""

    VOLUNTEER = "volunteer"
    NO_PROFESSION = "no_profession"
    NO_EXERCISE = "no_exercise"
    NO_REGIME = "no_regime"


@dataclass(frozen=True, slots=True, kw_only=True)
class Payee:
    """Who worked, as fees see them. ``key`` is the attendee's; ``exercise`` is a column of ``data/fees.csv``.

    ``status`` is the word ``data/payers.csv`` uses: a locum (``remplacant``) earns a liberal fee from another payer.
    """

    key: str
    profession: str = ""
    exercise: str = ""
    status: str = ""
    student_year: int | None = None
    unpaid: Unpaid | None = None


_OWN_FEES = frozenset({PersonStatus.RETRAITE, PersonStatus.ETUDIANT})
"""Statuses whose fees are rows of their own, whatever the mode of exercise."""


def payee_of(person: Person, key: str) -> Payee:
    """A person of the roster as a payee."""
    exercise = _exercise(person)
    unpaid = None
    if person.exercise_mode is ExerciseMode.BENEVOLE:
        unpaid = Unpaid.VOLUNTEER
    elif not person.profession:
        unpaid = Unpaid.NO_PROFESSION
    elif not exercise:
        unpaid = Unpaid.NO_EXERCISE
    return Payee(
        key=key,
        profession=person.profession or "",
        exercise=exercise,
        status=exercise if person.status is PersonStatus.ACTIF else person.status.value,
        student_year=person.student_year,
        unpaid=unpaid,
    )


def _exercise(person: Person) -> str:
    """Retired people and students by their status; a locum whose mode is not known is liberal; else the mode known."""
    if person.status in _OWN_FEES:
        return person.status.value
    if person.exercise_mode is None:
        return ExerciseMode.LIBERAL.value if person.status is PersonStatus.REMPLACANT else ""
    return person.exercise_mode.value


def payee_of_passing(passing: Passing) -> Payee:
    """Someone passing as a payee; without a profession or a mode of exercise nothing can be computed."""
    unpaid = Unpaid.NO_PROFESSION if not passing.profession else None if passing.exercise else Unpaid.NO_EXERCISE
    return Payee(
        key=passing.key,
        profession=passing.profession,
        exercise=passing.exercise,
        status=passing.status or passing.exercise,
        student_year=passing.student_year,
        unpaid=unpaid,
    )


@dataclass(frozen=True, slots=True)
class Payer:
    """« Qui vous paie »: the payer in words, the claim form and where that is written; ``name`` empty: nobody has said."""

    name: str = ""
    claim: str = ""
    note: str = ""
    source: str = ""

    @property
    def sentence(self) -> str:
        """« Payé par : CPAM, bordereau individuel (concourspluripro.fr). », or what to do when no rule says it."""
        if not self.name:
            return _("Payeur à préciser : aucune règle en vigueur pour ce porteur et ce statut.")
        paid = _("{payer}, {claim}").format(payer=self.name, claim=self.claim) if self.claim else self.name
        return _("Payé par : {payer} ({source}).").format(payer=paid, source=self.source)


STATED = N_("fiche du centre")


def payer_of(rules: Iterable[PayerRule], *, carrier: str, payee: Payee, on: date, stated: str = "") -> Payer:
    """Who pays: what the session's centre states in words, else the row in force for its carrier and the status.

    ``carrier`` is a code of ``data/payers.csv``; ``stated`` is ``Designation.payer``.
    """
    if stated:
        return Payer(stated, source=_(STATED))
    rule = payer_in_force(rules, carrier=carrier, exercise=payee.status, on=on)
    return Payer(rule.payer, rule.claim, rule.note, rule.source) if rule else Payer()
