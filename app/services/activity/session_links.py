"""The two links of a session: its lead's page, and the code at its door. The same addresses at every call."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.access.links import door_subject, lead_subject, token_of
from app.services.activity.day_rights import require_session, run_session
from app.store import journal, links

if TYPE_CHECKING:
    from app.access.actor import Actor
    from app.access.links import Subject
    from app.core.ids import SessionId
    from app.store.database import Connection, Store


@dataclass(frozen=True, slots=True)
class SessionLinks:
    """Addresses (paths when the base is empty): ``lead`` runs the session, ``door`` only notes arrivals."""

    lead: str
    door: str


def session_links(actor: Actor, store: Store, session_id: SessionId, *, base_url: str) -> SessionLinks:
    """The links of a session, made when there are none. Raises NotFound, InvalidInput, NotAllowed."""
    require_session(actor, session_id)
    with store.transaction() as conn:
        run_session(conn, session_id)
        return links_in(conn, actor, store, session_id, base_url)


def links_in(conn: Connection, actor: Actor, store: Store, session_id: SessionId, base_url: str) -> SessionLinks:
    """The same in the caller's transaction; the journal tells of those made now."""
    made = [
        links.current(conn, lead_subject(session_id)) is None,
        links.current(conn, door_subject(session_id)) is None,
    ]
    found = SessionLinks(
        _address(conn, store, lead_subject(session_id), base_url),
        _address(conn, store, door_subject(session_id), base_url),
    )
    if any(made):
        journal.write(conn, store.now(), actor.id, "session_links_made", session_id, {"links": sum(made)})
    return found


def _address(conn: Connection, store: Store, subject: Subject, base_url: str) -> str:
    key = store.folder.key("links")
    link = links.ensure(conn, key, subject, store.now())
    return f"{base_url.rstrip('/')}/p/{token_of(key, subject, link.generation)}"
