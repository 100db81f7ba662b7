"""Everything the live world is built from, read once from one connection. Needs are opened in memory and only ever added up."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.continuity.overview import Basis
from app.drills.half_days import slices_from
from app.services.continuity.continuity_scene import at_work, commune_of, scene
from app.services.continuity.known_needs import KnownNeeds, known_needs
from app.services.coverage.read_assumptions import road_rows, tables_of
from app.services.keeping.reference import read_library
from app.services.world.world_offer import NOTHING
from app.store import centres, community, duties, people, practice_care, remote_services, seats, sessions, slots

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from app.continuity.practice_care import PracticeCare
    from app.continuity.remote_service import RemoteService
    from app.continuity.slots import Slot
    from app.core.ids import PersonId, PracticeId
    from app.core.intervals import Interval
    from app.drills.supply import SupplyRow
    from app.drills.world import Slice
    from app.library import Library
    from app.roster.commune import Commune
    from app.roster.person import Person
    from app.roster.practice import Practice, Site
    from app.scheduling.centre import Centre
    from app.scheduling.session import Need, Seat, Session
    from app.services.continuity.continuity_scene import Scene
    from app.services.coverage.read_assumptions import CoverageTables, RoadRow
    from app.store.database import Connection, Store

NO_REGISTER = KnownNeeds((), Basis.RATES)
"""Needs as an exercise shows them: nobody real is counted."""


@dataclass(frozen=True, slots=True)
class Source:
    """``communes`` in order of INSEE code, neighbours included; ``working``: who is at work in each practice; ``duties``: who
    is on call by name and when; ``homes``: where each practice stands (INSEE code, or empty)."""

    library: Library
    territory: str
    communes: tuple[Commune, ...]
    tables: CoverageTables
    roads: tuple[RoadRow, ...]
    slices: tuple[Slice, ...]
    stage: Scene
    known: KnownNeeds
    people: Sequence[Person]
    practices: Sequence[Practice]
    sites: Sequence[Site]
    working: Mapping[PracticeId, Sequence[Person]]
    homes: Mapping[PracticeId, str]
    cares: Mapping[PracticeId, PracticeCare]
    remotes: Sequence[RemoteService]
    centres: Sequence[Centre]
    sessions: Sequence[Session]
    asked: Sequence[Need]
    seats: Sequence[Seat]
    slots: Sequence[Slot]
    duties: Mapping[PersonId, Sequence[Interval]]

    @property
    def insee(self) -> frozenset[str]:
        """The communes that are on the map."""
        return frozenset(one.insee for one in self.communes)

    def supply(self, code: str | None) -> SupplyRow:
        """What a profession or a kind of place gives; nothing where no row speaks of it."""
        return self.tables.supply.get(code or "", NOTHING)

    def where(self, person: Person) -> str:
        """Where somebody works (INSEE code): their practice's commune, else their own."""
        return (self.homes.get(person.practice, "") if person.practice else "") or person.commune_insee

    def carers(self, practice: PracticeId) -> Sequence[Person]:
        """Who is at work in a practice and gives some care: not its secretaries."""
        return [one for one in self.working.get(practice, ()) if self.supply(one.profession).skills]

    @property
    def chief(self) -> str:
        """The most populated commune of the territory: where whatever has no place of its own stands."""
        inside = [one for one in self.communes if one.in_territory]
        return min(inside or self.communes, key=lambda one: (-one.population, one.insee)).insee


def read_source(
    conn: Connection, store: Store, at: datetime, *, days: int, exercise: bool, synthetic: bool = False
) -> Source:  # fmt: skip
    """All that stands from the slice of ``at`` (aware) on, over so many days. Raises InvalidInput for a file that does not read.

    ``synthetic``: no register nor total is read: every need is a rate, for what a whole room looks at.
    """
    library, territory = read_library(store, conn), community.read(conn).territory
    window = slices_from(at, days)
    start, end = window[0].starts_at, window[-1].ends_at
    stage = scene(conn, store, at, exercise=exercise, until=end)
    working: dict[PracticeId, list[Person]] = defaultdict(list)
    everyone = people.every(conn)
    for person in everyone:
        if person.practice is not None and at_work(person):
            working[person.practice].append(person)
    first, last = window[0].starts_at.date(), window[-1].ends_at.date()
    practices = people.practices(conn)
    return Source(
        library=library,
        territory=territory,
        communes=tuple(library.communes(territory)) if territory else (),
        tables=tables_of(library, territory),
        roads=road_rows(conn, library, territory),
        slices=window,
        stage=stage,
        known=NO_REGISTER if synthetic else known_needs(conn, store, stage.territory.categories, at),
        people=everyone,
        practices=practices,
        sites=people.sites(conn),
        working=working,
        homes={one.id: commune_of(one, working.get(one.id, ())) for one in practices},
        cares=practice_care.every(conn),
        remotes=remote_services.every(conn),
        centres=centres.every(conn),
        sessions=sessions.between(conn, start, end),
        asked=sessions.needs_between(conn, start, end),
        seats=seats.between(conn, start, end),
        slots=slots.between(conn, first, last),
        duties=duties.between(conn, start, end),
    )
