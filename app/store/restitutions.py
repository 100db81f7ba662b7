"""What was told back of an exercise, on which day and to whom; and which signs show that a milestone of its review is reached."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from app.core.clock import instant_of, instant_text
from app.exercise.milestones import Sign

if TYPE_CHECKING:
    from datetime import datetime

    from app.store.database import Connection


@dataclass(frozen=True, slots=True, kw_only=True)
class Restitution:
    """« Restitution faite le, à qui ». ``how``: in a meeting, by letter; empty when it was not said."""

    id: str
    exercise_id: str
    on_day: date
    to_whom: str
    how: str = ""
    at: datetime
    actor_id: str


def add(conn: Connection, one: Restitution) -> bool:
    """Write it; False when it was written already, by the same id."""
    done = conn.execute(
        "INSERT INTO restitution (id, exercise_id, on_day, to_whom, how, at, actor_id) VALUES (?, ?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (id) DO NOTHING",
        (one.id, one.exercise_id, one.on_day.isoformat(), one.to_whom, one.how, instant_text(one.at), one.actor_id),
    )
    return bool(done.rowcount)


def remove(conn: Connection, restitution_id: str, at: datetime) -> bool:
    """Take back what was written by mistake; False when nothing was there any more."""
    done = conn.execute(
        "UPDATE restitution SET removed_at = ? WHERE id = ? AND removed_at IS NULL", (instant_text(at), restitution_id)
    )
    return bool(done.rowcount)


def every(conn: Connection) -> list[Restitution]:
    """All of them, the latest first."""
    rows = conn.execute("SELECT * FROM restitution WHERE removed_at IS NULL ORDER BY on_day DESC, at DESC, id")
    return [
        Restitution(
            id=row["id"], exercise_id=row["exercise_id"], on_day=date.fromisoformat(row["on_day"]),
            to_whom=row["to_whom"], how=row["how"], at=instant_of(row["at"]), actor_id=row["actor_id"],
        )
        for row in rows
    ]  # fmt: skip


_SIGNS = (
    ("SELECT DISTINCT exercise_id FROM hot_wash", Sign.HOT_WASH),
    ("SELECT DISTINCT exercise_id FROM review_text WHERE trim(text) <> ''", Sign.TEXT),
    (
        "SELECT exercise_id FROM improvement WHERE exercise_id IS NOT NULL AND removed_at IS NULL GROUP BY exercise_id"
        " HAVING min(trim(owner) <> '') = 1",
        Sign.PLAN,
    ),
    ("SELECT id AS exercise_id FROM exercise WHERE state = 'reviewed'", Sign.SIGNED),
    ("SELECT DISTINCT exercise_id FROM restitution WHERE removed_at IS NULL", Sign.RESTITUTION),
)


def signs(conn: Connection) -> dict[str, frozenset[Sign]]:
    """Exercise id → what its review already shows: a hot wash answered, a text written, every action with its owner …"""
    found: dict[str, set[Sign]] = {}
    for query, sign in _SIGNS:
        for row in conn.execute(query):
            found.setdefault(row["exercise_id"], set()).add(sign)
    return {id: frozenset(held) for id, held in found.items()}
