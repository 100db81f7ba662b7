"""Who answered what for the sessions to come of a centre, whose habits stand in, and who is busy. A read side."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.access.permissions import Action, require
from app.core.clock import paris_date
from app.services.rota.read_rota import read_rota

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.access.actor import Actor
    from app.core.ids import CentreId, PersonId, SessionId
    from app.roster.person import Person
    from app.scheduling.session import Session
    from app.services.rota.read_rota import RotaView
    from app.store.database import Store


@dataclass(frozen=True, slots=True)
class Availability:
    """One state of the answers. ``people`` may be asked today; ``answers`` are theirs, for ``view.upcoming`` only.

    ``habits`` are the people who answered nothing and whose usual half-days stand in, « non confirmé ».
    """

    view: RotaView
    people: tuple[Person, ...]
    answers: Mapping[tuple[PersonId, SessionId], str]
    habits: frozenset[PersonId]

    @property
    def answered(self) -> frozenset[PersonId]:
        """Who answered at least one session to come."""
        return frozenset(person for person, _session in self.answers)

    @property
    def sessions(self) -> tuple[Session, ...]:
        """The sessions to come, in time order."""
        return self.view.upcoming

    @property
    def busy(self) -> Mapping[PersonId, int]:
        """How many busy times of each person are known from now on."""
        now = self.view.horizon.now
        ahead = {
            person: len([one for one in known if one.end > now]) for person, known in self.view.horizon.busy.items()
        }
        return {person: count for person, count in ahead.items() if count}


def read_availability(actor: Actor, store: Store, centre_id: CentreId | None = None) -> Availability:
    """The answers for a centre, the first one when none is named. Raises NotFound when there is none."""
    require(actor, Action.RECORD_ANSWERS)
    view = read_rota(actor, store, centre_id)
    today = paris_date(view.horizon.now)
    people = tuple(one for one in view.horizon.people if one.is_contactable_on(today))
    ids, asked = {one.id for one in people}, {one.id for one in view.upcoming}
    answers = {key: value for key, value in view.horizon.answers.items() if key[0] in ids and key[1] in asked}
    return Availability(view, people, answers, view.on_habits if asked else frozenset())
