"""What moving a session would do to whoever holds its seats, said before it is moved. A read side: nothing is written."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from app.access.permissions import Action, require
from app.core.errors import N_
from app.scheduling.capacity import is_held
from app.scheduling.warnings import WarningCode, warnings_for
from app.services.keeping.reference import read_library
from app.services.rota.change_session import at_other_hours
from app.services.world.live_rules import rota_context
from app.services.world.read_horizon import read_horizon
from app.words import _, ngettext

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import date, time

    from app.access.actor import Actor
    from app.core.ids import PersonId, SessionId
    from app.roster.person import Person
    from app.scheduling.session import Seat
    from app.scheduling.warnings import RotaContext, RotaWarning
    from app.store.database import Store

OF_HOURS = {
    WarningCode.DOUBLE_BOOKING: N_("attendus à deux endroits à la fois"),
    WarningCode.OTHER_CENTRE: N_("dans un autre centre ce jour-là"),
    WarningCode.REST: N_("pas assez de repos"),
    WarningCode.WEEKLY_CAP: N_("trop de séances dans la semaine"),
    WarningCode.DAILY_CAP: N_("trop de séances dans la journée"),
    WarningCode.BUSY: N_("pris ailleurs"),
}
"""The rules that hours can break, the most serious first; the others looked at who holds the seat, and still hold."""

MOST_NAMES = 8
"""Names in the sentence; the others are counted."""


@dataclass(frozen=True, slots=True)
class MoveConflicts:
    """Who a move would put in difficulty: (the most serious rule broken, name as the rota says it), by rule then
    name."""

    found: tuple[tuple[WarningCode, str], ...] = ()

    @property
    def sentence(self) -> str:
        """« Ce déplacement gênerait 2 personnes : attendus à deux endroits à la fois (Anne F., Denez F.). » Empty when
        nobody is."""
        if not self.found:
            return ""
        said = [
            _("{trouble} ({names})").format(trouble=_(words), names=", ".join(names))
            for code, words in OF_HOURS.items()
            if (names := [name for one, name in self.found[:MOST_NAMES] if one is code])
        ]
        if (left := len(self.found) - MOST_NAMES) > 0:
            said.append(ngettext("et {n} autre", "et {n} autres", left).format(n=left))
        told = ngettext(
            "Ce déplacement gênerait {n} personne : {troubles}.",
            "Ce déplacement gênerait {n} personnes : {troubles}.",
            len(self.found),
        )
        return told.format(n=len(self.found), troubles=", ".join(said))


def read_move_conflicts(
    actor: Actor, store: Store, session_id: SessionId, day: date, starts: time, ends: time
) -> MoveConflicts:
    """The rules of the rota that these hours (Paris) would newly break for the holders of a session's seats, live or in
    the draft; what they break already is not the move's doing.

    Nobody for a session begun over a week ago, which no rule looks at any more. Raises InvalidInput as the move would.
    """
    require(actor, Action.SET_UP_CENTRE)
    with store.reading() as conn:
        horizon, library = read_horizon(store, conn), read_library(store, conn)
        session = next((one for one in horizon.sessions if one.id == session_id), None)
        if session is None:
            return MoveConflicts()
        moved = at_other_hours(session, day, starts, ends, horizon.now)
        stand = [rota_context(conn, horizon, library, tuple(seats)) for seats in (horizon.seats, horizon.drafted())]
    people = {person.id: person for person in horizon.people}
    broken: dict[PersonId, WarningCode] = {}
    order = list(OF_HOURS)
    for context in stand:
        after = replace(context, sessions={**context.sessions, session_id: moved})
        known = {_what(one) for one in _of_hours(session_id, context, people)}
        for one in _of_hours(session_id, after, people):
            if _what(one) not in known:
                broken[one.person_id] = min(broken.get(one.person_id, one.code), one.code, key=order.index)
    return _named(broken, stand[0].name)


def _of_hours(session_id: SessionId, context: RotaContext, people: dict[PersonId, Person]) -> Iterator[RotaWarning]:
    seats: Sequence[Seat] = context.seats
    for seat in seats:
        holder = people.get(seat.holder.person_id) if seat.holder.person_id else None
        if seat.session_id == session_id and holder is not None and is_held(seat):
            yield from (one for one in warnings_for(seat, holder, context) if one.code in OF_HOURS)


def _what(warning: RotaWarning) -> tuple[PersonId, WarningCode, str]:
    return warning.person_id, warning.code, warning.sentence


def _named(broken: dict[PersonId, WarningCode], name: Callable[[str], str]) -> MoveConflicts:
    order = list(OF_HOURS)
    rows = [(code, name(person)) for person, code in broken.items()]
    return MoveConflicts(tuple(sorted(rows, key=lambda row: (order.index(row[0]), row[1]))))
