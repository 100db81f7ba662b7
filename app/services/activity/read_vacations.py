"""What a period owes to whom: vacations of closed sessions, indemnities, statements settled, the yearly cap.

A read side: one transaction, nothing written.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from app.access.permissions import Action, require
from app.activity.amounts import Total, total_of
from app.activity.overlaps import Overlap, overlaps
from app.activity.yearly_cap import CapCheck, cap_check
from app.core.clock import monday_of
from app.indicators.periods import Period
from app.roster.said import STATUS_WORDS
from app.services.activity.payable import (
    PayableIndemnity,
    PayableVacation,
    indemnities_between,
    to_sign,
    vacations_between,
)
from app.services.activity.statement_lines import Line, lines_in, lines_of
from app.services.crisis.note_reading import Read, note_reading
from app.services.keeping.reference import read_library
from app.store import centres, community, pay, people
from app.words import _
from app.words.people import full_name

if TYPE_CHECKING:
    from datetime import datetime

    from app.access.actor import Actor
    from app.core.ids import CentreId, PersonId
    from app.library import Library
    from app.roster.person import Person
    from app.scheduling.centre import Centre
    from app.scheduling.session import Session
    from app.store.community import Community
    from app.store.database import Connection, Store
    from app.store.pay import Settlement


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonPay:
    """One person's period. ``lines`` are those to settle, or those that were when ``settlement`` is the period's own."""

    key: str
    name: str
    profession: str
    status: str
    identifier: str
    lines: tuple[Line, ...]
    cap: CapCheck
    settlement: Settlement | None = None

    @property
    def total(self) -> Total:
        return total_of((line.cents, 0) for line in self.lines)

    @property
    def total_cents(self) -> int:
        """What a statement of these lines states; unknown amounts wait for the next one."""
        return self.total.known_cents


@dataclass(frozen=True, slots=True)
class Slip:
    """A weekly slip to send: the centre, its week (Monday), and its vacations."""

    centre: Centre
    monday: date
    vacations: tuple[PayableVacation, ...]

    @property
    def total(self) -> Total:
        return total_of((one.vacation.amount_cents, one.vacation.known_cents) for one in self.vacations)


@dataclass(frozen=True, kw_only=True)
class VacationsView:
    """One state of a period's pay. ``vacations`` are those of the period, given time included."""

    now: datetime
    period: Period
    community: Community
    library: Library
    vacations: tuple[PayableVacation, ...]
    people: tuple[PersonPay, ...]
    """Whoever has something to settle or settled, by name."""
    indemnities: tuple[PayableIndemnity, ...]
    to_sign: tuple[Session, ...]
    centres: Mapping[CentreId, Centre]
    roster: Mapping[PersonId, Person]

    @property
    def overlaps(self) -> tuple[Overlap, ...]:
        """Pairs of vacations that would pay the same minute twice: nothing is settled before they are mended."""
        return overlaps(one.vacation for one in self.vacations)

    @cached_property
    def total(self) -> Total:
        """The vacations and indemnities of the period, whoever pays; given time left out."""
        owed = [(one.vacation.amount_cents, one.vacation.known_cents) for one in self.vacations if one.is_owed]
        return total_of(
            [*owed, *((one.cents, one.cents or 0) for one in self.indemnities if not one.kept.cancelled_at)]
        )

    @cached_property
    def to_settle(self) -> tuple[PersonPay, ...]:
        return tuple(one for one in self.people if one.settlement is None)

    @cached_property
    def slips(self) -> tuple[Slip, ...]:
        """The slips of the period's weeks, by week then centre; only where that circuit applies."""
        found: dict[tuple[date, str], list[PayableVacation]] = defaultdict(list)
        for one in self.vacations:
            if one.is_on_a_weekly_slip:
                found[monday_of(one.session.day), one.centre.id].append(one)
        return tuple(
            Slip(held[0].centre, monday, tuple(held))
            for (monday, _centre), held in sorted(found.items(), key=lambda item: (item[0][0], item[1][0].centre.name))
        )

    def name(self, key: str) -> str:
        """How an attendee is named, by key."""
        return next((one.name for one in self.people if one.key == key), _("renfort de passage"))

    def person(self, key: str) -> PersonPay | None:
        return next((one for one in self.people if one.key == key), None)


