"""When people are busy elsewhere: from a calendar address or text (busy/free only), or the out-of-hours rota (PDSA).

Only intervals are kept: no title, no place, no participant ever leaves the calendar that is read.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from app.access.permissions import Action, require, require_self
from app.core.ids import PersonId
from app.core.intervals import Interval
from app.roster.importing.answers import person_finder
from app.scheduling.busy import busy_intervals
from app.scheduling.out_of_hours import busy_of_duties, read_duties
from app.services.keeping.reference import duty_hours, read_library
from app.services.mobilisation.record_answers import record_busy
from app.services.slots.remote_calendar import fetch_calendar
from app.store import answers, journal, own_data, people

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.access.actor import Actor
    from app.scheduling.out_of_hours import DutyRota
    from app.store.database import Store

HORIZON = timedelta(days=180)
"""How far ahead busy times are read."""


def paste(actor: Actor, store: Store, person_id: PersonId, ics: str | bytes, *, address: str = "") -> int:
    """Keep a calendar's busy times for the months to come; returns how many. Raises UnreadableFile, NotAllowed."""
    require_self(actor, person_id)
    now = store.now()
    intervals = busy_intervals(ics, Interval(now, now + HORIZON))
    record_busy(actor, store, person_id, intervals, address=address)
    return len(intervals)


def read_address(
    actor: Actor, store: Store, person_id: PersonId, url: str, *, fetch: Callable[[str], bytes] = fetch_calendar
) -> int:
    """Read a calendar address now and remember it; returns how many busy times.

    The coordination may, and a volunteer for themselves. Raises InvalidInput, UnreadableFile, NotAllowed.
    """
    require_self(actor, person_id)
    return paste(actor, store, person_id, fetch(url), address=url)


def forget_calendar(actor: Actor, store: Store, person_id: PersonId) -> None:
    """Forget a person's own calendar: its hours and its address. Duties that the coordination imported stay.

    The coordination may, and a volunteer for themselves. Raises NotAllowed.
    """
    require_self(actor, person_id)
    with store.transaction() as conn:
        answers.write_busy(conn, person_id, "calendar", ())
        own_data.forget_busy_address(conn, person_id)
        journal.write(conn, store.now(), actor.id, "busy_forgotten", person_id, {})


def import_duties(actor: Actor, store: Store, content: str, *, dry_run: bool = False) -> DutyRota:
    """The out-of-hours rota of a CSV: who is on duty is not free. Accepted lines replace each person's earlier duties."""
    require(actor, Action.RECORD_ANSWERS)
    with store.reading() as conn:
        find = person_finder(people.every(conn))
        usual = duty_hours(read_library(store, conn))

    def person_of(name: str) -> PersonId | None:
        found = find(name)
        return PersonId(found[0]) if len(found) == 1 else None

    rota = read_duties(content, person_of, usual)
    if not dry_run and rota.duties:
        with store.transaction() as conn:
            for person, intervals in sorted(busy_of_duties(rota.duties).items()):
                answers.write_busy(conn, person, "pdsa", intervals)
            journal.write(conn, store.now(), actor.id, "duties_imported", "pdsa", {"duties": len(rota.duties)})
    return rota
