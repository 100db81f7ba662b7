"""A centre to be polled: people who can be reached, a clock that moves, and what was put on its way to them."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from app.core.clock import fixed_clock
from app.mobilisation.message import MessageState
from app.roster.person import Person
from app.services.mobilisation.open_poll import PollRequest, open_poll
from app.services.rota.read_rota import read_rota
from app.store import messages, preferences, solicitations
from app.store.database import Store
from tests.builders import COORDINATOR, a_centre, a_person, a_store, some_people
from tests.mobilisation.builders import paris

if TYPE_CHECKING:
    from pathlib import Path

    from app.core.ids import CentreId, PersonId
    from app.mobilisation.outbox import Queued
    from app.mobilisation.preferences import Preferences
    from app.scheduling.session import Session

SATURDAY_NOON = paris(2026, 11, 28, 12)
"""The usual close: before the first session, on Monday 30 November."""

NURSES = ("Bleuenn", "Corentin", "Denez", "Enora")


def a_polled_store(folder: Path, *, days: int = 1) -> tuple[Store, CentreId, dict[str, Person]]:
    """A centre open from Monday, a physician and four nurses with an e-mail address; Thursday, 17:00 in Paris."""
    store = a_store(folder)
    centre = a_centre(store, days=days)
    team = {"Anne": with_email("Anne", "medecin"), **{name: with_email(name) for name in NURSES}}
    some_people(store, *team.values())
    return store, centre, team


def with_email(name: str, profession: str | None = "infirmier", **fields: Any) -> Person:
    """Someone who can be written to."""
    return a_person(name, profession, **{"email": f"{name.lower()}@example.org", **fields})


def at(store: Store, instant: datetime) -> Store:
    """The same folder at another hour."""
    return Store(store.folder, fixed_clock(instant))


def sessions_of(store: Store, centre: CentreId) -> tuple[Session, ...]:
    return read_rota(COORDINATOR, store, centre).sessions


def a_request(store: Store, centre: CentreId, closes_at: datetime = SATURDAY_NOON, **fields: Any) -> PollRequest:
    """All sessions of the centre, everyone."""
    ids = tuple(session.id for session in sessions_of(store, centre))
    return PollRequest(**{"centre_id": centre, "session_ids": ids, "closes_at": closes_at, **fields})


def a_running_poll(store: Store, centre: CentreId, closes_at: datetime = SATURDAY_NOON, **fields: Any) -> str:
    """Opened over all sessions."""
    return open_poll(COORDINATOR, store, a_request(store, centre, closes_at, **fields))


def wish(store: Store, person: PersonId, wishes: Preferences) -> None:
    with store.transaction() as conn:
        preferences.put(conn, person, wishes, store.now())


def posted(store: Store, poll_id: str) -> list[Queued]:
    """The poll's messages, oldest first."""
    with store.reading() as conn:
        return messages.about(conn, poll_id)


def waiting(store: Store, poll_id: str) -> list[PersonId]:
    """Who still is to receive a message of the poll."""
    return [one.message.recipient for one in posted(store, poll_id) if one.message.state is MessageState.QUEUED]


def requests(store: Store) -> list[tuple[str, datetime, str]]:
    """(person, instant, kind) of everything asked so far."""
    with store.reading() as conn:
        return [(one.person, one.at, one.ask.value) for one in solicitations.since(conn, datetime.min.replace(tzinfo=store.now().tzinfo, year=2000))]  # fmt: skip
