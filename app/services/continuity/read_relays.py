"""Practices with what they said, and remote services, as the screen « Relais » needs them. No need is read here."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from app.access.permissions import Action, require
from app.continuity.practice_care import CareDefaults, Locum, NewPatients, PracticeCare, capacity, is_current
from app.core.clock import paris_date
from app.roster.person import ExerciseMode
from app.services.continuity.continuity_scene import at_work, care_defaults, commune_of
from app.services.continuity.read_categories import category_table
from app.services.keeping.reference import read_library
from app.store import (
    community,
    locums,
    people,
    practice_care,
    remote_services,
)
from app.words import _
from app.words.people import full_name, list_order

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import date

    from app.access.actor import Actor
    from app.continuity.category import Category
    from app.continuity.remote_service import RemoteService
    from app.core.ids import PersonId, PracticeId
    from app.library import Library
    from app.roster.person import Person
    from app.roster.practice import Practice, Site
    from app.store.database import Connection, Store

PHYSICIAN = "medecin"


@dataclass(frozen=True, slots=True)
class CareRow:
    """One practice: who works there, what it said, who stands in, what it can take on besides (``capacity``)."""

    practice: Practice
    commune: str
    members: tuple[Person, ...]
    professions: tuple[str, ...]
    care: PracticeCare
    locums: tuple[Locum, ...]
    capacity: int

    @property
    def is_said(self) -> bool:
        """Whether it said anything."""
        return self.care.revision > 0


@dataclass(frozen=True, slots=True)
class CaresView:
    """Every practice: those that said nothing first, of a profession that relays needs before the others; professionals who have none; physicians who take new patients.

    ``names``: practice → as it is called; ``people``: who may stand in; ``professions``: slug → words.
    """

    today: date
    rows: tuple[CareRow, ...]
    alone: tuple[Person, ...]
    taking: tuple[CareRow, ...]
    defaults: CareDefaults
    names: Mapping[PracticeId, str]
    people: Mapping[PersonId, str]
    communes: Mapping[str, str]
    professions: Mapping[str, str] = field(default_factory=dict)

    def row(self, practice: str) -> CareRow | None:
        """One practice, or None."""
        return next((one for one in self.rows if one.practice.id == practice), None)


@dataclass(frozen=True, slots=True)
class RemotesView:
    """Remote services, those that rest on one person first. ``categories``: those that may be held at a distance."""

    services: tuple[RemoteService, ...]
    categories: Mapping[str, Category]
    names: Mapping[PracticeId, str]
    sites: Mapping[str, Site]


def read_cares(actor: Actor, store: Store) -> CaresView:
    """Practices and what they said. Raises NotAllowed."""
    require(actor, Action.RUN_CONTINUITY)
    with store.reading() as conn:
        library, today = read_library(store, conn), paris_date(store.now())
        everyone, practices = everyone_at_work(conn), people.practices(conn)
        defaults, said, standing = care_defaults(library), practice_care.every(conn), locums.every(conn)
        there = by_practice(everyone)
        rows = [_care_row(one, there.get(one.id, ()), said, standing, defaults, library) for one in practices]
        caring = {slug for one in category_table(library).values() for slug in one.carers}
        found = sorted(rows, key=lambda one: _most_awaited_first(one, caring))
        return CaresView(
            today=today,
            rows=tuple(found),
            alone=tuple(one for one in everyone if _works_alone(one)),
            taking=tuple(_taking(found, today)),
            defaults=defaults,
            names=names_of(practices),
            people={one.id: full_name(one.given_name, one.family_name) for one in everyone},
            communes=communes_of(conn, library),
            professions=library.professions.labels,
        )


def read_remotes(actor: Actor, store: Store) -> RemotesView:
    """Remote services. Raises NotAllowed."""
    require(actor, Action.RUN_CONTINUITY)
    with store.reading() as conn:
        table = category_table(read_library(store, conn))
        services = sorted(
            remote_services.every(conn), key=lambda one: (not one.rests_on_one, list_order(one.name), one.id)
        )
        return RemotesView(
            services=tuple(services),
            categories={code: one for code, one in table.items() if one.remote},
            names=names_of(people.practices(conn)),
            sites={one.id: one for one in people.sites(conn)},
        )


def everyone_at_work(conn: Connection) -> list[Person]:
    """Professionals in activity, in the order of a list."""
    found = [one for one in people.every(conn) if at_work(one)]
    return sorted(found, key=lambda one: (list_order(one.family_name, one.given_name), one.id))


def _works_alone(person: Person) -> bool:
    liberal = person.exercise_mode in (None, ExerciseMode.LIBERAL)
    return person.practice is None and person.profession is not None and liberal


def by_practice(everyone: list[Person]) -> dict[PracticeId, tuple[Person, ...]]:
    """Practice → who works there, in the same order."""
    found: dict[PracticeId, tuple[Person, ...]] = {}
    for one in everyone:
        if one.practice is not None:
            found[one.practice] = (*found.get(one.practice, ()), one)
    return found


def names_of(practices: list[Practice]) -> dict[PracticeId, str]:
    """Practice → as it is called, in the order of a list."""
    ordered = sorted(practices, key=lambda one: (list_order(one.name), one.id))
    return {one.id: one.name or _("Cabinet sans nom") for one in ordered}


def communes_of(conn: Connection, library: Library) -> dict[str, str]:
    """INSEE code → name, in the order of a list; empty where no territory is chosen."""
    territory = community.read(conn).territory
    found = list(library.communes(territory)) if territory else []
    return {one.insee: one.name for one in sorted(found, key=lambda one: list_order(one.name))}


def _care_row(
    practice: Practice, members: tuple[Person, ...], said: Mapping[PracticeId, PracticeCare], standing: list[Locum],
    defaults: CareDefaults, library: Library,
) -> CareRow:  # fmt: skip
    care = said.get(practice.id) or PracticeCare(practice=practice.id)
    slugs = sorted({one.profession for one in members if one.profession})
    return CareRow(
        practice=practice,
        commune=commune_of(practice, members),
        members=members,
        professions=tuple(library.professions[slug].label() if slug in library.professions else slug for slug in slugs),
        care=care,
        locums=tuple(one for one in standing if one.practice == practice.id),
        capacity=capacity(care, len(members), defaults),
    )


def _most_awaited_first(row: CareRow, caring: Collection[str]) -> tuple[bool, bool, object, str]:
    relays = any(one.profession in caring for one in row.members)
    return row.is_said, not relays, list_order(row.practice.name), row.practice.id


def _taking(rows: list[CareRow], today: date) -> list[CareRow]:
    """Practices with a physician that said they take new patients: those that take all first."""
    found = [
        one
        for one in rows
        if one.care.new_patients in (NewPatients.YES, NewPatients.SOME)
        and is_current(one.care, today)
        and any(person.profession == PHYSICIAN for person in one.members)
    ]
    return sorted(found, key=lambda one: (one.care.new_patients is not NewPatients.YES, one.practice.name))
