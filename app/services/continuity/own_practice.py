"""Whose practice is whose: a professional's own is the one their sheet of the roster names, and nobody chooses it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.access.actor import Role
from app.access.permissions import Action, require
from app.core.errors import N_, NotAllowed, NotFound, RuleRefusal
from app.core.ids import PersonId
from app.services.continuity.care_mode import require_place_for
from app.store import people

if TYPE_CHECKING:
    from app.access.actor import Actor
    from app.core.ids import PracticeId
    from app.roster.practice import Practice
    from app.store.database import Connection, Store


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


def why_no_place(actor: Actor, store: Store, practice_id: PracticeId) -> RuleRefusal | None:
    """Why no need of this practice may be noted today (nothing declared for it); None when it may. Raises NotAllowed."""
    require(actor, Action.RECORD_NEEDS)
    with store.reading() as conn:
        require_own_practice(conn, actor, practice_id)
        try:
            require_place_for(conn, practice_id, store.now())
        except RuleRefusal as refusal:
            return refusal
    return None
