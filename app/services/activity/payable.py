"""What every use case about pay shares: from closed sheets to vacations with their payer. Nothing here opens a transaction."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.activity.attendance import standing, worked
from app.activity.indemnities import Indemnity, indemnity
from app.activity.payees import Unpaid, payee_of, payee_of_passing, payer_of
from app.activity.public_days import holiday_calendar
from app.activity.vacations import FeeTables, vacation
from app.activity.yearly_cap import Payment
from app.core.ids import SessionId
from app.scheduling.session import SessionState
from app.store import attendance, centres, pay, people, sessions, staffing_requests

if TYPE_CHECKING:
    from datetime import date, datetime

    from app.activity.attendance import AttendanceRow, Attendee, Passing
    from app.activity.payees import Payee, Payer
    from app.activity.vacations import Vacation
    from app.core.ids import CentreId, PersonId
    from app.core.intervals import Interval
    from app.library import Library
    from app.roster.person import Person
    from app.scheduling.centre import Centre
    from app.scheduling.session import Session
    from app.store.database import Connection
    from app.store.pay import KeptIndemnity

NEVER_PAID = frozenset({Unpaid.VOLUNTEER, Unpaid.NO_PROFESSION})
"""Time given: it makes hours, never a line on a statement."""

WEEKLY_CLAIM = "bordereau hebdomadaire"
"""How the column ``claim`` of ``data/payers.csv`` begins where the organising structure sends a slip every week."""


@dataclass(frozen=True, slots=True)
class PayableVacation:
    """One person's time in one closed session: what it is paid, and by whom. ``person`` None: someone passing."""

    vacation: Vacation
    session: Session
    centre: Centre
    payer: Payer
    person: Person | None = None
    passing: Passing | None = None

    @property
    def key(self) -> str:
        """The attendee's key."""
        return self.vacation.payee.key

    @property
    def ref(self) -> str:
        """What a statement calls it."""
        return str(self.session.id)

    @property
    def is_owed(self) -> bool:
        """Whether something is to be paid, known or not: volunteers and helpers without a profession give their time."""
        return self.vacation.unpaid not in NEVER_PAID

    @property
    def is_on_a_weekly_slip(self) -> bool:
        """Whether the structure claims it from the CPAM with the slip of its week."""
        return self.vacation.unpaid is None and self.payer.claim.startswith(WEEKLY_CLAIM)

    @property
    def payment(self) -> Payment:
        """The known part, as the yearly cap counts it."""
        return Payment(self.key, self.session.day, self.vacation.known_cents, self.payer.name)


@dataclass(frozen=True, slots=True)
class PayableIndemnity:
    """An indemnity recorded for a person, with what the board voted for that day."""

    kept: KeptIndemnity
    owed: Indemnity

    @property
    def key(self) -> str:
        return f"person:{self.kept.person_id}"

    @property
    def ref(self) -> str:
        return f"indemnity:{self.kept.id}"

    @property
    def cents(self) -> int | None:
        """0 once withdrawn; None while no amount is voted."""
        return 0 if self.kept.cancelled_at else self.owed.amount_cents

    @property
    def payment(self) -> Payment:
        return Payment(self.key, self.kept.day, self.cents or 0)


def fee_tables(library: Library) -> FeeTables:
    """The dated tables in force, the community's own rows included."""
    return FeeTables(
        library.fees, library.fee_regimes, library.vacation_lengths, holiday_calendar(library.moved_holidays)
    )


def vacations_between(
    conn: Connection, library: Library, start: Interval, roster: Mapping[PersonId, Person] | None = None
) -> tuple[PayableVacation, ...]:
    """The vacations of the sessions that begin in ``start`` and whose attendance is closed, by time then attendee.

    A session that nobody closed is « à émarger »: nothing of it is paid. Nor is anything of a session played in an exercise.
    """
    closed = attendance.closings(conn, start.start, start.end).keys() - staffing_requests.played_sessions(conn)
    found = {one.id: one for one in sessions.between(conn, start.start, start.end, cancelled=True)}
    known = roster if roster is not None else {one.id: one for one in people.every(conn)}
    places = {one.id: one for one in centres.every(conn)}
    rows = standing(attendance.between(conn, start.start, start.end))
    tables = fee_tables(library)
    made = (
        _payable(row, found[row.session_id], places, known, library, tables) for row in rows if row.session_id in closed
    )
    return tuple(sorted((one for one in made if one is not None), key=lambda one: (one.vacation.worked, one.key)))


def _payable(
    row: AttendanceRow, session: Session, places: Mapping[CentreId, Centre], known: Mapping[PersonId, Person],
    library: Library, tables: FeeTables,
) -> PayableVacation | None:  # fmt: skip
    hours = worked(row, session)
    payee = _payee(row.attendee, known)
    if hours is None or payee is None:
        return None
    centre = places[session.centre_id]
    made = vacation(payee, SessionId(session.id), hours, tables)
    payer = payer_of(
        library.payers, carrier=centre.designation.carrier_kind, payee=payee, on=session.day,
        stated=centre.designation.payer,
    )  # fmt: skip
    person = known.get(row.attendee.person_id) if row.attendee.person_id else None
    return PayableVacation(made, session, centre, payer, person, row.attendee.passing)


def _payee(attendee: Attendee, known: Mapping[PersonId, Person]) -> Payee | None:
    """The payee of a row; None for a partner's people, and for someone who is in the roster no more."""
    if attendee.passing is not None:
        return payee_of_passing(attendee.passing)
    person = known.get(attendee.person_id) if attendee.person_id else None
    return payee_of(person, attendee.key) if person else None


def indemnities_between(conn: Connection, library: Library, first: date, last: date) -> tuple[PayableIndemnity, ...]:
    """The indemnities recorded for the civil days from ``first`` to ``last``, withdrawn ones included."""
    return tuple(
        PayableIndemnity(
            one,
            indemnity(library.indemnities, activity=one.activity, unit=one.unit, quantity=one.quantity, on=one.day),
        )
        for one in pay.indemnities(conn, first, last)
    )


def to_sign(conn: Connection, start: Interval, now: datetime) -> tuple[Session, ...]:
    """Published sessions of ``start`` that are over and whose attendance nobody closed: « à émarger », in order of time.

    Those of exercises, of which nothing is paid, are not among them.
    """
    settled = attendance.closings(conn, start.start, start.end).keys() | staffing_requests.played_sessions(conn)
    return tuple(
        one
        for one in sessions.between(conn, start.start, start.end)
        if one.state is not SessionState.DRAFT and one.id not in settled and one.ends_at <= now
    )
