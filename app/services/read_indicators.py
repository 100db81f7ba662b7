"""The indicators of a period: facts read in one transaction for it and for the one before, counted by ``app.indicators``.

A read side: nothing written. SQL stays in the store, figures in ``app.indicators``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from app.access.permissions import Action, require
from app.activity.attendance import Origin, standing, worked
from app.continuity.slot_figures import figures
from app.core.clock import paris_date
from app.drills.drill import LineName
from app.drills.kept_report import read_kept
from app.indicators.action_sheet import ActionSheet, action_sheet, sheet_line_of
from app.indicators.counting import Counting, indicators
from app.indicators.denominators import CareOffer, Denominators, care_offer
from app.indicators.facts import Asked, Expected, Facts, Fees, Present, Relayed
from app.indicators.groups import GroupRate, TargetGroup, group_rates, target_group_of
from app.indicators.participation import Share, shares_by_commune, shares_by_profession
from app.indicators.periods import Period, quarter_of
from app.indicators.registry import REPORTED
from app.indicators.weeks import Week, weeks_of
from app.library.content import built
from app.network.masking import mask
from app.response.plan_typologies import typologies_written
from app.roster.masked import without_name
from app.scheduling.capacity import Throughput, filled_of_seats, session_capacity
from app.scheduling.session import SessionState
from app.services.payable import vacations_between
from app.services.read_categories import continuity_rules
from app.services.reference import centre_template, read_library
from app.store import (
    attendance,
    centres,
    community,
    counts,
    denominators,
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
    from collections.abc import Collection, Iterable
    from datetime import date, datetime

    from app.access.actor import Actor
    from app.continuity.slot_figures import SlotFigures
    from app.core.ids import PersonId, SessionId
    from app.core.intervals import Interval
    from app.indicators.measures import Indicator
    from app.library import Library
    from app.network.masking import Key
    from app.response.plan import PlanVersion
    from app.roster.person import Person
    from app.scheduling.capacity import SessionCapacity
    from app.scheduling.centre import Centre
    from app.scheduling.session import Need, Seat, Session
    from app.store.community import Community
    from app.store.database import Connection, Store


@dataclass(frozen=True, kw_only=True)
class IndicatorsView:
    """One state of a period's figures, with all that a screen or a report says beside them."""

    now: datetime
    period: Period
    community: Community
    library: Library
    counting: Counting
    before: Counting
    revision: int
    """Of the denominators: pass it back to change them."""
    groups: Mapping[str, TargetGroup]
    communes: Mapping[str, str]
    """INSEE code → name, of the territory."""
    sheet_rows: tuple[Mapping[str, str], ...]

    @property
    def facts(self) -> Facts:
        return self.counting.facts

    @property
    def denominators(self) -> Denominators:
        return self.counting.denominators

    @cached_property
    def indicators(self) -> tuple[Indicator, ...]:
        """Every indicator, in the order of the registry."""
        return indicators(self.counting, self.before, self.period)

    @cached_property
    def reported(self) -> tuple[Indicator, ...]:
        """The twelve of the report's first page."""
        by_code = {one.definition.code: one for one in self.indicators}
        return tuple(by_code[one.code] for one in REPORTED)

    def indicator(self, code: str) -> Indicator:
        return next(one for one in self.indicators if one.definition.code == code)

    @cached_property
    def weeks(self) -> tuple[Week, ...]:
        return weeks_of(self.facts, self.period)

    @cached_property
    def by_profession(self) -> tuple[Share, ...]:
        return shares_by_profession(self.facts, self.counting.liberal)

    @cached_property
    def by_commune(self) -> tuple[Share, ...]:
        return shares_by_commune(self.facts)

    @cached_property
    def by_group(self) -> tuple[GroupRate, ...]:
        return group_rates(self.facts, self.denominators.groups)

    @cached_property
    def sheet(self) -> ActionSheet:
        """The crisis axis as an action sheet, fed by these figures."""
        return action_sheet((sheet_line_of(row) for row in self.sheet_rows), self.indicators, REPORTED)


def read_indicators(actor: Actor, store: Store, period: Period | None = None) -> IndicatorsView:
    """The figures of a period; of the current quarter (Paris) when none is given. They come from people, not with names:
    nothing here says who did what. Raises NotAllowed.
    """
    require(actor, Action.READ_INDICATORS)
    now = store.now()
    chosen = period or quarter_of(paris_date(now))
    with store.reading() as conn:
        library, settings = read_library(store, conn), community.read(conn)
        held, revision = denominators.read(conn)
        offer = read_offer(library)
        territory = library.communes(settings.territory) if settings.territory else ()
        return IndicatorsView(
            now=now,
            period=chosen,
            community=settings,
            library=library,
            counting=Counting(read_facts(conn, library, chosen, now), held, offer),
            before=Counting(read_facts(conn, library, chosen.previous, now), held, offer),
            revision=revision,
            groups={
                one.slug: one for one in (built(row, target_group_of) for row in library.file("target_groups.csv"))
            },
            communes={one.insee: one.name for one in territory},
            sheet_rows=tuple(record.cells for record in library.file("action_sheet.csv")),
        )


def read_offer(library: Library) -> tuple[CareOffer, ...]:
    """The table of how many professionals practise in the territory; a site puts its own in its place."""
    return care_offer((row.cells for row in library.file("reference/offre_soins_redon_2021.csv")), library.professions)


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