def read_vacations(actor: Actor, store: Store, period: Period) -> VacationsView:
    """The pay of a period; that it was read, and whose it is, is noted in the journal. Raises NotAllowed."""
    require(actor, Action.PAY)
    with store.reading() as conn:
        found = vacations_view(conn, read_library(store, conn), period, store.now())
    note_reading(actor, store, Read.PAY, [one.key for one in found.people])
    return found


def vacations_view(conn: Connection, library: Library, period: Period, now: datetime) -> VacationsView:
    """The same on an open connection: settling reads it again in its own transaction."""
    roster = {one.id: one for one in people.every(conn)}
    settled = pay.settlements(conn)
    reach = _reach(period, settled)
    vacations = vacations_between(conn, library, reach.interval, roster)
    owed = indemnities_between(conn, library, reach.first, reach.last)
    return VacationsView(
        now=now,
        period=period,
        community=community.read(conn),
        library=library,
        vacations=tuple(one for one in vacations if period.first <= one.session.day <= period.last),
        people=_people(library, period, vacations, owed, settled, roster),
        indemnities=tuple(one for one in owed if period.first <= one.kept.day <= period.last),
        to_sign=to_sign(conn, period.interval, now),
        centres={one.id: one for one in centres.every(conn)},
        roster=roster,
    )


def _reach(period: Period, settled: list[Settlement]) -> Period:
    """The civil years the cap needs, and back to the first statement that may have to be put right."""
    days = [line.on for one in settled for line in lines_in(one)]
    first = min([period.first.replace(month=1, day=1), *days])
    return Period(first, max(period.last, period.last.replace(month=12, day=31)))


def _people(
    library: Library, period: Period, vacations: tuple[PayableVacation, ...], owed: tuple[PayableIndemnity, ...],
    settled: list[Settlement], roster: Mapping[PersonId, Person],
) -> tuple[PersonPay, ...]:  # fmt: skip
    by_key: dict[str, tuple[list[PayableVacation], list[PayableIndemnity], list[Settlement]]] = {}
    for one in vacations:
        if one.is_owed:
            by_key.setdefault(one.key, ([], [], []))[0].append(one)
    for extra in owed:
        by_key.setdefault(extra.key, ([], [], []))[1].append(extra)
    for statement in settled:
        by_key.setdefault(statement.attendee, ([], [], []))[2].append(statement)
    made = (_person(library, period, key, *held, roster) for key, held in by_key.items())
    found = [one for one in made if one.lines or one.settlement]
    return tuple(sorted(found, key=lambda one: (one.name, one.key)))


def _person(
    library: Library, period: Period, key: str, vacations: list[PayableVacation], owed: list[PayableIndemnity],
    settled: list[Settlement], roster: Mapping[PersonId, Person],
) -> PersonPay:  # fmt: skip
    own = next((one for one in settled if (one.first, one.last) == (period.first, period.last)), None)
    person = roster.get(key.removeprefix("person:"))  # type: ignore[call-overload]
    passing = next((one.passing for one in vacations if one.passing is not None), None)
    name = full_name(person.given_name, person.family_name) if person else passing.label if passing else ""
    profession = (person.profession if person else passing.profession if passing else "") or ""
    status = person.status.value if person else passing.status if passing else ""
    lines = lines_in(own) if own else lines_of(vacations, owed, settled, period)
    payments = [*(one.payment for one in vacations), *(one.payment for one in owed)]
    cap = cap_check(library.caps, payments, key=key, year=period.last.year)
    return PersonPay(
        key=key,
        name=name or _("renfort de passage"),
        profession=library.professions[profession].label(person.civilite if person else "") if profession else "",
        status=_(STATUS_WORDS[status]) if status in STATUS_WORDS else status,
        identifier=(person.rpps or "") if person else "",
        lines=lines,
        cap=cap if own else _with_these(cap, lines),
        settlement=own,
    )


def _with_these(cap: CapCheck, lines: tuple[Line, ...]) -> CapCheck:
    """The same total, with the lines still to settle told apart from what is paid already."""
    counted = cap.cap.counted_payers if cap.cap else frozenset()
    adding = sum(line.cents or 0 for line in lines if line.on.year == cap.year and line.payer in counted)
    return replace(cap, paid_cents=cap.paid_cents - adding, adding_cents=adding)
