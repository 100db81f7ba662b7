"""Attendance in one minute: absent, late, left early, en plus, renfort de passage. A correction is a new row."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from app.activity.attendance import Attendee, Passing, added, corrected
from app.core.clock import PARIS, paris_instant
from app.core.errors import N_, InvalidInput
from app.core.ids import new_id
from app.core.typed import typed_line
from app.services.activity.attendance_sheet import is_at_the_door, read_sheet, restate_seats, stamping, write_rows
from app.services.activity.day_rights import require_session, run_session
from app.services.keeping.reference import read_library
from app.store import attendance, centres, journal, people, revisions

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime, time

    from app.access.actor import Actor
    from app.activity.attendance import AttendanceRow, Stamp
    from app.core.ids import PersonId, SessionId
    from app.scheduling.session import Session
    from app.services.activity.attendance_sheet import Sheet
    from app.store.database import Connection, Store

LONGEST_NAME = 80

_CORRECTIONS = (
    "attendance_noted", "attendance_extra", "attendance_walk_in", "attendance_accepted", "attendance_refused",
    "attendance_signed", "attendance_at_the_door", "line_closed",
)  # fmt: skip
"""Entries of the journal that come with other rows of a sheet."""
NO_NAME = N_("Écrivez le nom de la personne ({most} signes au plus).")


@dataclass(frozen=True, slots=True)
class Noted:
    """What is noted of one row. ``arrived_at`` None: on time; ``left_at`` None: to the end."""

    absent: bool = False
    arrived_at: datetime | None = None
    left_at: datetime | None = None


def instant_within(session: Session, wall: time) -> datetime:
    """The instant of a wall time (Paris) during a session: a night's small hours are those of the day after."""
    at = paris_instant(session.day, wall)
    next_day = session.ends_at.astimezone(PARIS).date() > session.day
    return paris_instant(session.day + timedelta(days=1), wall) if next_day and at < session.starts_at else at


def record_attendance(actor: Actor, store: Store, session_id: SessionId, noted: Mapping[str, Noted]) -> int:
    """Note several rows at once, each under the id it was shown with; returns how many changed.

    All or nothing. Raises StaleRevision when a row was corrected since it was shown, InvalidInput, NotFound, NotAllowed.
    """
    require_session(actor, session_id)
    now = store.now()
    with store.transaction() as conn:
        session = run_session(conn, session_id)
        sheet, stamp = read_sheet(conn, session, now), stamping(actor, now)
        new = [
            fresh
            for row_id, said in noted.items()
            if (fresh := _correction(_standing(conn, sheet, row_id), session, said, stamp())) is not None
        ]
        _write(conn, actor, sheet, new, now, "attendance_noted")
    return len(new)


def _standing(conn: Connection, sheet: Sheet, row_id: str) -> AttendanceRow:
    """The row that stands under this id. Raises StaleRevision that says who corrected it since, NotFound."""
    if row_id in sheet.replaced and all(row.stamp.id != row_id for row in sheet.rows):
        raise revisions.stale(conn, sheet.session.id, types=_CORRECTIONS)
    return sheet.row(row_id)


def _correction(row: AttendanceRow, session: Session, said: Noted, stamp: Stamp) -> AttendanceRow | None:
    """The row that replaces ``row``; None when it says the same."""
    new = corrected(
        row, session, stamp, absent=said.absent, arrived_at=said.arrived_at, left_at=said.left_at
    )  # fmt: skip
    return None if replace(new, stamp=row.stamp, replaces=row.replaces) == row else new


