"""Whose slots somebody may keep: the cell everyone's, a professional those of their own practice or their own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.access.actor import Role
from app.core.errors import N_, InvalidInput, NotAllowed
from app.core.ids import PersonId
from app.store import people

if TYPE_CHECKING:
    from app.access.actor import Actor
    from app.continuity.slots import Slot, SlotSeries
    from app.core.ids import PracticeId
    from app.store.database import Connection

_NOT_YOURS = N_("Ces créneaux ne sont pas ceux de votre cabinet : demandez à la coordination.")


@dataclass(frozen=True, slots=True)
class Own:
    """What a professional keeps: ``person`` is themselves, ``practice`` theirs, if any."""

    person: PersonId
    practice: PracticeId | None

    def holds(self, one: Slot | SlotSeries) -> bool:
        """Whether a slot or a series is theirs: of their practice, or their own where there is no practice."""
        if one.practice or one.site:
            return one.practice is not None and one.practice == self.practice
        return one.person == self.person


def own_of(conn: Connection, actor: Actor) -> Own | None:
    """What the actor keeps when they keep only their own; None for whoever keeps everyone's."""
    if actor.role is not Role.PROFESSIONAL:
        return None
    person = people.find(conn, PersonId(actor.id))
    return Own(PersonId(actor.id), person.practice if person else None)


def require_own(conn: Connection, actor: Actor, one: Slot | SlotSeries) -> None:
    """Pass when the actor may keep this slot or series. Raises NotAllowed."""
    own = own_of(conn, actor)
    if own is not None and not own.holds(one):
        raise NotAllowed(_NOT_YOURS)


def require_known(conn: Connection, one: Slot | SlotSeries) -> None:
    """Pass when practice, establishment and person exist, and the person works in that practice. Raises InvalidInput."""
    known = {practice.id for practice in people.practices(conn)}
    if one.practice and one.practice not in known:
        raise InvalidInput(N_("Ce cabinet n’est plus dans l’annuaire : choisissez-en un autre."))
    if one.site and one.site not in {site.id for site in people.sites(conn)}:
        raise InvalidInput(N_("Cet établissement n’est plus dans l’annuaire : choisissez-en un autre."))
    person = people.find(conn, one.person) if one.person else None
    if one.person and (person is None or (one.practice and person.practice != one.practice)):
        raise InvalidInput(N_("Cette personne ne travaille pas dans ce cabinet : choisissez-en une autre."))
