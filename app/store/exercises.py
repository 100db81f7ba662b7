"""Exercises and the marks of their clock, which are only ever added. Rows ↔ values."""

from __future__ import annotations

import json
from datetime import UTC
from typing import TYPE_CHECKING

from app.core.clock import instant_of, instant_text
from app.drills.scenario import Scenario
from app.exercise.clock import ClockMark, VirtualClock
from app.exercise.exercise import Exercise, ExerciseKind, ExerciseState
from app.store.nullable import instant_or_null

if TYPE_CHECKING:
    import sqlite3
    from datetime import datetime

    from app.store.database import Connection

_COLUMNS = (
    "title", "kind", "state", "scenario", "document", "starts_at", "ends_at", "t0", "speed", "place", "partners",
    "instructions", "stop_word", "is_confidential", "plan_version", "event_id", "real_event_id", "armed_at", "armed_by",
    "started_at", "finished_at", "reviewed_at", "stopped_for_real_at", "result", "removed_at",
)  # fmt: skip
_INSTANTS = ("armed_at", "started_at", "finished_at", "reviewed_at", "stopped_for_real_at", "removed_at")


def next_number(conn: Connection) -> int:
    """The number of the next exercise: those removed keep theirs."""
    return int(conn.execute("SELECT ifnull(max(number), 0) + 1 FROM exercise").fetchone()[0])


def insert(conn: Connection, one: Exercise) -> None:
    """Add an exercise at revision 1."""
    names = ("id", "number", "created_at", "actor_id", *_COLUMNS)
    conn.execute(
        f"INSERT INTO exercise ({', '.join(names)}) VALUES ({', '.join('?' * len(names))})",
        (one.id, one.number, instant_text(one.created_at), one.actor_id, *_values(one)),
    )


def update(conn: Connection, one: Exercise) -> None:
    """Write an exercise; the caller has checked the revision, which moves by one."""
    conn.execute(
        f"UPDATE exercise SET {', '.join(f'{name} = ?' for name in _COLUMNS)}, revision = revision + 1 WHERE id = ?",
        (*_values(one), one.id),
    )


def find(conn: Connection, exercise_id: str) -> Exercise | None:
    """The exercise, unless it was removed or never was."""
    row = conn.execute("SELECT * FROM exercise WHERE id = ? AND removed_at IS NULL", (exercise_id,)).fetchone()
    return _exercise(row) if row else None


def every(conn: Connection) -> list[Exercise]:
    """All exercises and reviewed events, the latest to be held first."""
    rows = conn.execute("SELECT * FROM exercise WHERE removed_at IS NULL ORDER BY starts_at DESC, number DESC")
    return [_exercise(row) for row in rows]


def of_event(conn: Connection, event_id: str) -> Exercise | None:
    """The exercise that an event belongs to, or the review of that real event; None for any other event."""
    row = conn.execute(
        "SELECT * FROM exercise WHERE event_id = ? AND removed_at IS NULL ORDER BY number DESC LIMIT 1", (event_id,)
    ).fetchone()
    return _exercise(row) if row else None


def held_between(conn: Connection, start: datetime, end: datetime) -> list[tuple[Exercise, int]]:
    """Exercises played to their end that began in [start, end), oldest first, with how many attended."""
    rows = conn.execute(
        "SELECT *, (SELECT count(*) FROM exercise_participant WHERE exercise_id = exercise.id AND attended = 1"
        "  AND removed_at IS NULL) AS attendees FROM exercise WHERE started_at >= ? AND started_at < ?"
        " AND finished_at IS NOT NULL AND kind <> 'real_event' AND removed_at IS NULL ORDER BY started_at",
        (instant_text(start), instant_text(end)),
    )
    return [(_exercise(row), int(row["attendees"])) for row in rows]


def mark(conn: Connection, exercise_id: str, one: ClockMark) -> None:
    """Add a mark of the clock, to the microsecond: at sixty minutes a minute, a second cut off would be a minute gained."""
    conn.execute(
        "INSERT INTO exercise_clock (exercise_id, at, minutes, speed, actor_id) VALUES (?, ?, ?, ?, ?)",
        (exercise_id, one.at.astimezone(UTC).isoformat(), one.minutes, one.speed, one.actor_id),
    )


def clock(conn: Connection, exercise_id: str) -> VirtualClock:
    """The clock as its marks make it."""
    rows = conn.execute("SELECT * FROM exercise_clock WHERE exercise_id = ? ORDER BY id", (exercise_id,))
    return VirtualClock(
        tuple(ClockMark(instant_of(row["at"]), row["minutes"], row["speed"], row["actor_id"]) for row in rows)
    )


def _values(one: Exercise) -> tuple[object, ...]:
    held: dict[str, object] = {name: getattr(one, name) for name in _COLUMNS if name not in ("document", "scenario")}
    held |= {name: instant_or_null(getattr(one, name)) for name in _INSTANTS}
    held |= {
        "scenario": one.scenario.code,
        "document": one.scenario.model_dump_json(by_alias=True, exclude_defaults=False),
        "starts_at": instant_text(one.starts_at), "ends_at": instant_text(one.ends_at), "t0": instant_text(one.t0),
        "partners": json.dumps(one.partners, ensure_ascii=False), "is_confidential": int(one.is_confidential),
        "event_id": one.event_id or None, "real_event_id": one.real_event_id or None,
    }  # fmt: skip
    return tuple(held[name] for name in _COLUMNS)


def _exercise(row: sqlite3.Row) -> Exercise:
    instants = {name: instant_of(row[name]) if row[name] else None for name in _INSTANTS}
    return Exercise(
        id=row["id"], number=row["number"], title=row["title"], kind=ExerciseKind(row["kind"]),
        scenario=Scenario.model_validate_json(row["document"]), state=ExerciseState(row["state"]),
        starts_at=instant_of(row["starts_at"]), ends_at=instant_of(row["ends_at"]), t0=instant_of(row["t0"]),
        speed=row["speed"], place=row["place"], partners=tuple(json.loads(row["partners"])),
        instructions=row["instructions"], stop_word=row["stop_word"], is_confidential=bool(row["is_confidential"]),
        plan_version=row["plan_version"], event_id=row["event_id"] or "", real_event_id=row["real_event_id"] or "",
        armed_by=row["armed_by"] or "", result=row["result"], created_at=instant_of(row["created_at"]),
        actor_id=row["actor_id"], revision=row["revision"], **instants,
    )  # fmt: skip
