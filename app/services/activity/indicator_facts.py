"""What indicators count over a period, read from everything the folder holds. SQL stays in the store, figures in ``app.indicators``."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from app.activity.attendance import Origin, standing, worked
from app.continuity.slot_figures import figures
from app.drills.drill import LineName
from app.drills.kept_report import read_kept
from app.indicators.facts import Asked, Expected, Facts, Fees, Present, Relayed
from app.network.masking import mask
from app.response.plan_typologies import typologies_written
from app.roster.masked import without_name
from app.scheduling.capacity import Throughput, filled_of_seats, session_capacity
from app.scheduling.session import SessionState
from app.services.activity.payable import vacations_between
from app.services.continuity.read_categories import continuity_rules
from app.services.keeping.reference import centre_template
from app.store import (
    attendance,
    centres,
    counts,
    doses,
    exercises,
    flashes,
    hand_overs,
    laboratory_runs,
    people,
    plans,
    seats,
    sessions,
    slots,
    staffing_requests,
    surveys,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping
    from datetime import date, datetime

    from app.continuity.slot_figures import SlotFigures
    from app.core.ids import PersonId, SessionId
    from app.core.intervals import Interval
    from app.indicators.periods import Period
    from app.library import Library
    from app.network.masking import Key
    from app.response.plan import PlanVersion
    from app.roster.person import Person
    from app.scheduling.capacity import SessionCapacity
    from app.scheduling.centre import Centre
    from app.scheduling.session import Need, Seat, Session
    from app.store.database import Connection


def read_facts(conn: Connection, library: Library, period: Period, now: datetime) -> Facts:
    """Everything counted of one period, as it stands at ``now``."""
    span = period.interval
    played = staffing_requests.played_sessions(conn)
    opened = tuple(
        one
        for one in sessions.between(conn, span.start, span.end)
        if one.state is not SessionState.DRAFT and one.id not in played
    )
    ids = {one.id for one in opened}
    live = tuple(seat for seat in seats.between(conn, span.start, span.end) if seat.session_id in ids)
    roster = people.every(conn)
    expected, present = _sheets(conn, span, {one.id: one for one in opened})
    polls, calls = counts.polls(conn, span.start, span.end), counts.call_outs(conn, span.start, span.end)
    plan = _plan_in_force(conn, span.end)
    return Facts(
        plan_number=plan.number if plan else None,
        typologies=typologies_written(plan) if plan else frozenset(),
        people=tuple(map(without_name, roster)),
        sessions=opened,
        seats=live,
        confirmed=counts.confirmed_seats(conn, span.start, span.end),
        capacities=_capacities(conn, library, span, opened, live),
        expected=expected,
        present=present,
        injected={id: count for id, count in _injected(conn, span).items() if id not in played},
        by_group={
            key: count for key, count in doses.groups_between(conn, span.start, span.end).items() if key[0] not in played
        },
        allotted=_allotted(conn, period),
        polls=Asked(sum(one.people for one in polls), sum(one.answered for one in polls)),
        calls=Asked(sum(one.people for one in calls), sum(one.answered for one in calls)),
        delays=tuple(counts.fill_delays(conn, span.start, span.end)),
        solicitations=counts.solicitations(conn, span.start, span.end),
        contactable=sum(one.is_contactable_on(period.last) for one in roster),
        messages=sum(counts.messages_gone(conn, span.start, span.end).values()),
        fees=_fees(conn, library, span, {one.id: one for one in roster}),
        satisfaction=Counter(one["mark"] for one in surveys.answers(conn, surveys.SATISFACTION, period.first, period.last)),
        fatigue=Counter(surveys.answers(conn, surveys.FATIGUE, period.first, period.last)),
        responders=_responders(present, counts.crisis_sessions(conn, span.start, span.end)),
        relayed=_relayed(conn, library, span),
        slots=_slots(conn, library, period, now),
        trainings=tuple(counts.trainings_held(conn, period.first, period.last)),
        covered=_covered(conn, span),
        exercises=_exercises(conn, span),
        communications=counts.told_of_crises(conn, period.first, period.last)
        + counts.said_to_others(conn, span.start, span.end),
    )  # fmt: skip


def _relayed(conn: Connection, library: Library, span: Interval) -> Relayed | None:
    """Needs for which a relay was asked, each once, and those visited: masked together, as whatever is shared."""
    found: dict[str, bool] = {}
    for one in hand_overs.between(conn, span.start, span.end):
        found[one.need] = found.get(one.need, False) or one.first_visit_at is not None
    if not found:
        return None
    cells: dict[Key, int] = {("visited",): sum(found.values()), ("not visited",): len(found) - sum(found.values())}
    every = frozenset(cells)
    told = mask(cells, [every], continuity_rules(library)["masking_threshold"])
    return Relayed(told.sum(every), told.cell(("visited",)))


def _slots(conn: Connection, library: Library, period: Period, now: datetime) -> SlotFigures | None:
    held = slots.between(conn, period.first, period.last)
    if not held:
        return None
    bookings, calls = slots.bookings(conn, period.first, period.last), slots.calls(conn, period.first, period.last)
    limit = continuity_rules(library)["appointment_hours"]
    return figures(held, bookings, calls, first=period.first, last=period.last, now=now, limit_hours=limit)


def _plan_in_force(conn: Connection, end: datetime) -> PlanVersion | None:
    """The newest version of the plan validated before ``end``, whatever became of it since."""
    return next((one for one in plans.every(conn) if one.validated_at is not None and one.validated_at < end), None)


def _responders(present: Iterable[Present], asked: Collection[SessionId]) -> frozenset[PersonId]:
    """Whoever of the roster was there, in a session opened for a crisis."""
    return frozenset(one.person_id for one in present if one.person_id is not None and one.session_id in asked)


def _sheets(
    conn: Connection, span: Interval, opened: Mapping[str, Session]
) -> tuple[tuple[Expected, ...], tuple[Present, ...]]:
    """The sheets of closed sessions: expected and absent, and who was there for how long."""
    closed = attendance.closings(conn, span.start, span.end)
    rows = [row for row in standing(attendance.between(conn, span.start, span.end)) if row.session_id in closed]
    expected: Counter[str] = Counter()
    absent: Counter[str] = Counter()
    present = []
    for row in rows:
        expected[row.session_id] += row.origin is Origin.EXPECTED
        absent[row.session_id] += row.origin is Origin.EXPECTED and row.absent
        session = opened.get(row.session_id)
        if session is not None and (hours := worked(row, session)) is not None:
            present.append(Present(row.session_id, row.attendee.person_id, hours))
    sheets = tuple(Expected(one, expected[one], absent[one]) for one in closed if one in opened)
    return sheets, tuple(present)


def _capacities(
    conn: Connection, library: Library, span: Interval, opened: tuple[Session, ...], live: tuple[Seat, ...]
) -> tuple[SessionCapacity, ...]:
    needs: dict[str, list[Need]] = {}
    for need in sessions.needs_between(conn, span.start, span.end):
        needs.setdefault(need.session_id, []).append(need)
    places = {one.id: one for one in centres.every(conn)}
    filled = filled_of_seats(live)
    paces = {one.id: _throughput(library, one, opened) for one in places.values()}
    return tuple(
        session_capacity(one, needs.get(one.id, ()), filled.get(one.id, {}), paces[one.centre_id]) for one in opened
    )


def _throughput(library: Library, centre: Centre, opened: tuple[Session, ...]) -> Throughput:
    first: date | None = next((one.day for one in opened if one.centre_id == centre.id), None)
    paces = centre_template(library, centre.kind, centre.campaign, first).paces if first else ()
    return Throughput(centre.injections_per_hour, centre.observation_minutes, paces=frozenset(paces))


def _injected(conn: Connection, span: Interval) -> dict[SessionId, int]:
    injected: Counter[SessionId] = Counter()
    for one in doses.counts_between(conn, span.start, span.end):
        injected[one.session_id] += one.count.injected
    return dict(injected)


def _allotted(conn: Connection, period: Period) -> dict[date, int]:
    """Doses allotted to all centres together, by week that the period touches."""
    allotted: Counter[date] = Counter()
    for centre in centres.every(conn):
        for monday, count in centres.allotments(conn, centre.id).items():
            if monday in period.mondays:
                allotted[monday] += count
    return dict(sorted(allotted.items()))


def _fees(conn: Connection, library: Library, span: Interval, roster: Mapping[PersonId, Person]) -> Fees:
    owed = [one.vacation for one in vacations_between(conn, library, span, roster) if one.is_owed]
    return Fees(sum(one.known_cents for one in owed), len(owed), sum(one.amount_cents is None for one in owed))


def _exercises(conn: Connection, span: Interval) -> tuple[int, ...]:
    """How many took part in each exercise played to its end, then in each flash exercise somebody answered."""
    played = exercises.held_between(conn, span.start, span.end)
    return tuple(n for _held, n in (*played, *flashes.held_between(conn, span.start, span.end)))


def _covered(conn: Connection, span: Interval) -> tuple[int, int] | None:
    """Served with the plan, and asked, in the last trial kept in the period that still reads."""
    for one in laboratory_runs.every(conn):
        kept = read_kept(one.result) if span.start <= one.run_at < span.end else None
        line = kept.shared.line(LineName.PLAN) if kept is not None else None
        if kept is not None and line is not None:
            points = line.points[kept.shared.t0_rank :]
            return sum(one.served for one in points), sum(one.demand for one in points)
    return None
