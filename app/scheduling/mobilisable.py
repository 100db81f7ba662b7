"""Who could come within so many hours: free by an answer or a habit, soon enough, and not taken elsewhere. Counts of people,
by whoever asks; nothing here knows roles or names.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from app.core.clock import PARIS
from app.core.intervals import Interval
from app.roster.person import HalfDay, HalfDayPart

if TYPE_CHECKING:
    from app.core.ids import PersonId, SessionId
    from app.roster.person import Person
    from app.scheduling.session import Seat, Session

HORIZONS = (1, 3, 12, 24)
"""Hours within which a health crisis asks for people: T+1, T+3, T+12 and T+24 h (DESIGN, UI: évènement)."""

UNKNOWN_DELAY = 24
"""Hours counted for someone who never said how soon they can come: not promised any earlier."""

MORNING, AFTERNOON = (time(8), time(13)), (time(13), time(18, 30))
"""What a usual half-day is worth when nobody asked for an exact session (wall times in Paris, indicative)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What is known of people's time around ``now``: sessions with the answers to them, seats held, busy hours."""

    now: datetime
    sessions: Mapping[SessionId, Session]
    answers: Mapping[tuple[PersonId, SessionId], str]
    seats: Sequence[Seat]
    busy: Mapping[PersonId, Sequence[Interval]]


def mobilisable(people: Iterable[Person], known: Known) -> dict[int, frozenset[PersonId]]:
    """For each of :data:`HORIZONS`, those who have a free moment between their delay to mobilise and that hour.

    Free: an answer « oui » or « si besoin » covers it, or a usual half-day does and no « non » was said of that time; and
    no seat, duty or busy calendar takes it. Whoever counts at an hour counts at every later one.
    """
    given = _answers_by_person(known)
    taken = _taken(known)
    moments = {
        person.id: list(_free(person, known, given.get(person.id, ()), taken.get(person.id, ()))) for person in people
    }
    delays = {p.id: _hours(p.delay_to_mobilise_hours) for p in people}
    return {
        hours: frozenset(
            id
            for id, free in moments.items()
            if delays[id] <= timedelta(hours=hours)
            and any(_meets(one, known.now + delays[id], known.now + timedelta(hours=hours)) for one in free)
        )
        for hours in HORIZONS
    }


def _hours(delay: int | None) -> timedelta:
    return timedelta(hours=UNKNOWN_DELAY if delay is None else delay)


def _meets(free: Interval, earliest: datetime, latest: datetime) -> bool:
    """Whether some of ``free`` lies from ``earliest`` to ``latest``, ends included."""
    return free.start <= latest and earliest < free.end


def _answers_by_person(known: Known) -> dict[PersonId, list[tuple[Interval, str]]]:
    found: dict[PersonId, list[tuple[Interval, str]]] = {}
    for (person, session_id), value in known.answers.items():
        session = known.sessions.get(session_id)
        if session is not None:
            found.setdefault(person, []).append((Interval(session.starts_at, session.ends_at), value))
    return found


def _taken(known: Known) -> dict[PersonId, list[Interval]]:
    taken = {person: list(intervals) for person, intervals in known.busy.items()}
    for seat in known.seats:
        session = known.sessions.get(seat.session_id)
        if seat.holder.person_id is not None and session is not None:
            taken.setdefault(seat.holder.person_id, []).append(Interval(session.starts_at, session.ends_at))
    return taken


def _free(
    person: Person, known: Known, given: Sequence[tuple[Interval, str]], taken: Sequence[Interval]
) -> Iterator[Interval]:
    refused = [interval for interval, value in given if value == "no"]
    for interval, value in given:
        if value != "no" and not any(interval.overlaps(one) for one in taken):
            yield interval
    for interval in _usual(person, known.now):
        if not any(interval.overlaps(one) for one in (*taken, *refused)):
            yield interval


def _usual(person: Person, now: datetime) -> Iterator[Interval]:
    """The person's usual half-days of today and tomorrow."""
    today = now.astimezone(PARIS).date()
    for day in (today, today + timedelta(days=1)):
        for part, (starts, ends) in ((HalfDayPart.AM, MORNING), (HalfDayPart.PM, AFTERNOON)):
            if HalfDay(day.weekday(), part) in person.usual_half_days:
                yield Interval(datetime.combine(day, starts, PARIS), datetime.combine(day, ends, PARIS))
