"""Who came: one row per expected seat holder, extras and people passing; everyone is present until someone says otherwise.

Rows are never changed: a correction is a new row that replaces one, so the journal keeps what was said before. Instants
are aware; hours worked are the time present within the session's hours.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from app.core.errors import N_, InvalidInput
from app.core.intervals import Interval
from app.scheduling.capacity import is_held
from app.scheduling.seats import seat_order
from app.words import _

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from app.core.ids import PartnerId, PersonId, SeatId, SessionId
    from app.scheduling.session import Seat, Session


class Origin(StrEnum):
    """Why someone is on the sheet: they hold a seat, they came on top, or they passed by and are not in the roster."""

    EXPECTED = "expected"
    EXTRA = "extra"
    WALK_IN = "walk_in"


class Presence(StrEnum):
    """What the sheet shows of a row."""

    PRESENT = "present"
    ABSENT = "absent"
    LATE = "late"
    LEFT_EARLY = "left_early"
    EXTRA = "extra"
    WALK_IN = "walk_in"


PRESENCE_WORDS = {
    Presence.PRESENT: N_("présent"),
    Presence.ABSENT: N_("absent"),
    Presence.LATE: N_("en retard"),
    Presence.LEFT_EARLY: N_("parti plus tôt"),
    Presence.EXTRA: N_("en plus"),
    Presence.WALK_IN: N_("renfort de passage"),
}


@dataclass(frozen=True, slots=True)
class Passing:
    """A « renfort de passage », in no roster: the name is kept only until the pay is settled, then erased.

    ``exercise`` and ``status`` are the words of ``data/fees.csv`` and ``data/payers.csv``.
    """

    id: str
    name: str = ""
    profession: str = ""
    exercise: str = ""
    status: str = ""
    student_year: int | None = None

    @property
    def key(self) -> str:
        return f"passing:{self.id}"

    @property
    def label(self) -> str:
        """The name, or « renfort de passage » once it is erased."""
        return self.name or _(PRESENCE_WORDS[Presence.WALK_IN])


@dataclass(frozen=True, slots=True)
class Attendee:
    """Who a row is about: exactly one of a person of the roster, a partner's people, someone passing."""

    person_id: PersonId | None = None
    partner_id: PartnerId | None = None
    passing: Passing | None = None

    @property
    def key(self) -> str:
        """One text per attendee, stable after a name is erased."""
        if self.passing is not None:
            return self.passing.key
        return f"person:{self.person_id}" if self.person_id is not None else f"partner:{self.partner_id}"


@dataclass(frozen=True, slots=True)
class Stamp:
    """Who wrote a row and when, under which new id."""

    id: str
    at: datetime
    by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AttendanceRow:
    """One line of a sheet. ``arrived_at`` None: on time; ``left_at`` None: to the end; ``signed_at``: « je suis là »."""

    stamp: Stamp
    session_id: SessionId
    attendee: Attendee
    origin: Origin = Origin.EXPECTED
    seat_id: SeatId | None = None
    role: str = ""
    line: int | None = None
    absent: bool = False
    arrived_at: datetime | None = None
    left_at: datetime | None = None
    signed_at: datetime | None = None
    note: str = ""
    replaces: str = ""
    """Id of the row this one corrects; empty for a first row."""

    @property
    def presence(self) -> Presence:
        """Absent first; then why they are on the sheet; then late before left early (both instants are kept)."""
        if self.absent:
            return Presence.ABSENT
        if self.origin is not Origin.EXPECTED:
            return Presence(self.origin.value)
        if self.arrived_at is not None:
            return Presence.LATE
        return Presence.PRESENT if self.left_at is None else Presence.LEFT_EARLY


def expected_rows(session: Session, seats: Iterable[Seat], stamp: Callable[[], Stamp]) -> tuple[AttendanceRow, ...]:
    """The sheet of a session before anyone touches it: every held seat, present, in seat order.

    A holder who seeks a stand-in is still expected; cancelled seats and holders already absent are not.
    """
    held = (seat for seat in seats if seat.session_id == session.id and is_held(seat))
    return tuple(
        AttendanceRow(
            stamp=stamp(),
            session_id=session.id,
            attendee=Attendee(seat.holder.person_id, seat.holder.partner_id),
            seat_id=seat.id,
            role=seat.role,
            line=seat.line,
        )
        for seat in sorted(held, key=seat_order)
    )


