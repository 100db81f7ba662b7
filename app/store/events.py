"""Events with their steps and the plans activated in them. Steps are only ever added."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from app.core.clock import instant_of, instant_text
from app.response.event import ActivatedPlan, Event, EventKind, EventState, Step, furthest

if TYPE_CHECKING:
    import sqlite3
    from datetime import datetime

    from app.store.database import Connection


def insert(conn: Connection, event: Event) -> None:
    """Add an event at revision 1."""
    conn.execute(
        "INSERT INTO event (id, title, kind, state, communes, summary, opened_at, closed_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (event.id, *_values(event)),
    )


def update(conn: Connection, event: Event) -> None:
    """Write an event; the caller has checked the revision, which moves by one."""
    conn.execute(
        "UPDATE event SET title = ?, kind = ?, state = ?, communes = ?, summary = ?, opened_at = ?, closed_at = ?,"
        " revision = revision + 1 WHERE id = ?",
        (*_values(event), event.id),
    )


def find(conn: Connection, event_id: str) -> Event | None:
    """The event, or None."""
    row = conn.execute("SELECT * FROM event WHERE id = ?", (event_id,)).fetchone()
    return _event(row) if row else None


def every(conn: Connection) -> list[Event]:
    """All events, the newest first."""
    return [_event(row) for row in conn.execute("SELECT * FROM event ORDER BY opened_at DESC, id DESC")]


def under_way(conn: Connection) -> list[Event]:
    """The events neither stood down nor reviewed, the newest first."""
    return [one for one in every(conn) if one.is_open]


def current(conn: Connection) -> Event | None:
    """The event under way that matters most: real before an exercise, the furthest gone, then the newest; None in peace."""
    return furthest(under_way(conn))


def add_step(conn: Connection, event_id: str, step: Step) -> None:
    """Write a state reached."""
    conn.execute(
        "INSERT INTO event_step (event_id, state, at, authority, department, reference, note, actor_id)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            event_id,
            step.state,
            instant_text(step.at),
            step.authority,
            step.department,
            step.reference,
            step.note,
            step.actor_id,
        ),
    )


def steps(conn: Connection, event_id: str) -> list[Step]:
    """What happened to an event, in the order it was written."""
    rows = conn.execute("SELECT * FROM event_step WHERE event_id = ? ORDER BY id", (event_id,))
    return [
        Step(
            state=EventState(row["state"]),
            at=instant_of(row["at"]),
            authority=row["authority"],
            department=row["department"],
            reference=row["reference"],
            note=row["note"],
            actor_id=row["actor_id"],
        )
        for row in rows
    ]


def activate(conn: Connection, event_id: str, slug: str, at: datetime, actor_id: str) -> bool:
    """Put a plan to work in an event; False when it is already."""
    done = conn.execute(
        "INSERT INTO event_plan (event_id, plan_slug, activated_at, actor_id) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
        (event_id, slug, instant_text(at), actor_id),
    )
    return done.rowcount == 1


def plans(conn: Connection, event_id: str) -> list[ActivatedPlan]:
    """The plans at work in an event, in the order they were activated."""
    rows = conn.execute("SELECT * FROM event_plan WHERE event_id = ? ORDER BY activated_at, rowid", (event_id,))
    return [ActivatedPlan(row["plan_slug"], instant_of(row["activated_at"]), row["actor_id"]) for row in rows]


def _values(event: Event) -> tuple[object, ...]:
    return (
        event.title,
        event.kind,
        event.state,
        json.dumps(event.communes),
        event.summary,
        instant_text(event.opened_at),
        instant_text(event.closed_at) if event.closed_at else None,
    )


def _event(row: sqlite3.Row) -> Event:
    return Event(
        id=row["id"],
        title=row["title"],
        kind=EventKind(row["kind"]),
        state=EventState(row["state"]),
        communes=tuple(json.loads(row["communes"])),
        summary=row["summary"],
        opened_at=instant_of(row["opened_at"]),
        closed_at=instant_of(row["closed_at"]) if row["closed_at"] else None,
        revision=row["revision"],
    )
