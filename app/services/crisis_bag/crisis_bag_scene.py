"""One state of everything the crisis bag tells: the week to come, who holds which seat, who can be reached and how."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import cached_property
from typing import TYPE_CHECKING

from app import __version__
from app.core.clock import PARIS, paris_date
from app.documents.imprint import Band, Contact, Imprint
from app.roster.commune import Communes
from app.roster.phones import spoken_phone
from app.scheduling.session import SeatState, SessionState
from app.services.activity.day_rights import RUN
from app.services.activity.print_day_values import DayPrint
from app.services.keeping.reference import read_library
from app.services.mobilisation.call_out_words import label_of
from app.services.plans.plan_annexes import plan_annexes
from app.store import centres, community, opening, people, seats, sessions
from app.words import _
from app.words.people import full_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from app.core.ids import PracticeId, SessionId
    from app.library import Library
    from app.roster.person import Person
    from app.roster.practice import Practice, Site
    from app.scheduling.centre import Centre
    from app.scheduling.session import Partner, Session
    from app.services.plans.plan_annexes import Annex
    from app.store.community import Community
    from app.store.database import Connection, Store

DAYS = 7
"""How many days of the rota it holds, today first."""


@dataclass(frozen=True, kw_only=True)
class BagScene:
    """What the chapters are written from. ``now`` is UTC; ``people`` are those who may be asked today, by name.

    ``prints``: each centre with its published sessions of the week; ``drafts``: sessions not published yet, counted.
    """

    now: datetime
    community: Community
    library: Library
    communes: Communes
    prints: tuple[DayPrint, ...]
    centres: tuple[Centre, ...]
    people: tuple[Person, ...]
    opted_out: int
    practices: Mapping[PracticeId, Practice]
    partners: tuple[Partner, ...]
    sites: tuple[Site, ...]
    drafts: int
    annexes: tuple[Annex, ...] = ()
    """The registers the plan prints: directory, cell, establishments, stock."""

    @property
    def today(self) -> date:
        """The civil day in Paris."""
        return paris_date(self.now)

    @property
    def last_day(self) -> date:
        """The last civil day of the rota it holds."""
        return self.today + timedelta(days=DAYS - 1)

    @cached_property
    def sessions(self) -> tuple[tuple[DayPrint, Session], ...]:
        """The published sessions of the week, in order of time."""
        found = [(printed, one) for printed in self.prints for one in printed.sessions]
        return tuple(sorted(found, key=lambda pair: (pair[1].starts_at, pair[0].centre.name, pair[1].id)))

    def is_empty(self) -> bool:
        """Whether there is nobody and nothing to pack yet."""
        return not self.people and not self.centres

    def commune(self, insee: str) -> str:
        """A commune's name; the code itself outside the territory."""
        return self.communes[insee].name if insee in self.communes else insee

    def profession(self, person: Person) -> str:
        """« infirmière »; the organisation of a helper without a profession; may be empty."""
        if person.profession and person.profession in self.library.professions:
            return self.library.professions[person.profession].label(person.civilite)
        return person.organisation

    def phone(self, person: Person) -> str:
        """How to ring them, as spoken; may be empty."""
        found = person.mobile or person.phone
        return spoken_phone(found) if found else ""

    def call_first(self) -> Contact:
        """The coordination."""
        phone = self.community.coordinator_phone
        return Contact(self.community.coordinator or _("coordination"), spoken_phone(phone) if phone else "")

    @property
    def imprint(self) -> Imprint:
        """What every page of it says of itself."""
        return _imprint(self.now, self.community)


def name_of(person: Person) -> str:
    """« Clarisse Palude-Deslandes »."""
    return full_name(person.given_name, person.family_name)


def read_scene(store: Store, conn: Connection) -> BagScene:
    """Everything, from one transaction."""
    now = store.now()
    today, settings, library = paris_date(now), community.read(conn), read_library(store, conn)
    start = datetime.combine(today, time(), PARIS)
    end = datetime.combine(today + timedelta(days=DAYS), time(), PARIS)
    everyone = people.every(conn)
    reachable = tuple(one for one in everyone if one.is_contactable_on(today))
    week = sessions.between(conn, start, end)
    held = seats.between(conn, start, end)
    every = tuple(centres.every(conn))
    partners = tuple(centres.partners(conn).values())
    prints = tuple(
        DayPrint(
            centre=centre,
            sessions=mine,
            seats=tuple(one for one in held if one.session_id in ids and one.state is not SeatState.CANCELLED),
            closed={(one.session_id, one.line) for session in mine for one in opening.closings_of(conn, session.id)},
            needs=(),
            people={one.id: one for one in everyone},
            partners={one.id: one for one in partners},
            library=library,
            label=label_of(library),
            answers={one.id: tuple(opening.answers_of(conn, one.id)) for one in mine},
            hints=tuple(opening.last_of_centre(conn, centre.id, now)),
            addresses={},
            days=(),
            imprint=_imprint(now, settings),
        )
        for centre, mine, ids in _weeks(every, week)
    )
    return BagScene(
        now=now,
        community=settings,
        library=library,
        communes=library.communes(settings.territory) if settings.territory else Communes(),
        prints=prints,
        centres=every,
        people=reachable,
        opted_out=len(everyone) - len(reachable),
        practices={one.id: one for one in people.practices(conn)},
        partners=partners,
        sites=tuple(people.sites(conn)),
        drafts=sum(one.state is SessionState.DRAFT for one in week),
        annexes=plan_annexes(store, conn, shows_numbers=True),
    )


def _weeks(
    every: tuple[Centre, ...], week: list[Session]
) -> Iterator[tuple[Centre, tuple[Session, ...], frozenset[SessionId]]]:
    """Each centre that has published sessions, with them and their ids."""
    for centre in every:
        mine = tuple(one for one in week if one.centre_id == centre.id and one.state in RUN)
        if mine:
            yield centre, mine, frozenset(one.id for one in mine)


def _imprint(now: datetime, settings: Community) -> Imprint:
    bands = (Band.DEMONSTRATION,) if settings.demonstration else ()
    return Imprint(now, _("valise de crise"), __version__, bands)