def add_extra(
    actor: Actor, store: Store, session_id: SessionId, person_id: PersonId, *, role: str = "",
    line: int | None = None, arrived_at: datetime | None = None,
) -> None:  # fmt: skip
    """Someone of the roster came on top. Raises InvalidInput when they are on the sheet already, NotFound, NotAllowed."""
    require_session(actor, session_id)
    now = store.now()
    with store.transaction() as conn:
        session = run_session(conn, session_id)
        if people.find(conn, person_id) is None:
            raise InvalidInput(N_("Cette personne n’est plus dans l’effectif : notez-la comme renfort de passage."))
        sheet = read_sheet(conn, session, now)
        _check_place(conn, store, session, role, line)
        new = added(
            session, sheet.settled, Attendee(person_id), stamping(actor, now)(), role=role, line=line, arrived_at=arrived_at
        )  # fmt: skip
        _write(conn, actor, sheet, [new], now, "attendance_extra")


def add_walk_in(
    actor: Actor, store: Store, session_id: SessionId, name: str, *, profession: str = "", exercise: str = "",
    status: str = "", role: str = "", line: int | None = None, arrived_at: datetime | None = None,
) -> None:  # fmt: skip
    """Someone who is in no roster came to help: the name is kept until the pay is settled. Raises InvalidInput, NotFound."""
    require_session(actor, session_id)
    now = store.now()
    with store.transaction() as conn:
        session = run_session(conn, session_id)
        sheet = read_sheet(conn, session, now)
        passing = passing_of(conn, store, name, profession, exercise, status)
        _check_place(conn, store, session, role, line)
        new = added(
            session, sheet.settled, Attendee(passing=passing), stamping(actor, now)(), role=role, line=line,
            arrived_at=arrived_at,
        )  # fmt: skip
        _write(conn, actor, sheet, [new], now, "attendance_walk_in")


def settle_walk_in(
    actor: Actor, store: Store, session_id: SessionId, row_id: str, *, accepted: bool, role: str = ""
) -> None:
    """Accept, or refuse, who wrote their name at the door. Raises StaleRevision when that was done already, NotFound."""
    require_session(actor, session_id)
    now = store.now()
    with store.transaction() as conn:
        session = run_session(conn, session_id)
        sheet = read_sheet(conn, session, now)
        row = _standing(conn, sheet, row_id)
        if not is_at_the_door(row):
            raise InvalidInput(N_("Cette personne n’attend plus : sa ligne est déjà réglée."))
        _check_place(conn, store, session, role, None)
        new = corrected(row, session, stamping(actor, now)(), absent=not accepted, arrived_at=row.arrived_at)
        kind = "attendance_accepted" if accepted else "attendance_refused"
        _write(conn, actor, sheet, [replace(new, role=role or new.role)], now, kind)


def passing_of(
    conn: Connection, store: Store, name: str, profession: str, exercise: str = "", status: str = ""
) -> Passing:
    """Someone passing, checked. Raises InvalidInput without a name, or for an unknown profession."""
    said = typed_line(name, LONGEST_NAME, too_long=NO_NAME, empty=NO_NAME)
    if profession and profession not in read_library(store, conn).professions:
        raise InvalidInput(N_("Choisissez une profession de la liste."))
    return Passing(new_id(), said, profession, exercise, status)


def _check_place(conn: Connection, store: Store, session: Session, role: str, line: int | None) -> None:
    if role and role not in read_library(store, conn).roles:
        raise InvalidInput(N_("Choisissez un poste de la liste."))
    if line is not None and not 1 <= line <= session.lines:
        raise InvalidInput(N_("La ligne {line} n’existe pas dans cette séance."), line=line)


def _write(
    conn: Connection, actor: Actor, sheet: Sheet, rows: Iterable[AttendanceRow], at: datetime, kind: str
) -> None:
    """Add the rows and say so in the journal; a sheet that was closed stays closed and its seats follow."""
    new = list(rows)
    if not new:
        return
    write_rows(conn, sheet, new)
    if sheet.closed_at is not None:
        restate_seats(conn, read_sheet(conn, sheet.session, at), at)
        attendance.close(conn, sheet.session.id, at, actor.id)
        centres.touch_rota(conn, sheet.session.centre_id)
    payload = {"rows": [row.stamp.id for row in new], "absent": sum(row.absent for row in new)}
    journal.write(conn, at, actor.id, kind, sheet.session.id, payload)
