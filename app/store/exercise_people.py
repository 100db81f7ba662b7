"""Participants of exercises, and the names and addresses of guests, which stand apart. Rows ↔ values."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from app.core.clock import instant_of, instant_text
from app.exercise.participant import Participant, ParticipantRole

if TYPE_CHECKING:
    import sqlite3

    from app.store.database import Connection

_SELECT = (
    "SELECT exercise_participant.*, name, email, phone FROM exercise_participant"
    " LEFT JOIN exercise_contact ON participant_id = exercise_participant.id"
)
_COLUMNS = (
    "role", "function", "organisation", "person_id", "account_id", "attended", "hot_wash_on", "invited_at", "removed_at",
)  # fmt: skip


def insert(conn: Connection, one: Participant) -> None:
    """Add a participant at revision 1, with what reaches them."""
    names = ("id", "exercise_id", *_COLUMNS)
    conn.execute(
        f"INSERT INTO exercise_participant ({', '.join(names)}) VALUES ({', '.join('?' * len(names))})",
        (one.id, one.exercise_id, *_values(one)),
    )
    _put_contact(conn, one)


def update(conn: Connection, one: Participant) -> None:
    """Write a participant; the caller has checked the revision, which moves by one."""
    conn.execute(
        f"UPDATE exercise_participant SET {', '.join(f'{name} = ?' for name in _COLUMNS)}, revision = revision + 1"
        " WHERE id = ?",
        (*_values(one), one.id),
    )
    _put_contact(conn, one)


def find(conn: Connection, participant_id: str) -> Participant | None:
    """The participant, unless removed."""
    row = conn.execute(
        f"{_SELECT} WHERE exercise_participant.id = ? AND removed_at IS NULL", (participant_id,)
    ).fetchone()
    return _participant(row) if row else None


def of_exercise(conn: Connection, exercise_id: str) -> list[Participant]:
    """Those of an exercise, in the order they were added."""
    rows = conn.execute(
        f"{_SELECT} WHERE exercise_id = ? AND removed_at IS NULL ORDER BY exercise_participant.rowid", (exercise_id,)
    )
    return [_participant(row) for row in rows]


def of_account(conn: Connection, exercise_id: str, account_id: str) -> Participant | None:
    """What an account takes part as."""
    row = conn.execute(
        f"{_SELECT} WHERE exercise_id = ? AND account_id = ? AND removed_at IS NULL", (exercise_id, account_id)
    ).fetchone()
    return _participant(row) if row else None


def has_washed(conn: Connection, participant_id: str, day: date) -> None:
    """Mark that the hot wash was answered that day: nothing else moves, so that it can't be dated more finely."""
    conn.execute("UPDATE exercise_participant SET hot_wash_on = ? WHERE id = ?", (day.isoformat(), participant_id))


def has_attended(conn: Connection, participant_id: str) -> bool:
    """Mark that they came; False when it was known. The revision stays: nobody who writes their sheet meanwhile is refused."""
    done = conn.execute("UPDATE exercise_participant SET attended = 1 WHERE id = ? AND attended = 0", (participant_id,))
    return done.rowcount == 1


def _put_contact(conn: Connection, one: Participant) -> None:
    if one.removed_at is not None or not (one.name or one.email or one.phone):
        conn.execute("DELETE FROM exercise_contact WHERE participant_id = ?", (one.id,))
        return
    conn.execute(
        "INSERT INTO exercise_contact (participant_id, name, email, phone) VALUES (?, ?, ?, ?)"
        " ON CONFLICT (participant_id) DO UPDATE SET name = excluded.name, email = excluded.email, phone = excluded.phone",
        (one.id, one.name, one.email, one.phone),
    )


def _values(one: Participant) -> tuple[object, ...]:
    return (
        one.role, one.function, one.organisation, one.person_id or None, one.account_id or None, int(one.attended),
        one.hot_wash_on.isoformat() if one.hot_wash_on else None,
        instant_text(one.invited_at) if one.invited_at else None,
        instant_text(one.removed_at) if one.removed_at else None,
    )  # fmt: skip


def _participant(row: sqlite3.Row) -> Participant:
    return Participant(
        id=row["id"], exercise_id=row["exercise_id"], role=ParticipantRole(row["role"]), function=row["function"],
        organisation=row["organisation"], person_id=row["person_id"] or "", account_id=row["account_id"] or "",
        attended=bool(row["attended"]),
        hot_wash_on=date.fromisoformat(row["hot_wash_on"]) if row["hot_wash_on"] else None,
        invited_at=instant_of(row["invited_at"]) if row["invited_at"] else None,
        name=row["name"] or "", email=row["email"] or "", phone=row["phone"] or "", revision=row["revision"],
    )  # fmt: skip
