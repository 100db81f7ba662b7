"""Dated competence rules: who may do which act, on whom, where, under which conditions, and which text says so."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.core.errors import N_, InvalidInput
from app.core.intervals import is_within
from app.roster.cells import Cells, choice, day, flag, integer, required, text, words
from app.roster.person import PersonStatus

ANY = "*"
"""In a column of the table: every value, « none » included."""

ACTS = frozenset(
    {
        "prescribe", "inject", "prepare", "supervise", "interview", "observe", "reception", "data_entry",
        "lead", "logistics", "it_lead", "pharmacy_lead", "sample", "care", "nurse", "listen", "drive",
    }
)  # fmt: skip
SETTINGS = frozenset({"centre", "practice", "home", "ehpad"})
"""Where an act takes place; a mobile session is ``ehpad`` or ``home``."""

OLDEST = 150
"""An age no one reaches: the upper end of an open range, in whole years."""


class Physician(StrEnum):
    """Whether a physician must be reachable or present for the act."""

    NONE = "none"
    CALLABLE = "callable"
    ON_SITE = "on_site"


@dataclass(frozen=True, slots=True, kw_only=True)
class CompetenceRule:
    """One row. Empty tuples mean « every »; ages are whole years, ends included; dates are civil days, ends included.

    ``training`` is the competence code the person must hold at the date (empty = none). ``checked`` says how the row
    was established: ``seen`` in a named public source, ``inferred`` or ``recalled`` (show those as « à vérifier »).
    """

    campaigns: tuple[str, ...]
    vaccines: tuple[str, ...]
    acts: tuple[str, ...]
    professions: tuple[str, ...]
    settings: tuple[str, ...]
    min_age: int = 0
    max_age: int = OLDEST
    statuses: tuple[PersonStatus, ...] = ()
    min_student_year: int | None = None
    training: str = ""
    physician: Physician = Physician.NONE
    on_prescription: bool = False
    exclusions: str = ""
    conditions: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    source: str = ""
    checked: str = ""

    def is_in_force(self, on: date) -> bool:
        """Whether ``on`` lies within the dates, ends included."""
        return is_within(on, self.valid_from, self.valid_to)


def competence_rule_of(row: Cells) -> CompetenceRule:
    """One row of ``data/competence_rules.csv`` as a value. Raises InvalidInput naming the column at fault."""
    rule = CompetenceRule(
        campaigns=_every(row, "campaign"),
        vaccines=_every(row, "vaccines"),
        acts=_among(row, "acts", ACTS),
        professions=_every(row, "professions"),
        settings=_among(row, "settings", SETTINGS),
        min_age=integer(row, "min_age") or 0,
        max_age=OLDEST if (oldest := integer(row, "max_age")) is None else oldest,
        statuses=tuple(PersonStatus(one) for one in _among(row, "statuses", frozenset(PersonStatus))),
        min_student_year=integer(row, "min_student_year"),
        training=text(row, "training"),
        physician=Physician(choice(row, "physician", frozenset(Physician))),
        on_prescription=flag(row, "on_prescription"),
        exclusions=text(row, "exclusions"),
        conditions=text(row, "conditions"),
        valid_from=day(row, "valid_from"),
        valid_to=day(row, "valid_to"),
        source=required(row, "source"),
        checked=choice(row, "checked", frozenset({"seen", "inferred", "recalled", "local"})),
    )
    if rule.min_age > rule.max_age:
        raise InvalidInput(N_("min_age {low} dépasse max_age {high}."), low=rule.min_age, high=rule.max_age)
    return rule


def _every(row: Cells, column: str) -> tuple[str, ...]:
    required(row, column)
    values = words(row, column)
    return () if ANY in values else values


def _among(row: Cells, column: str, allowed: frozenset[str]) -> tuple[str, ...]:
    values = _every(row, column)
    unknown = sorted(set(values) - set(allowed))
    if unknown:
        raise InvalidInput(
            N_("{column} : « {value} » n’est pas attendu ; choisissez parmi {allowed}."),
            column=column,
            value=unknown[0],
            allowed=", ".join(sorted(allowed)),
        )
    return values