def added(
    session: Session, rows: Iterable[AttendanceRow], attendee: Attendee, stamp: Stamp, *, role: str = "",
    line: int | None = None, arrived_at: datetime | None = None, left_at: datetime | None = None,
) -> AttendanceRow:  # fmt: skip
    """A row for someone nobody expected: a person of the roster is « en plus », anyone else « renfort de passage ».

    Raises InvalidInput for someone who already is on the sheet (correct their row instead) or impossible hours.
    """
    if any(row.attendee.key == attendee.key for row in standing(rows)) and attendee.partner_id is None:
        raise InvalidInput(N_("Cette personne est déjà sur la feuille : corrigez sa ligne."))
    origin = Origin.EXTRA if attendee.passing is None else Origin.WALK_IN
    row = AttendanceRow(stamp=stamp, session_id=session.id, attendee=attendee, origin=origin, role=role, line=line)
    return _timed(row, session, arrived_at, left_at)


def corrected(
    row: AttendanceRow, session: Session, stamp: Stamp, *, absent: bool = False, arrived_at: datetime | None = None,
    left_at: datetime | None = None, note: str = "",
) -> AttendanceRow:  # fmt: skip
    """The row that replaces ``row``: absent, or present between these instants (None: from the start, to the end).

    Hours outside the session mean on time. Raises InvalidInput for hours that leave nothing worked.
    """
    new = replace(
        row, stamp=stamp, replaces=row.stamp.id, absent=absent, arrived_at=None, left_at=None, note=note or row.note
    )
    return new if absent else _timed(new, session, arrived_at, left_at)


def signed(row: AttendanceRow, stamp: Stamp) -> AttendanceRow:
    """« Je suis là »: the row with the instant of the first signature; whoever was marked absent is present again."""
    return replace(row, stamp=stamp, replaces=row.stamp.id, absent=False, signed_at=row.signed_at or stamp.at)


def _timed(
    row: AttendanceRow, session: Session, arrived_at: datetime | None, left_at: datetime | None
) -> AttendanceRow:
    if arrived_at is not None and arrived_at >= session.ends_at:
        raise InvalidInput(N_("L’arrivée est après la fin de la séance : notez plutôt l’absence."))
    if left_at is not None and left_at <= max(session.starts_at, arrived_at or session.starts_at):
        raise InvalidInput(
            N_("Le départ est avant l’arrivée ou avant le début de la séance : vérifiez les deux heures.")
        )
    late = arrived_at if arrived_at is not None and arrived_at > session.starts_at else None
    early = left_at if left_at is not None and left_at < session.ends_at else None
    return replace(row, arrived_at=late, left_at=early)


def standing(rows: Iterable[AttendanceRow]) -> tuple[AttendanceRow, ...]:
    """The rows that hold: those nothing replaces; of two corrections of one row, the later written (then greater id)."""
    known = list(rows)
    latest: dict[str, AttendanceRow] = {}
    for row in sorted(known, key=lambda one: (one.stamp.at, one.stamp.id)):
        if row.replaces:
            latest[row.replaces] = row
    ends = {row.stamp.id: _end(row, latest) for row in known if not row.replaces}
    return tuple(ends[row.stamp.id] for row in known if not row.replaces)


def _end(row: AttendanceRow, latest: dict[str, AttendanceRow]) -> AttendanceRow:
    while row.stamp.id in latest:
        row = latest[row.stamp.id]
    return row


def worked(row: AttendanceRow, session: Session) -> Interval | None:
    """The time worked: present within the session's hours; None for someone absent or for a partner's people."""
    if row.absent or row.attendee.partner_id is not None:
        return None
    start = max(session.starts_at, row.arrived_at or session.starts_at)
    end = min(session.ends_at, row.left_at or session.ends_at)
    return Interval(start, end) if start < end else None


def names_erased(rows: Iterable[AttendanceRow], settled: Collection[str]) -> tuple[AttendanceRow, ...]:
    """The rows, corrections included, whose passing person (by ``Passing.id``) is paid and settled, without the name."""
    return tuple(
        replace(row, attendee=Attendee(passing=replace(passing, name="")))
        for row in rows
        if (passing := row.attendee.passing) is not None and passing.id in settled and passing.name
    )
