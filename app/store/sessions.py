"""Sessions and their needs."""

from __future__ import annotations

from datetime import date, time
from typing import TYPE_CHECKING

from app.core.clock import instant_of, instant_text
from app.core.ids import CentreId, PartnerId, SessionId
from app.scheduling.session import Need, Session, SessionState

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable
    from datetime import datetime

    from app.store.database import Connection

_COLUMNS = (
    "id, centre_id, day, starts, ends, start_fold, end_fold, starts_at, ends_at, lines, state, site, target_group,"
    " dose_number, first_dose_session_id, vaccine, appointments, changed_at"
)


def insert(conn: Connection, session: Session, at: datetime) -> None:
    """Add a session; its wall times keep their fold beside the UTC instants."""
    conn.execute(
        f"INSERT INTO session ({_COLUMNS}) VALUES ({', '.join('?' * 18)})",
        (*_values(session), instant_text(at)),
    )


def update(conn: Connection, session: Session, at: datetime) -> None:
    """Write a session's fields and its SEQUENCE; the caller has checked the revision, which moves by one."""
    names = [name.strip() for name in _COLUMNS.split(",")]
    assignments = ", ".join(f"{name} = ?" for name in names[1:])
    conn.execute(
        f"UPDATE session SET {assignments}, sequence = ?, revision = revision + 1 WHERE id = ?",
        (*_values(session)[1:], instant_text(at), session.sequence, session.id),
    )


def publish(conn: Connection, session_id: SessionId, at: datetime) -> None:
    """A drafted session becomes visible in calendars."""
    conn.execute(
        "UPDATE session SET state = 'published', revision = revision + 1, changed_at = ? WHERE id = ?",
        (instant_text(at), session_id),
    )


def find(conn: Connection, session_id: SessionId) -> Session | None:
    """The session, or None."""
    row = conn.execute("SELECT * FROM session WHERE id = ?", (session_id,)).fetchone()
    return _session(row) if row else None


def between(
    conn: Connection, start: datetime, end: datetime, centre_id: CentreId | None = None, *, cancelled: bool = False
) -> list[Session]:
    """Sessions that begin in ``[start, end)``, in order of time; of one centre when given."""
    rows = conn.execute(
        "SELECT * FROM session WHERE starts_at >= ? AND starts_at < ? AND (? IS NULL OR centre_id = ?)"
        " AND (? OR state <> 'cancelled') ORDER BY starts_at, centre_id, id",
        (instant_text(start), instant_text(end), centre_id, centre_id, cancelled),
    )
    return [_session(row) for row in rows]


def of_centre(conn: Connection, centre_id: CentreId) -> list[Session]:
    """All sessions of a centre that are not cancelled, in order of time."""
    rows = conn.execute(
        "SELECT * FROM session WHERE centre_id = ? AND state <> 'cancelled' ORDER BY starts_at, id",
        (centre_id,),
    )
    return [_session(row) for row in rows]


def set_appointments(conn: Connection, session_id: SessionId, count: int | None) -> bool:
    """Write the booked appointments of a session; False when it does not exist. Calendars are not touched by it."""
    done = conn.execute("UPDATE session SET appointments = ? WHERE id = ?", (count, session_id))
    return done.rowcount == 1


def write_needs(conn: Connection, session_id: SessionId, needs: Iterable[Need]) -> None:
    """Replace what a session asks for."""
    conn.execute("DELETE FROM need WHERE session_id = ?", (session_id,))
    conn.executemany(
        "INSERT INTO need (session_id, role, count, weight, critical, provided, partner_id) VALUES (?, ?, ?, ?, ?, ?, ?)",
        [(n.session_id, n.role, n.count, n.weight, int(n.critical), n.provided, n.partner_id) for n in needs],
    )


def needs_between(conn: Connection, start: datetime, end: datetime) -> list[Need]:
    """Needs of the sessions that begin in ``[start, end)`` and are not cancelled, by time then role."""
    rows = conn.execute(
        "SELECT need.* FROM need JOIN session ON session.id = need.session_id WHERE starts_at >= ? AND starts_at < ?"
        " AND session.state <> 'cancelled' ORDER BY starts_at, session_id, role",
        (instant_text(start), instant_text(end)),
    )
    return [_need(row) for row in rows]


def needs_of(conn: Connection, session_id: SessionId) -> list[Need]:
    """What one session asks for, by role."""
    rows = conn.execute("SELECT * FROM need WHERE session_id = ? ORDER BY role", (session_id,))
    return [_need(row) for row in rows]


def delete(conn: Connection, session_id: SessionId) -> None:
    """Forget a session that was never published, with its needs, seats, answers, and its place in polls and waiting lists."""
    conn.execute("DELETE FROM draft_seat WHERE seat_id IN (SELECT id FROM seat WHERE session_id = ?)", (session_id,))
    for table in ("need", "answer", "poll_session", "waiting", "seat"):
        conn.execute(f"DELETE FROM {table} WHERE session_id = ?", (session_id,))
    conn.execute("DELETE FROM session WHERE id = ?", (session_id,))


def _need(row: sqlite3.Row) -> Need:
    return Need(
        SessionId(row["session_id"]),
        row["role"],
        row["count"],
        row["weight"],
        bool(row["critical"]),
        row["provided"],
        PartnerId(row["partner_id"]) if row["partner_id"] else None,
    )


def _values(session: Session) -> tuple[object, ...]:
    return (
        session.id,
        session.centre_id,
        session.day.isoformat(),
        f"{session.starts:%H:%M}",
        f"{session.ends:%H:%M}",
        session.starts.fold,
        session.ends.fold,
        instant_text(session.starts_at),
        instant_text(session.ends_at),
        session.lines,
        session.state,
        session.site,
        session.target_group,
        session.dose_number,
        session.first_dose_session_id,
        session.vaccine,
        session.appointments,
    )


def _session(row: sqlite3.Row) -> Session:
    return Session(
        id=SessionId(row["id"]),
        centre_id=CentreId(row["centre_id"]),
        day=date.fromisoformat(row["day"]),
        starts=time.fromisoformat(row["starts"]).replace(fold=row["start_fold"]),
        ends=time.fromisoformat(row["ends"]).replace(fold=row["end_fold"]),
        starts_at=instant_of(row["starts_at"]),
        ends_at=instant_of(row["ends_at"]),
        lines=row["lines"],
        state=SessionState(row["state"]),
        site=row["site"],
        target_group=row["target_group"],
        dose_number=row["dose_number"],
        first_dose_session_id=SessionId(row["first_dose_session_id"]) if row["first_dose_session_id"] else None,
        vaccine=row["vaccine"],
        appointments=row["appointments"],
        revision=row["revision"],
        sequence=row["sequence"],
        changed_at=instant_of(row["changed_at"]),
    )
