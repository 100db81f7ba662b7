"""The roster as a screen needs it: people with their revisions and competences, practices, and the territories there are.

A read side: one transaction, nothing written.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.access.permissions import Action, require
from app.core.clock import paris_date
from app.library import content_root
from app.roster.commune import Communes
from app.services.crisis.note_reading import Read, note_reading
from app.services.keeping.reference import read_library
from app.store import community, erasures, people
from app.words.people import list_order

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from app.access.actor import Actor
    from app.core.ids import PersonId, PracticeId
    from app.library import Library
    from app.roster.competence import Competence
    from app.roster.person import Person
    from app.roster.practice import Practice
    from app.store.community import Community
    from app.store.database import Store

TERRITORY_FILES = "communes_*.csv"


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterDesk:
    """One state of the roster. ``revisions`` are those the people were read at; ``today`` is the civil day in Paris."""

    today: date
    community: Community
    communes: Communes
    library: Library
    people: tuple[Person, ...]
    revisions: Mapping[PersonId, int]
    competences: Mapping[PersonId, tuple[Competence, ...]]
    practices: Mapping[PracticeId, Practice]

    def commune(self, insee: str) -> str:
        """The name of a commune of the territory; the code itself for one outside it."""
        return self.communes[insee].name if insee in self.communes else insee

    def profession(self, person: Person) -> str:
        """« infirmière »; the organisation of a helper without a profession."""
        if person.profession is not None and person.profession in self.library.professions:
            return self.library.professions[person.profession].label(person.civilite)
        return person.organisation


@dataclass(frozen=True, slots=True)
class Territory:
    """A territory whose communes are known: its name in files, its main commune, how many communes it has."""

    name: str
    main_commune: str
    communes: int


def read_roster(actor: Actor, store: Store) -> RosterDesk:
    """Everyone, by name."""
    require(actor, Action.READ_ROSTER)
    with store.reading() as conn:
        library, settings = read_library(store, conn), community.read(conn)
        held: dict[PersonId, list[Competence]] = {}
        for one in people.competences(conn):
            held.setdefault(one.person, []).append(one)
        return RosterDesk(
            today=paris_date(store.now()),
            community=settings,
            communes=library.communes(settings.territory) if settings.territory else Communes(),
            library=library,
            people=in_list_order(people.every(conn)),
            revisions=people.revisions(conn),
            competences={person: tuple(every) for person, every in held.items()},
            practices={one.id: one for one in people.practices(conn)},
        )


def read_held_people(actor: Actor, store: Store) -> tuple[Person, ...]:
    """Everyone about whom something is held, for whoever answers their rights: those erased are left out. Raises NotAllowed."""
    require(actor, Action.KEEP_DATA)
    with store.reading() as conn:
        gone = erasures.erased(conn)
        return in_list_order(person for person in people.every(conn) if person.id not in gone)


def in_list_order(found: Iterable[Person]) -> tuple[Person, ...]:
    """People as a French list is read, whatever their accents and capitals."""
    return tuple(sorted(found, key=lambda one: (list_order(one.family_name, one.given_name), one.id)))


def open_sheet(actor: Actor, store: Store, person_id: PersonId) -> None:
    """Somebody's sheet is opened, contact and competences: noted in the journal. Raises NotAllowed."""
    require(actor, Action.READ_ROSTER)
    note_reading(actor, store, Read.SHEET, [person_id])


def take_roster(actor: Actor, store: Store, person_ids: Iterable[str]) -> None:
    """The list of these people leaves as a file: noted in the journal. Raises NotAllowed."""
    require(actor, Action.READ_ROSTER)
    note_reading(actor, store, Read.ROSTER, person_ids)


def territories(actor: Actor, store: Store) -> tuple[Territory, ...]:
    """The territories shipped with the product and those of the folder's own content, by name."""
    require(actor, Action.READ_ROSTER)
    with store.reading() as conn:
        library = read_library(store, conn)
    places = (content_root() / "data" / "territories", store.folder.content / "data" / "territories")
    names = {path.stem.removeprefix("communes_") for place in places for path in place.glob(TERRITORY_FILES)}
    return tuple(_territory(library, name) for name in sorted(names))


def _territory(library: Library, name: str) -> Territory:
    communes = library.communes(name)
    main = max(communes, key=lambda one: (one.population, one.insee), default=None)
    return Territory(name, main.name if main else name, len(communes))
