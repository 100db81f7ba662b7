"""A volunteer who was never handed a calendar makes their own, from their page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.access.links import person_subject
from app.access.permissions import require_self
from app.store import journal, links

if TYPE_CHECKING:
    from app.access.actor import Actor
    from app.core.ids import PersonId
    from app.store.database import Store


def subscribe_self(actor: Actor, store: Store, person_id: PersonId) -> None:
    """Make sure that the person has a calendar; harmless when they have one. Raises NotAllowed."""
    require_self(actor, person_id)
    subject, now = person_subject(person_id), store.now()
    with store.transaction() as conn:
        if links.current(conn, subject) is None:
            links.ensure(conn, store.folder.key("links"), subject, now)
            journal.write(conn, now, actor.id, "link.made", person_id, {"scope": subject.scope.value})
