"""The one table of who may do what. Services check it; the navigation mirrors it."""

from __future__ import annotations

from enum import StrEnum

from app.access.actor import Actor, Role
from app.core.errors import N_, NotAllowed


class Action(StrEnum):
    """A thing that can be done, named as the service that does it."""

    READ_ROSTER = "read_roster"
    IMPORT_ROSTER = "import_roster"
    SET_UP_CENTRE = "set_up_centre"
    RECORD_ANSWERS = "record_answers"
    STAFF_ROTA = "staff_rota"
    PUBLISH_ROTA = "publish_rota"
    MANAGE_LINKS = "manage_links"
    EDIT_REFERENCE = "edit_reference"
    READ_ROTA = "read_rota"


_EVERYONE_INSIDE = frozenset(Role) - {Role.PROFESSIONAL}
_COORDINATORS = frozenset({Role.ADMINISTRATION, Role.COORDINATION})
_CELL = _COORDINATORS | {Role.CRISIS_CELL}

ALLOWED: dict[Action, frozenset[Role]] = {
    Action.READ_ROSTER: _CELL,
    Action.IMPORT_ROSTER: _COORDINATORS,
    Action.SET_UP_CENTRE: _CELL,
    Action.RECORD_ANSWERS: _CELL,
    Action.STAFF_ROTA: _CELL,
    Action.PUBLISH_ROTA: _CELL,
    Action.MANAGE_LINKS: _COORDINATORS,
    Action.EDIT_REFERENCE: _COORDINATORS,
    Action.READ_ROTA: _EVERYONE_INSIDE,
}


def require(actor: Actor, action: Action) -> None:
    """Pass when the actor's role allows the action; raise NotAllowed with a sentence otherwise."""
    if actor.role not in ALLOWED[action]:
        raise NotAllowed(
            N_("Votre rôle ne permet pas cette action. Demandez à la coordination de la faire ou d’élargir vos droits.")
        )
