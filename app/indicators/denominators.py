"""Over whom shares are counted: the roster, or a table of how many professionals practise in the territory.

The table shipped is that of Redon's health project (2021): 362 people, 170/104/88 by department. It holds psychologists
and osteopaths but no pharmacist and no advanced nurse, so that a share is shown per profession and never only over 362.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from app.core.errors import N_
from app.roster.cells import Cells, integer, required, text
from app.roster.person import ExerciseMode, Person, PersonKind, PersonStatus

if TYPE_CHECKING:
    from app.roster.profession import Professions

DEPARTMENTS = ("35", "56", "44")


class Basis(StrEnum):
    """Which denominator was chosen."""

    ROSTER = "roster"
    TABLE = "table"


BASIS_WORDS = {
    Basis.ROSTER: N_("libéraux de l’effectif"),
    Basis.TABLE: N_("table du projet de santé (362 professionnels, sans pharmacien)"),
}


@dataclass(frozen=True, slots=True)
class CareOffer:
    """One row of ``data/reference/offre_soins_redon_2021.csv``: people of a profession by department."""

    label: str
    profession: str
    """Slug of ``data/professions.csv``."""
    departments: tuple[int, ...]
    """In the order of :data:`DEPARTMENTS`."""
    total: int


def care_offer(rows: Iterable[Cells], professions: Professions) -> tuple[CareOffer, ...]:
    """The rows that count people by department; pharmacies and laboratories are places, and stand apart."""
    return tuple(
        CareOffer(
            required(row, "profession_source"),
            professions.coded(text(row, "code_G15_ou_R95")) or "",
            tuple(integer(row, f"dpt{code}") or 0 for code in DEPARTMENTS),
            integer(row, "total") or 0,
        )
        for row in rows
        if any(text(row, f"dpt{code}") for code in DEPARTMENTS)
    )


def counted_by_profession(offer: Iterable[CareOffer]) -> dict[str, int]:
    """People by profession, in the order of the table; specialists are physicians."""
    counts: Counter[str] = Counter()
    for row in offer:
        counts[row.profession] += row.total
    return dict(counts)


def is_liberal(person: Person) -> bool:
    """Whether someone counts among the liberal professionals: a profession, liberal practice, neither retired nor student."""
    practising = person.status in (PersonStatus.ACTIF, PersonStatus.REMPLACANT)
    return person.kind is PersonKind.PROFESSIONAL and person.exercise_mode is ExerciseMode.LIBERAL and practising


@dataclass(frozen=True, slots=True)
class Denominators:
    """What the community chose and typed. ``liberal``: profession → people, above the table or the roster.

    ``groups``: target group → population; a group left out has no known population.
    """

    basis: Basis = Basis.ROSTER
    liberal: Mapping[str, int] = field(default_factory=dict)
    groups: Mapping[str, int] = field(default_factory=dict)


def liberal_by_profession(
    chosen: Denominators, people: Iterable[Person], offer: Iterable[CareOffer]
) -> Mapping[str, int]:
    """Profession → how many liberal professionals there are, as chosen; what was typed beats the rest."""
    if chosen.basis is Basis.TABLE:
        counts = counted_by_profession(offer)
    else:
        counts = dict(Counter(person.profession or "" for person in people if is_liberal(person)))
    return {**counts, **chosen.liberal}
