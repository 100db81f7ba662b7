"""Actions of the improvement plan. Rows ↔ values of ``app.exercise.improvement``."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from app.core.clock import instant_of, instant_text
from app.exercise.improvement import Improvement, ImprovementState
from app.exercise.rating import Element

if TYPE_CHECKING:
    import sqlite3

    from app.store.database import Connection

_COLUMNS = (
    "exercise_id", "observation_id", "action", "finding", "cause", "section", "card", "element", "priority", "owner",
    "organisation", "person_id", "email", "starts_on", "due_on", "state", "proof", "closed_at", "version_before",
    "version_after", "verified_in", "reminded_at", "changed_at", "removed_at", "sequence",
)  # fmt: skip
_NULL = ("exercise_id", "observation_id", "person_id")
_DAYS = ("starts_on", "due_on")
_INSTANTS = ("closed_at", "reminded_at", "changed_at", "removed_at")


def insert(conn: Connection, one: Improvement) -> None:
    """Add an action at revision 1."""
    names = ("id", "created_at", "actor_id", *_COLUMNS)
    conn.execute(
        f"INSERT INTO improvement ({', '.join(names)}) VALUES ({', '.join('?' * len(names))})",
        (one.id, instant_text(one.created_at), one.actor_id, *_values(one)),
    )


def update(conn: Connection, one: Improvement) -> None:
    """Write an action; the caller has checked the revision, which moves by one."""
    conn.execute(
        f"UPDATE improvement SET {', '.join(f'{name} = ?' for name in _COLUMNS)}, revision = revision + 1 WHERE id = ?",
        (*_values(one), one.id),
    )


def find(conn: Connection, improvement_id: str, *, removed: bool = False) -> Improvement | None:
    """The action, unless it never was, or was removed and ``removed`` is not asked for."""
    row = conn.execute("SELECT * FROM improvement WHERE id = ?", (improvement_id,)).fetchone()
    return _improvement(row) if row and (removed or row["removed_at"] is None) else None


def every(conn: Connection, *, removed: bool = False) -> list[Improvement]:
    """All actions, the first due first; with those removed when asked for."""
    rows = conn.execute(
        "SELECT * FROM improvement WHERE ? OR removed_at IS NULL ORDER BY due_on, priority, created_at, id",
        (int(removed),),
    )
    return [_improvement(row) for row in rows]


def of_exercise(conn: Connection, exercise_id: str) -> list[Improvement]:
    """The actions that one exercise, or the review of one real event, gave; the first due first."""
    return [one for one in every(conn) if one.exercise_id == exercise_id]


def of_observation(conn: Connection, observation_id: str) -> Improvement | None:
    """The action that an observation became."""
    return next((one for one in every(conn) if one.observation_id == observation_id), None)


def _values(one: Improvement) -> tuple[object, ...]:
    held: dict[str, object] = {name: getattr(one, name) for name in _COLUMNS}
    held |= {name: getattr(one, name) or None for name in _NULL}
    held |= {name: getattr(one, name).isoformat() for name in _DAYS}
    held |= {name: instant_text(at) if (at := getattr(one, name)) else None for name in _INSTANTS}
    return tuple(held[name] for name in _COLUMNS)


def _improvement(row: sqlite3.Row) -> Improvement:
    return Improvement(
        id=row["id"], exercise_id=row["exercise_id"] or "", observation_id=row["observation_id"] or "",
        action=row["action"], finding=row["finding"], cause=row["cause"], section=row["section"], card=row["card"],
        element=Element(row["element"]), priority=row["priority"], owner=row["owner"],
        organisation=row["organisation"], person_id=row["person_id"] or "", email=row["email"],
        starts_on=date.fromisoformat(row["starts_on"]), due_on=date.fromisoformat(row["due_on"]),
        state=ImprovementState(row["state"]), proof=row["proof"],
        closed_at=instant_of(row["closed_at"]) if row["closed_at"] else None,
        version_before=row["version_before"], version_after=row["version_after"], verified_in=row["verified_in"],
        reminded_at=instant_of(row["reminded_at"]) if row["reminded_at"] else None,
        created_at=instant_of(row["created_at"]), changed_at=instant_of(row["changed_at"]),
        actor_id=row["actor_id"], removed_at=instant_of(row["removed_at"]) if row["removed_at"] else None,
        sequence=row["sequence"], revision=row["revision"],
    )  # fmt: skip
