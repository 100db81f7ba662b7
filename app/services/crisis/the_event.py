"""The event a service acts on, at the revision its screen showed; and what its trace says of an authority's word."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.core.errors import N_, NotFound, RuleRefusal
from app.services.crisis.write_to_partner import EXERCISE
from app.store import events, revisions
from app.words import _

if TYPE_CHECKING:
    from app.response.event import Event
    from app.store.database import Connection


def the_event(conn: Connection, event_id: str, revision: int | None = None) -> Event:
    """The event. Raises NotFound, and StaleRevision saying what changed when it is not at ``revision`` any more."""
    event = events.find(conn, event_id)
    if event is None:
        raise NotFound(N_("Cet événement n’existe plus. Rechargez la page."))
    if revision is not None and event.revision != revision:
        raise revisions.stale(conn, event_id)
    return event


def open_event_of(conn: Connection, event_id: str) -> Event:
    """The event, which goes on. Raises RuleRefusal once it is stood down, NotFound."""
    event = the_event(conn, event_id)
    if not event.is_open:
        raise RuleRefusal(N_("Cet événement est levé : rouvrez-le d’abord, ou ouvrez-en un autre."))
    return event


def marked(event: Event | None, text: str) -> str:
    """``text``, behind the three words when the event is played."""
    return f"{_(EXERCISE)} — {text}" if event is not None and event.is_exercise else text
