"""A centre with one hole and people to ask: what the tests of call-outs start from."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from app.access.actor import volunteer
from app.core.ids import CentreId, PersonId, SeatId
from app.mobilisation.callout import Outcome
from app.mobilisation.message import MessageKind, MessageState
from app.mobilisation.outbox import Queued
from app.mobilisation.taking import Verdict
from app.roster.person import Person
from app.scheduling.session import Seat
from app.services.activity.release_seat import release_seat
from app.services.mobilisation.answer_call_out import Answered, answer_call_out
from app.services.mobilisation.start_call_out import start_call_out
from app.services.rota.propose_rota import propose_rota
from app.services.rota.publish_rota import publish_rota
from app.services.rota.read_rota import read_rota
from app.store import call_outs, messages, people, seats, solicitations
from app.store.call_outs import Held
from app.store.database import Store, open_store
from tests.builders import COORDINATOR, THURSDAY, MovingClock, a_centre, a_person, some_people

NURSES = ("Fañch", "Gwenn", "Herve", "Iwan", "Jakez", "Klervi", "Loig")


@dataclass
class Hole:
    """An open folder, its clock, its people by first name, and the open seats of the role to call for."""

    store: Store
    clock: MovingClock
    centre: CentreId
    team: dict[str, Person]
    seats: list[SeatId] = field(default_factory=list)

    def id(self, name: str) -> PersonId:
        return self.team[name].id

    def names(self, ids: Any) -> list[str]:
        known = {person.id: name for name, person in self.team.items()}
        return [known[one] for one in ids]

    def start(self, **changes: Any) -> str:
        return start_call_out(COORDINATOR, self.store, changes.pop("seats", self.seats), **changes)

    def held(self, call_out_id: str) -> Held:
        with self.store.reading() as conn:
            found = call_outs.find(conn, call_out_id)
        assert found is not None
        return found

    def seat(self, seat_id: SeatId) -> Seat:
        with self.store.reading() as conn:
            found = seats.find(conn, seat_id)
        assert found is not None
        return found

    def messages(self, *kinds: MessageKind) -> list[tuple[str, str, str]]:
        """(first name, kind, state) of what stands in the outbox, by name."""
        with self.store.reading() as conn:
            found = [one.message for one in messages.recent(conn, kinds=kinds or tuple(MessageKind)).messages]
        return sorted((self.names([one.recipient])[0], one.kind.value, one.state.value) for one in found)

    def send_everything(self) -> None:
        """Whatever waits in the outbox leaves."""
        with self.store.transaction() as conn:
            for queued in messages.waiting(conn):
                sent = replace(queued.message, state=MessageState.SENT)
                messages.update(conn, Queued(sent, queued.next_at), self.clock())

    def asked(self) -> list[str]:
        """First names in the ledger of goodwill, in order."""
        with self.store.reading() as conn:
            return self.names(one.person for one in solicitations.since(conn, THURSDAY - timedelta(days=60)))


def a_hole(folder: Path, *, nurses: tuple[str, ...] = NURSES, role: str = "injector") -> Hole:
    """Nurses by the names given who can all inject on Monday; the open injectors' seats, morning first."""
    clock = MovingClock()
    store = open_store(folder, clock)
    centre = a_centre(store)
    team = {
        name: a_person(name, email=f"{number}@example.org", mobile=f"+336399800{number:02}", notice_given_on=THURSDAY.date())
        for number, name in enumerate(nurses)
    }  # fmt: skip
    some_people(store, *team.values())
    view = read_rota(COORDINATOR, store, centre)
    begins = {session.id: session.starts_at for session in view.sessions}
    wanted = sorted((seat for seat in view.seats if seat.role == role), key=lambda seat: begins[seat.session_id])
    return Hole(store, clock, centre, team, [wanted[0].id])


def a_published_hole(folder: Path, change: Callable[[Hole], None] | None = None) -> Hole:
    """The same with a whole rota published, then one injector's seat freed by its holder."""
    hole = a_hole(folder, nurses=(*NURSES, "Maël", "Nolwenn"))
    doctor = a_person("Anne", "medecin", email="anne@example.org")
    some_people(hole.store, doctor)
    hole.team["Anne"] = doctor
    if change:
        change(hole)
    propose_rota(COORDINATOR, hole.store, hole.centre)
    publish_rota(COORDINATOR, hole.store, hole.centre, read_rota(COORDINATOR, hole.store, hole.centre).revision)
    released(hole)
    return hole


def told(hole: Hole, name: str) -> list[str]:
    """What was written to a person, the first first, every space a plain one."""
    with hole.store.reading() as conn:
        found = messages.of_person(conn, hole.id(name))
    return [one.message.body.replace("\u202f", " ").replace("\xa0", " ") for one in reversed(found)]


def every_person(hole: Hole) -> list[Person]:
    with hole.store.reading() as conn:
        return people.every(conn)


def first_wave(hole: Hole, call_out: str) -> list[str]:
    """First names of those who are asked first, in order."""
    return hole.names(hole.held(call_out).callout.waves[0].people)


def says(hole: Hole, call_out: str, name: str, outcome: Outcome = Outcome.YES) -> Answered:
    """The person answers from their own link."""
    person = hole.id(name)
    return answer_call_out(volunteer(person, name), hole.store, call_out, person, outcome)


def obtained(answered: Answered) -> Verdict | None:
    """What a yes got."""
    return answered.taking.verdict if answered.taking else None


def released(hole: Hole) -> None:
    """The coordination frees the first seat wanted, whoever holds it."""
    seat = hole.seat(hole.seats[0])
    release_seat(COORDINATOR, hole.store, seat.id, seat.revision)
