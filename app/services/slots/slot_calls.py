"""Note the calls of a day that asked for an unscheduled appointment, by channel, with those nobody answered."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from app.access.permissions import Action, require
from app.continuity.slots import DayCalls, checked_calls
from app.core.clock import paris_date
from app.core.errors import N_, InvalidInput
from app.store import journal, revisions, slots

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from app.access.actor import Actor
    from app.continuity.slots import Channel
    from app.store.database import Store


def note_calls(actor: Actor, store: Store, day: date, said: Mapping[Channel, tuple[int, int]], revision: int) -> None:
    """Write the calls of a civil day (Paris) by channel: how many, and how many of them nobody answered.

    ``revision``: that of the day when it was read (:func:`revision_of`). Raises StaleRevision when somebody noted some since,
    InvalidInput; nothing is then written.
    """
    require(actor, Action.RUN_CONTINUITY)
    now = store.now()
    if day > paris_date(now):
        raise InvalidInput(N_("Le {day} n’est pas encore passé : notez les appels du jour ou d’avant."), day=day)
    with store.transaction() as conn:
        held = slots.calls(conn, day, day)
        if revision_of(held) != revision:
            raise revisions.stale(conn, subject_of(day))
        known = {one.channel: one for one in held}
        typed = [
            checked_calls(replace(known.get(channel, DayCalls(day, channel, 0)), calls=calls, unanswered=unanswered))
            for channel, (calls, unanswered) in said.items()
        ]
        changed = [one for one in typed if one != known.get(one.channel) and (one.revision or one.calls)]
        for one in changed:
            slots.put_calls(conn, one)
        if changed:
            told = {"calls": sum(one.calls for one in typed), "unanswered": sum(one.unanswered for one in typed)}
            journal.write(conn, now, actor.id, "slot_calls_noted", subject_of(day), told)


def revision_of(calls: Iterable[DayCalls]) -> int:
    """The revision of a day from those of its channels: any change moves it up."""
    return sum(one.revision for one in calls)


def subject_of(day: date) -> str:
    """What the journal calls the calls of a day."""
    return f"calls:{day.isoformat()}"
