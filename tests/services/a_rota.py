"""A published rota to act on: one line on Monday, a whole team, a clock that can be set, and what was written to whom."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from app.access.actor import Actor, volunteer
from app.core.clock import fixed_clock
from app.core.ids import CentreId, PersonId
from app.roster.person import Person
from app.scheduling.session import Seat, Session
from app.services.rota.propose_rota import propose_rota
from app.services.rota.publish_rota import publish_rota
from app.services.rota.read_rota import read_rota
from app.store import messages, seats, sessions
from app.store.database import Store
from tests.builders import COORDINATOR, a_centre, a_store, a_team, some_people

EARLY = datetime(2026, 11, 16, 9, tzinfo=UTC)
"""Monday 16 November 2026, 10:00 in Paris: a fortnight before the sessions."""


@dataclass
class Rota:
    """A published rota; ``store``'s clock is set by :meth:`at`."""

    store: Store
    centre: CentreId
    people: dict[str, Person]

    def at(self, when: datetime) -> Rota:
        """The same rota at another instant."""
        return replace(self, store=replace(self.store, clock=fixed_clock(when)))

    def id(self, name: str) -> PersonId:
        return self.people[name].id

    def me(self, name: str) -> Actor:
        """That person acting from their own page."""
        return volunteer(self.id(name), name)

    def session(self, part: int = 0) -> Session:
        """The morning (0) or the afternoon (1) of Monday."""
        with self.store.reading() as conn:
            return sessions.of_centre(conn, self.centre)[part]

    def seat(self, role: str, part: int = 0) -> Seat:
        """The first live seat of a role."""
        with self.store.reading() as conn:
            return next(one for one in seats.of_session(conn, self.session(part).id) if one.role == role)

    def of(self, name: str, part: int = 0) -> Seat:
        """The live seat that someone holds in a session."""
        with self.store.reading() as conn:
            found = seats.of_session(conn, self.session(part).id)
        return next(one for one in found if one.holder.person_id == self.id(name))

    def holder(self, seat: Seat) -> str:
        """First name of who holds the seat now, or empty."""
        with self.store.reading() as conn:
            held = seats.find(conn, seat.id)
        return next((name for name, one in self.people.items() if held and held.holder.person_id == one.id), "")

    def told(self) -> list[tuple[str, str, str]]:
        """(kind, first name, state) of every message, in order of writing."""
        names = {person.id: name for name, person in self.people.items()}
        with self.store.reading() as conn:
            found = messages.recent(conn).messages
        rows = [(one.message.kind.value, names[one.message.recipient], one.message.state.value) for one in found]
        return sorted(rows)

    def answer(self, name: str, part: int = 0) -> tuple[str, str] | None:
        """(answer, source) of someone to a session."""
        with self.store.reading() as conn:
            row = conn.execute(
                "SELECT answer, source FROM answer WHERE person_id = ? AND session_id = ?",
                (self.id(name), self.session(part).id),
            ).fetchone()
        return tuple(row) if row else None

    def forget_messages(self) -> None:
        """Empty the outbox, so that a test sees only what comes next."""
        with self.store.transaction() as conn:
            conn.execute("DELETE FROM message")


def a_rota(folder: Path, *spare: Person, at: datetime = EARLY, days: int = 1) -> Rota:
    """One line on Monday with its team, proposed and published at ``at``; ``spare`` people hold nothing."""
    store = a_store(folder, at)
    centre = a_centre(store, days=days)
    team = a_team(store)
    propose_rota(COORDINATOR, store, centre)
    publish_rota(COORDINATOR, store, centre, read_rota(COORDINATOR, store, centre).revision)
    some_people(store, *spare)
    rota = Rota(store, centre, {**team, **{one.given_name: one for one in spare}})
    rota.forget_messages()
    return rota
