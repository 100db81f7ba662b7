"""Whose practice is whose: a professional's own is the one their sheet of the roster names, and nobody chooses it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.access.actor import Role
from app.core.errors import N_, NotAllowed, NotFound
from app.core.ids import PersonId
from app.store import people

if TYPE_CHECKING:
    from app.access.actor import Actor
    from app.core.ids import PracticeId
    from app.roster.practice import Practice
    from app.store.database import Connection


def own_practice(conn: Connection, actor: Actor) -> PracticeId | None:
    """The practice of a professional; None for any other role, and for whoever belongs to none."""
    if actor.role is not Role.PROFESSIONAL:
        return None
    person = people.find(conn, PersonId(actor.id))
    return person.practice if person and person.practice else None


def require_own_practice(conn: Connection, actor: Actor, practice_id: PracticeId) -> Practice:
    """The practice, when the actor belongs to it or coordinates. Raises NotFound, NotAllowed."""
    found = next((one for one in people.practices(conn) if one.id == practice_id), None)
    if found is None:
        raise NotFound(N_("Ce cabinet n’existe plus : rechargez la page."))
    if actor.role is Role.PROFESSIONAL and own_practice(conn, actor) != practice_id:
        raise NotAllowed(N_("Ce cabinet n’est pas le vôtre."))
    return found
