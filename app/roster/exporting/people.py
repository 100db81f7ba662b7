"""People as the rows of a list: the canonical headers, and in each cell the word that the importer gives the same value."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.roster.competence import VACCINATION_TRAINING
from app.roster.exporting.cells import day, number, phone, several, yes_or_no
from app.roster.importing.fields import parts
from app.roster.person import HalfDay, HalfDayPart, Mission

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from app.core.ids import PersonId, PracticeId
    from app.roster.competence import Competence
    from app.roster.importing.tables import ImportTables
    from app.roster.person import Person
    from app.roster.practice import Practice
    from app.roster.profession import Professions
    from app.roster.role import Roles

PEOPLE_HEADERS = (
    "rpps", "civilite", "nom", "prenom", "profession", "specialite", "organisation", "cabinet", "commune_insee", "commune",
    "mode_exercice", "statut", "annee_etudes", "email", "mobile", "telephone", "missions", "roles", "formation_vaccination",
    "demi_journees_max_semaine", "jours_possibles", "rayon_minutes", "repos_heures", "delai_mobilisation_h", "adherent_cpts",
    "informe_le", "retrait_le",
)  # fmt: skip
"""Canonical headers of a list of people (``data/import_headers.csv``), in the order they are written."""


@dataclass(frozen=True, slots=True)
class PeopleBook:
    """What a row needs beside the person: words, practices by id, competences by person; ``today`` is a civil day in Paris."""

    tables: ImportTables
    practices: Mapping[PracticeId, Practice]
    competences: Mapping[PersonId, tuple[Competence, ...]]
    today: date


def people_rows(people: Iterable[Person], book: PeopleBook) -> list[tuple[str, ...]]:
    """One row a person, a cell for each of :data:`PEOPLE_HEADERS`; what is not known is an empty cell."""
    return [_row(one, book) for one in people]


def _row(person: Person, book: PeopleBook) -> tuple[str, ...]:
    return (*_who(person, book), *_reached_at(person), *_offers(person, book), *_limits(person))


def _who(person: Person, book: PeopleBook) -> tuple[str, ...]:
    """From « rpps » to « annee_etudes »."""
    words, practice = book.tables.words, book.practices.get(person.practice) if person.practice else None
    communes, insee = book.tables.communes, person.commune_insee
    return (
        person.rpps or "",
        person.civilite,
        person.family_name,
        person.given_name,
        _profession_word(person.profession, book.tables.professions) if person.profession else "",
        person.specialty,
        person.organisation,
        practice.name if practice else "",
        insee,
        communes[insee].name if insee in communes else "",
        words.word("mode_exercice", person.exercise_mode) if person.exercise_mode else "",
        words.word("statut", person.status),
        number(person.student_year),
    )


def _reached_at(person: Person) -> tuple[str, ...]:
    return (person.email, phone(person.mobile), phone(person.phone))


def _offers(person: Person, book: PeopleBook) -> tuple[str, ...]:
    """From « missions » to « formation_vaccination »."""
    words, roles = book.tables.words, book.tables.roles
    return (
        several(words.word("mission", mission) for mission in Mission if mission in person.missions),
        several(_role_word(code, roles) for code in sorted(person.roles) if code in roles),
        _training(book.competences.get(person.id, ()), book.today),
    )


def _profession_word(slug: str, professions: Professions) -> str:
    """The profession's name; its slug where the table reads that name as another, or has it no more."""
    label = professions[slug].label_fr_m if slug in professions else slug
    return label if professions.named(label) == slug else slug


def _role_word(code: str, roles: Roles) -> str:
    """The role's name; its code where that name stands for several roles, or would be read as a list of them."""
    label = roles[code].label_fr
    return label if roles.named(label) == (code,) and parts(label) == [label] else code


def _training(held: Iterable[Competence], today: date) -> str:
    """« oui » for a training without an end, its last day otherwise; empty for one that has ended or was never held."""
    current = [
        one for one in held if one.code == VACCINATION_TRAINING and (one.valid_to is None or today <= one.valid_to)
    ]
    if not current:
        return ""
    ends = [one.valid_to for one in current if one.valid_to is not None]
    return day(max(ends)) if len(ends) == len(current) else "oui"


def _limits(person: Person) -> tuple[str, ...]:
    """From « demi_journees_max_semaine » to the end."""
    return (
        number(person.max_half_days_per_week),
        several(_usual_days(person.usual_half_days)),
        number(person.radius_minutes),
        number(person.min_rest_hours),
        number(person.delay_to_mobilise_hours),
        yes_or_no(person.member),
        day(person.notice_given_on),
        day(person.opted_out_on),
    )


def _usual_days(halves: frozenset[HalfDay]) -> list[str]:
    """« lun » for both halves of a Monday, « lun-am » for its morning alone."""
    found = []
    for half in sorted(halves):
        whole = {HalfDay(half.weekday, part) for part in HalfDayPart} <= halves
        name = half.code.split("-")[0] if whole else half.code
        if name not in found:
            found.append(name)
    return found
