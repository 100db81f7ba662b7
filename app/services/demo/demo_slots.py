"""The demonstration’s unscheduled care: twenty places a day in five practices, 59 % taken over the last four weeks, and calls.

Places and use are those of a community's summer (DOMAIN § 7); practices, hours and patients' requests are fictional, from a seed.
"""

from __future__ import annotations

import random
from datetime import date, time, timedelta
from typing import TYPE_CHECKING

from app.access.permissions import Action, require
from app.continuity.slots import DAYS_AHEAD, Booking, Channel, DayCalls, ForWhom, SlotSeries, slots_of
from app.core.ids import PracticeId, new_id
from app.services.continuity.continuity_scene import at_work
from app.store import journal, people, slots

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from app.access.actor import Actor
    from app.continuity.slots import Slot
    from app.store.database import Connection, Store

SEED = 20261126
PAST_DAYS = 28
PLACES, USED = 4, 0.59
"""Places of a practice a day; the part of them that is taken."""
PHYSICIAN = "medecin"
HOURS = ((10, 11), (11, 12), (14, 15), (16, 17), (18, 19))
WHOM = (ForWhom.ANY, ForWhom.WITHOUT_GP, ForWhom.ANY, ForWhom.WITHOUT_GP, ForWhom.WITH_GP)
SENT_BY = {
    Channel.SAS: 45,
    Channel.NIGHT_LINE: 8,
    Channel.PRACTICE: 28,
    Channel.PHARMACY: 11,
    Channel.EMERGENCY: 8,
}
WAITS = ((1, 12, 46), (12, 36, 38), (36, 48, 8), (48, 96, 8))
"""Hours from a request to the appointment, at least and at most, and how many of a hundred wait so."""
CAME = 0.93
COMING = {0: 9, 1: 7, 2: 3}
"""Places already taken today, tomorrow and the day after."""
WORKING_DAYS, MONDAY = 5, 0
"""People who waited over the week-end ring on Mondays."""


def fill(actor: Actor, store: Store, today: date) -> None:
    """Keep slots in the first five practices of physicians by name; nothing where there is none."""
    require(actor, Action.KEEP_SLOTS)
    drawn = random.Random(f"{SEED}{today.isoformat()}")
    now = store.now()
    with store.transaction() as conn:
        held = [_series(one, rank, today) for rank, one in enumerate(_practices(conn)[: len(HOURS)])]
        days: dict[date, list[Slot]] = {}
        for one in held:
            slots.insert_series(conn, one)
            written = list(slots_of(one, one.from_day, today + timedelta(days=DAYS_AHEAD), now))
            slots.insert(conn, written)
            for slot in written:
                days.setdefault(slot.day, []).append(slot)
            journal.write(conn, now, actor.id, "slot_series_opened", one.id, {"slots": len(written), "places": PLACES})
        for booking in _bookings(days, today, now, drawn):
            slots.book(conn, booking, actor.id)
        for calls in _calls(sorted(day for day in days if day < today), drawn):
            slots.put_calls(conn, calls)


def _practices(conn: Connection) -> list[PracticeId]:
    works = {one.practice for one in people.every(conn) if at_work(one) and one.profession == PHYSICIAN}
    return [one.id for one in people.practices(conn) if one.id in works]


def _series(practice: PracticeId, rank: int, today: date) -> SlotSeries:
    starts, ends = HOURS[rank]
    return SlotSeries(
        id=new_id(),
        practice=practice,
        weekdays=frozenset(range(WORKING_DAYS)),
        starts=time(starts),
        ends=time(ends),
        places=PLACES,
        for_whom=WHOM[rank],
        paid=rank != len(HOURS) - 1,
        from_day=today - timedelta(days=PAST_DAYS),
    )


def _bookings(days: dict[date, list[Slot]], today: date, now: datetime, drawn: random.Random) -> list[Booking]:
    """Past days share out 59 % of their places, as evenly as whole patients allow; the next ones have a few."""
    found: list[Booking] = []
    owed = 0.0
    coming = sorted(day for day in days if day >= today)[: len(COMING)]
    for day, held in sorted(days.items()):
        places = [slot for slot in held for _place in range(slot.places)]
        if day < today:
            owed += USED * len(places)
            taken = round(owed)
            owed -= taken
        else:
            taken = COMING[coming.index(day)] * len(places) // (PLACES * len(HOURS)) if day in coming else 0
        for slot in sorted(drawn.sample(places, taken), key=lambda slot: (slot.starts_at, slot.id)):
            found.append(_booking(slot, now, drawn))
    return found


def _booking(slot: Slot, now: datetime, drawn: random.Random) -> Booking:
    least, most = drawn.choices([(least, most) for least, most, _share in WAITS], [share for *_h, share in WAITS])[0]
    asked_at = min(slot.starts_at - timedelta(minutes=drawn.randint(least * 60, most * 60)), now)
    came = drawn.random() < CAME if slot.ends_at <= now else None
    channel = drawn.choices(list(SENT_BY), list(SENT_BY.values()))[0]
    return Booking(id=new_id(), slot=slot.id, channel=channel, asked_at=asked_at, booked_at=asked_at, came=came)


def _calls(days: Sequence[date], drawn: random.Random) -> list[DayCalls]:
    found = []
    for day in days:
        monday = 6 if day.weekday() == MONDAY else 0
        for channel, weight in SENT_BY.items():
            calls = max(1, round(weight * 0.4) + drawn.randint(-2, 3) + monday)
            found.append(DayCalls(day, channel, calls, drawn.randint(0, calls // 6)))
    return found
