"""Note the calls of a day that asked for an unscheduled appointment, by channel, with those nobody answered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.access.permissions import Action, require
from app.continuity.slots import checked_calls
from app.core.clock import paris_date
from app.core.errors import N_, InvalidInput
from app.store import journal, revisions, slots

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from app.access.actor import Actor
    from app.continuity.slots import DayCalls
    from app.store.database import Store


def note_calls(actor: Actor, store: Store, calls: Iterable[DayCalls]) -> None:
    """Write the calls of some channels at the revisions they were read at (0: not written yet), together.

    Raises StaleRevision, InvalidInput; nothing is then written.
    """
    require(actor, Action.RUN_CONTINUITY)
    kept, now = [checked_calls(one) for one in calls], store.now()
    for one in kept:
        if one.day > paris_date(now):
            raise InvalidInput(
                N_("Le {day} n’est pas encore passé : notez les appels du jour ou d’avant."), day=one.day
            )
    with store.transaction() as conn:
        for one in kept:
            if not slots.put_calls(conn, one):
                raise revisions.stale(conn, subject_of(one.day))
        for day in sorted({one.day for one in kept}):
            some = [one for one in kept if one.day == day]
            said = {"calls": sum(one.calls for one in some), "unanswered": sum(one.unanswered for one in some)}
            journal.write(conn, now, actor.id, "slot_calls_noted", subject_of(day), said)


def subject_of(day: date) -> str:
    """What the journal calls the calls of a day."""
    return f"calls:{day.isoformat()}"
