"""What a centre's rota takes from ordinary care, before it is published: day by day, needs that would wait too long.

Somebody on a seat is away from their practice from their first seat of the day to their last, a meal break included. Their
colleagues keep what they can; the engine says who takes the rest over, or that nobody does.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING

from app.access.permissions import Action, may
from app.continuity.band import NOBODY, Band
from app.continuity.closure import Away, absences
from app.continuity.left_without import who_is_left
from app.continuity.overview import Basis
from app.continuity.situation import Situation
from app.continuity.unsigned import Unsigned, unsigned_of
from app.core.clock import paris_date, paris_instant
from app.scheduling.capacity import is_held
from app.services.continuity.continuity_scene import at_work, scene
from app.services.continuity.continuity_view import is_live
from app.services.continuity.known_needs import known_needs
from app.services.continuity.masked_care import masked_care
from app.services.continuity.read_categories import categories_of, continuity_rules
from app.services.keeping.reference import read_library
from app.store import community, people

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from app.access.actor import Actor
    from app.continuity.care_need import CareNeed
    from app.continuity.care_table import CareTable
    from app.continuity.category import Category
    from app.continuity.left_without import Outcome
    from app.continuity.situation import Absence
    from app.core.ids import PersonId, PracticeId, SessionId
    from app.scheduling.session import Seat, Session
    from app.services.continuity.continuity_scene import Scene
    from app.store.database import Connection, Store

MEAL = timedelta(hours=2)
"""Between two seats of a day, a break this long takes nobody back to their round (design choice)."""


@dataclass(frozen=True, slots=True)
class RotaDay:
    """One civil day: practices that give people and could keep somebody waiting; needs that would wait too long, taken over or not.

    Where numbers are hidden (:attr:`RotaCare.hidden_below`) both read from none to all that the masked lists give those practices.
    """

    day: date
    practices: tuple[str, ...]
    relayed: Band
    uncovered: Band


@dataclass(frozen=True, slots=True)
class RotaCare:
    """What it comes to. ``days``: those on which some need would wait too long; ``unread``: needs no key opens, not counted."""

    basis: Basis
    days: tuple[RotaDay, ...] = ()
    unread: int = 0
    hidden_below: int = 0
    """Where numbers are hidden: days with fewer needs, and practices with fewer that press, are not told. 0: nothing is hidden."""
    unsigned: Unsigned | None = None
    """Categories counted in it whose limit no physician answers for."""

    @property
    def uncovered(self) -> Band:
        """Over all days: one need may count once a day."""
        return sum((one.uncovered for one in self.days), NOBODY)


def care_taken(
    conn: Connection, store: Store, actor: Actor, seats: Iterable[Seat], sessions: Mapping[SessionId, Session]
) -> RotaCare:
    """What seats to come take from ordinary care, on top of what is known to fail on those days."""
    now, held = store.now(), people.every(conn)
    practice_of = {one.id: one.practice for one in held if one.practice is not None and at_work(one)}
    spans = _spans(seats, sessions, practice_of, now)
    if not spans:
        return RotaCare(Basis.REGISTER)
    first, last = min(one for one, _end, _who in spans), max(end for _start, end, _who in spans)
    stage = scene(conn, store, first, until=last)
    known = known_needs(conn, store, stage.territory.categories, now)
    days = _by_day(spans, practice_of, stage.members)
    found = [_Day(day, away, stage, known.needs) for day, away in sorted(days.items())]
    exact = may(actor, Action.RUN_CONTINUITY) and _may_be_exact(conn, store, now)
    least = 0 if exact else continuity_rules(read_library(store, conn))["masking_threshold"]
    care = None if exact else masked_care(conn, store, now).table
    told = [one.told(care, least) for one in found if one.needs]
    unread = sum(one.needs for one in known.unreadable)
    views = categories_of(conn, read_library(store, conn))
    counted = {need.category for one in found for need in one.needs}
    return RotaCare(
        known.basis,
        tuple(one for one in told if one),
        unread,
        least,
        unsigned_of(views, {}, counted if community.read(conn).demonstration else views) if any(told) else None,
    )


def _may_be_exact(conn: Connection, store: Store, now: datetime) -> bool:
    return community.read(conn).demonstration or is_live(conn, scene(conn, store, now).situation, now, exercise=False)


Span = tuple[datetime, datetime, "PersonId"]


def _spans(
    seats: Iterable[Seat],
    sessions: Mapping[SessionId, Session],
    practice_of: Mapping[PersonId, PracticeId],
    now: datetime,
) -> list[Span]:
    """When each person is away, seats of a day joined over the meal; what is past takes nothing any more."""
    by_person: dict[PersonId, list[tuple[datetime, datetime]]] = defaultdict(list)
    for seat in seats:
        session, who = sessions.get(seat.session_id), seat.holder.person_id
        if session is not None and who is not None and who in practice_of and is_held(seat) and session.ends_at > now:
            by_person[who].append((session.starts_at, session.ends_at))
    return [(start, end, who) for who, held in sorted(by_person.items()) for start, end in _joined(sorted(held))]


def _joined(held: Sequence[tuple[datetime, datetime]]) -> Iterator[tuple[datetime, datetime]]:
    start, end = held[0]
    for one, other in held[1:]:
        if one - end > MEAL:
            yield start, end
            start, end = one, other
        end = max(end, other)
    yield start, end


def _by_day(
    spans: Iterable[Span], practice_of: Mapping[PersonId, PracticeId], members: Mapping[PracticeId, int]
) -> dict[date, list[Away]]:
    days: dict[date, list[Away]] = defaultdict(list)
    for start, end, who in spans:
        practice = practice_of[who]
        days[paris_date(start)].append(Away(practice, start, end, Fraction(1, max(members.get(practice, 0), 1))))
    return days


class _Day:
    """One day of the rota: who is away, and the needs of practices where some could wait too long."""

    def __init__(self, day: date, away: list[Away], stage: Scene, needs: Sequence[CareNeed]) -> None:
        self.day, self._stage = day, stage
        self._start, self._end = paris_instant(day, time(0)), paris_instant(day + timedelta(days=1), time(0))
        self._fails = [one for one in stage.situation.absences if _meets(one, self._start, self._end)]
        already = [Away(one.practice, one.starts_at, one.ends_at, one.share) for one in self._fails]
        self._missing = absences([*already, *away])
        spans = _whole_spans(away)
        self._pressing = Counter(
            one.practice
            for one in needs
            if one.practice in spans and _limit(one, stage.territory.categories) < spans[one.practice]
        )
        # All needs of those practices: their colleagues keep the most pressing first.
        self.needs = [one for one in needs if one.practice in self._pressing]

    def told(self, care: CareTable | None, least: int) -> RotaDay | None:
        """The day in numbers; None when nothing waits too long because of it, or for fewer than ``least``.

        ``care``: the masked lists, which say all that may be told of a practice; None where its numbers may be read.
        """
        after = self._outcome(self._missing)
        before = self._outcome(tuple(self._fails)) if self._fails or self._stage.situation.cuts else None
        relayed = max(0, after.relayed - (before.relayed if before else 0))
        uncovered = max(0, after.uncovered - (before.uncovered if before else 0))
        practices = [one for one, needs in sorted(self._pressing.items()) if needs >= least]
        if relayed + uncovered < max(least, 1) or not practices:
            return None
        names = {one.id: one.name for one in self._stage.practices}
        band = Band(0, sum(care.practice_band(one).high for one in practices)) if care else None
        return RotaDay(
            self.day,
            tuple(names.get(one, "") for one in practices),
            band or Band(relayed, relayed),
            band or Band(uncovered, uncovered),
        )

    def _outcome(self, missing: tuple[Absence, ...]) -> Outcome:
        situation = Situation(self._start, self._end, missing, self._stage.situation.cuts)
        return who_is_left(self.needs, self._stage.territory, situation)


def _whole_spans(away: Iterable[Away]) -> dict[PracticeId, timedelta]:
    """How long each practice lacks somebody, from the first to leave to the last to come back."""
    starts: dict[PracticeId, datetime] = {}
    ends: dict[PracticeId, datetime] = {}
    for one in away:
        assert one.ends_at is not None
        starts[one.practice] = min(starts.get(one.practice, one.starts_at), one.starts_at)
        ends[one.practice] = max(ends.get(one.practice, one.ends_at), one.ends_at)
    return {practice: ends[practice] - starts[practice] for practice in starts}


def _limit(need: CareNeed, categories: Mapping[str, Category]) -> timedelta:
    category = categories.get(need.category)
    usual = category.max_interruption_hours if category else 0
    return timedelta(hours=usual if need.max_interruption_hours is None else need.max_interruption_hours)


def _meets(one: Absence, start: datetime, end: datetime) -> bool:
    return one.starts_at < end and (one.ends_at is None or start < one.ends_at)
