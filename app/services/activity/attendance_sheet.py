"""The sheet of a session as it stands: rows noted, and everyone expected of whom nobody has said anything yet.

Someone expected is present without a row; their first row is written with what is noted of them, or at closing. Nothing
here opens a transaction.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from app.activity.attendance import AttendanceRow, Origin, Stamp, expected_rows, standing
from app.activity.closing import seat_states
from app.activity.closing import tally as tally_of
from app.core.errors import N_, NotFound, StaleRevision
from app.core.ids import new_id
from app.scheduling.session import SeatState
from app.services.rota.live_seats import counted
from app.store import attendance, seats

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import datetime

    from app.access.actor import Actor
    from app.activity.closing import Tally
    from app.core.ids import PersonId
    from app.scheduling.session import Seat, Session
    from app.store.database import Connection

AT_THE_DOOR = "door"
"""Note of someone who wrote their own name at the door and whom the lead has not accepted: counted nowhere till then."""

LINE_CLOSED = "line_closed"
"""Note of someone who had signed before their line closed and who was free to go: neither present nor absent."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A session's sheet. ``rows`` stand, in seat order then of arrival; ``unwritten`` of them are in no table yet."""

    session: Session
    rows: tuple[AttendanceRow, ...]
    unwritten: tuple[AttendanceRow, ...]
    closed_at: datetime | None = None
    replaced: frozenset[str] = frozenset()
    """Ids of rows that were corrected since."""

    @property
    def settled(self) -> tuple[AttendanceRow, ...]:
        """The rows that stand, without their past: what rules that look for standing rows are given."""
        return tuple(replace(row, replaces="") for row in self.rows)

    @property
    def shown(self) -> tuple[AttendanceRow, ...]:
        """Whoever is expected or came: extras taken off the sheet and people waiting at the door are left out."""
        return tuple(row for row in self.rows if row.origin is Origin.EXPECTED or not row.absent)

    @property
    def at_the_door(self) -> tuple[AttendanceRow, ...]:
        """Who wrote their name at the door and waits for the lead's word."""
        return tuple(row for row in self.rows if is_at_the_door(row))

    @property
    def tally(self) -> Tally:
        return tally_of(self.settled)

    def row(self, row_id: str) -> AttendanceRow:
        """The row that stands under this id. Raises StaleRevision when it was corrected since, NotFound."""
        for row in self.rows:
            if row.stamp.id == row_id:
                return row
        if row_id in self.replaced:
            raise StaleRevision(
                N_("Cette ligne vient d’être corrigée par quelqu’un d’autre. Rechargez la page, puis recommencez.")
            )
        raise NotFound(N_("Cette ligne n’est plus sur la feuille. Rechargez la page."))

    def of_person(self, person_id: PersonId) -> AttendanceRow | None:
        """The row of someone of the roster, or None."""
        return next((row for row in self.rows if row.attendee.person_id == person_id), None)


def is_at_the_door(row: AttendanceRow) -> bool:
    """Whether the row is a name written at the door that nobody has accepted or refused."""
    return row.absent and not row.replaces and row.note == AT_THE_DOOR


def is_of_holder(row: AttendanceRow, seat: Seat) -> bool:
    """Whether a row speaks of who holds the seat now: its former holder's row says nothing of the seat."""
    return (row.attendee.person_id, row.attendee.partner_id) == (seat.holder.person_id, seat.holder.partner_id)


def read_sheet(conn: Connection, session: Session, at: datetime) -> Sheet:
    """The sheet of a session. A first row nobody touched goes when its seat changes hands; a touched one stays."""
    stored = attendance.of_session(conn, session.id)
    held = seats.of_session(conn, session.id)
    first = [_named(row, at) for row in expected_rows(session, held, lambda: Stamp("", at))]
    known, expected = {row.stamp.id for row in stored}, {row.stamp.id for row in first}
    noted = {(row.seat_id, row.attendee.key) for row in standing(stored)}
    unwritten = tuple(
        row for row in first if row.stamp.id not in known and (row.seat_id, row.attendee.key) not in noted
    )  # fmt: skip
    touched = {row.replaces for row in stored}
    kept = [row for row in stored if row.seat_id is None or row.replaces or row.stamp.id in expected | touched]
    place = {seat.id: number for number, seat in enumerate(held)}
    rows = sorted(
        (row for row in standing([*unwritten, *kept]) if row.note != LINE_CLOSED),
        key=lambda row: (place.get(row.seat_id, len(place)) if row.seat_id else len(place), row.stamp.at, row.stamp.id),
    )
    return Sheet(session, tuple(rows), unwritten, attendance.closed_at(conn, session.id), frozenset(touched))


def _named(row: AttendanceRow, at: datetime) -> AttendanceRow:
    """A first row is the same whoever writes it down: its id is the seat's with its holder's."""
    return replace(row, stamp=Stamp(f"{row.seat_id}/{row.attendee.key}", at))


def stamping(actor: Actor, at: datetime) -> Callable[[], Stamp]:
    """Stamps for new rows of one actor at one instant."""
    return lambda: Stamp(new_id(), at, actor.id)


def write_rows(conn: Connection, sheet: Sheet, rows: Iterable[AttendanceRow]) -> None:
    """Add rows, with the first rows they correct; seats of a closed sheet follow."""
    new = list(rows)
    corrected = {row.replaces for row in new}
    attendance.add(conn, [*(row for row in sheet.unwritten if row.stamp.id in corrected), *new])


def restate_seats(conn: Connection, sheet: Sheet, at: datetime) -> None:
    """Make the seats say what the sheet says: worked, or absent."""
    states = seat_states(sheet.rows)
    for seat in seats.of_session(conn, sheet.session.id):
        state = states.get(seat.id, seat.state)
        if state is not seat.state and seat.state is not SeatState.CANCELLED:
            seats.write(conn, seat, counted(seat, replace(seat, state=state)), at)
