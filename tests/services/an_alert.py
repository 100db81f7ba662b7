"""A roster to alert: a nurse by e-mail, a physician by SMS, a pharmacist by telephone alone, and those who are not asked."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from app.core.ids import PersonId
from app.mobilisation.message import MessageState
from app.mobilisation.outbox import Queued
from app.response.event import Event, EventKind, EventState
from app.roster.person import Mission, Person
from app.services.crisis.launch_alert import AlertRequest, launch_alert
from app.store import alerts, community, events, messages, people
from app.store.database import Store, open_store
from tests.builders import COORDINATOR, THURSDAY, MovingClock, a_person

if TYPE_CHECKING:
    from pathlib import Path

    from app.mobilisation.message import Message
    from app.response.alert import Called

NURSE, DOCTOR, PHARMACIST = PersonId("noa"), PersonId("dora"), PersonId("paul")
OUT, MUTE = PersonId("oscar"), PersonId("maud")


@dataclass
class Alerted:
    """An open folder and its clock."""

    store: Store
    clock: MovingClock

    def launch(self, **fields: Any) -> str:
        """A launched alert, everything plausible."""
        said = {"title": "accident de car", "text": "L’ARS demande des renforts à Auray.", "frame": "ars_call"}
        return launch_alert(COORDINATOR, self.store, AlertRequest(**(said | fields)))

    def called(self, alert_id: str, person: PersonId) -> Called:
        with self.store.reading() as conn:
            found = alerts.called(conn, alert_id, person)
        assert found is not None
        return found

    def messages(self, alert_id: str) -> list[Message]:
        with self.store.reading() as conn:
            return [one.message for one in messages.about(conn, alert_id)]

    def send(self, alert_id: str, *only: PersonId) -> None:
        """As if these messages, or all, had been taken by a server."""
        with self.store.transaction() as conn:
            for queued in messages.about(conn, alert_id):
                if not only or queued.message.recipient in only:
                    done = replace(queued.message, state=MessageState.SENT)
                    messages.update(conn, Queued(done, queued.next_at), self.store.now())

    def event(self, kind: EventKind = EventKind.REAL, *plans: str, **fields: Any) -> str:
        """An event under way, with plans at work."""
        said: dict[str, Any] = {"title": "Accident de car", "state": EventState.MOBILISATION_REQUESTED}
        event = Event(id="evenement", kind=kind, opened_at=self.store.now(), **(said | fields))
        with self.store.transaction() as conn:
            events.insert(conn, event)
            for slug in plans:
                events.activate(conn, event.id, slug, self.store.now(), COORDINATOR.id)
        return event.id


def an_alerted(folder: Path) -> Alerted:
    """Five people: three can be asked, one opted out, one has no address at all."""
    clock = MovingClock(THURSDAY)
    store = open_store(folder, clock)
    some = (
        _one(NURSE, "Noa", email="noa@example.org", mobile="+33639980001", missions=frozenset({Mission.NURSING_HOME})),
        _one(DOCTOR, "Dora", "medecin", mobile="+33639980002", delay_to_mobilise_hours=1, commune_insee="56069"),
        _one(PHARMACIST, "Paul", "pharmacien", phone="+33199001003"),
        _one(OUT, "Oscar", email="oscar@example.org", opted_out_on=date(2026, 1, 1)),
        _one(MUTE, "Maud"),
    )
    with store.transaction() as conn:
        held = community.read(conn)
        community.write(conn, replace(held, name="CPTS d’essai", coordinator="Maïwenn Fictif", code_word="menhir"))
        for person in some:
            people.put(conn, replace(person, notice_given_on=date(2026, 1, 2)), store.now())
    return Alerted(store, clock)


def _one(id: PersonId, name: str, profession: str = "infirmier", **fields: Any) -> Person:
    return a_person(name, profession, **({"id": id} | fields))
