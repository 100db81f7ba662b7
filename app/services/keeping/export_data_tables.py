"""One state of the community read for :mod:`export_data`, and its four tables as headers and rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from typing import TYPE_CHECKING

from app.core.clock import PARIS, paris_date
from app.roster.answer import Answer, AnswerValue
from app.roster.exporting.answers import ANSWERS_HEADERS, SessionWords, answers_rows
from app.roster.exporting.people import PEOPLE_HEADERS, PeopleBook, people_rows
from app.roster.exporting.sites import SITES_HEADERS, sites_rows
from app.services.roster.import_roster import session_finder
from app.services.roster.read_roster import in_list_order
from app.services.world.read_horizon import FOREVER
from app.store import answers, centres, community, erasures, people, seats, sessions
from app.words import _
from app.words.dates import spoken_hour
from app.words.states import STATES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.core.ids import CentreId, PartnerId, PersonId, SessionId
    from app.library import Library
    from app.roster.competence import Competence
    from app.roster.importing.tables import ImportTables
    from app.roster.person import Person
    from app.roster.practice import Site
    from app.scheduling.centre import Centre
    from app.scheduling.session import Partner, Seat, Session
    from app.store.database import Connection

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

ROTA_HEADERS = ("centre", "jour", "debut", "fin", "role", "ligne", "personne", "rpps", "partenaire", "etat")

Table = tuple[tuple[str, ...], list[tuple[str, ...]]]
"""Headers, then rows of as many cells."""


@dataclass(frozen=True, kw_only=True)
class ExportTables:
    """What is held, those erased left out. ``at`` is UTC; people stand as a French list is read, the rest by time."""

    at: datetime
    words: ImportTables
    library: Library
    people: Mapping[PersonId, Person]
    book: PeopleBook
    sites: tuple[Site, ...]
    sessions: Mapping[SessionId, Session]
    centres: Mapping[CentreId, Centre]
    partners: Mapping[PartnerId, Partner]
    answers: tuple[Answer, ...]
    seats: tuple[Seat, ...]

    def table(self, name: str) -> Table:
        """The table of that name: « people », « sites », « answers » or « rota »."""
        return self._tables[name]

    @cached_property
    def _tables(self) -> dict[str, Table]:
        return {
            "people": (PEOPLE_HEADERS, people_rows(self.people.values(), self.book)),
            "sites": (SITES_HEADERS, sites_rows(self.sites, self.words)),
            "answers": (ANSWERS_HEADERS, self._answers()),
            "rota": (ROTA_HEADERS, [self._seat(one) for one in self.seats]),
        }

    def _answers(self) -> list[tuple[str, ...]]:
        known = tuple(self.sessions.values())
        return answers_rows(
            self.answers,
            people=self.people,
            sessions={one.id: self._session(one) for one in known},
            session_of=session_finder(known, self.words.words),
            words=self.words.words,
        )

    def _session(self, session: Session) -> SessionWords:
        half = _("matin") if session.starts.hour < 12 else _("après-midi")
        day = f"{session.day:%d/%m/%Y}"
        when = f"{day} {spoken_hour(session.starts)}–{spoken_hour(session.ends)}"
        return SessionWords(f"{day} {half}", when, self.centres[session.centre_id].name)

    def _seat(self, seat: Seat) -> tuple[str, ...]:
        session, holder = self.sessions[seat.session_id], seat.holder
        person = self.people.get(holder.person_id) if holder.person_id else None
        partner = self.partners.get(holder.partner_id) if holder.partner_id else None
        return (
            self.centres[session.centre_id].name,
            f"{session.day:%d/%m/%Y}",
            *(f"{one.astimezone(PARIS):%H:%M}" for one in (session.starts_at, session.ends_at)),
            self.library.roles[seat.role].label_fr if seat.role in self.library.roles else seat.role,
            "" if seat.line is None else str(seat.line),
            f"{person.given_name} {person.family_name}" if person else "",
            (person.rpps or "") if person else "",
            partner.name if partner else "",
            STATES[seat.state.value].text,
        )


def read_export_tables(conn: Connection, library: Library, at: datetime) -> ExportTables:
    """Everything the four tables are made of, in one transaction of the caller's; whoever calls it checked the actor."""
    settings, gone = community.read(conn), erasures.erased(conn)
    words = library.import_tables(library.communes(settings.territory) if settings.territory else None)
    everyone = {one.id: one for one in in_list_order(people.every(conn)) if one.id not in gone}
    held: dict[PersonId, tuple[Competence, ...]] = {}
    for one in people.competences(conn):
        held[one.person] = (*held.get(one.person, ()), one)
    book = PeopleBook(words, {one.id: one for one in people.practices(conn)}, held, paris_date(at))
    return ExportTables(
        at=at,
        words=words,
        library=library,
        people=everyone,
        book=book,
        sites=tuple(people.sites(conn)),
        sessions={one.id: one for one in sessions.between(conn, EPOCH, FOREVER)},
        centres={one.id: one for one in centres.every(conn)},
        partners=centres.partners(conn),
        answers=tuple(Answer(*key, AnswerValue(value)) for key, value in answers.between(conn, EPOCH, FOREVER).items()),
        seats=tuple(seats.between(conn, EPOCH, FOREVER)),
    )
