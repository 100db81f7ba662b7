"""Two short anonymous questions: answers without a name, and marks that only keep someone from answering twice.

Nothing links a mark to an answer: they are written in two tables without a common column, the answer by its day alone.
"""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from app.store.database import Connection

SATISFACTION, FATIGUE = "satisfaction", "fatigue"


def add_voter(conn: Connection, kind: str, subject: str, voter_hash: str) -> bool:
    """Mark that someone has answered; False when they had."""
    done = conn.execute(
        "INSERT OR IGNORE INTO survey_voter (kind, subject_id, voter_hash) VALUES (?, ?, ?)",
        (kind, subject, voter_hash),
    )
    return done.rowcount == 1


def has_answered(conn: Connection, kind: str, subject: str, voter_hash: str) -> bool:
    """Whether that mark is there."""
    found = conn.execute(
        "SELECT 1 FROM survey_voter WHERE kind = ? AND subject_id = ? AND voter_hash = ?", (kind, subject, voter_hash)
    )
    return found.fetchone() is not None


def add_answer(conn: Connection, kind: str, subject: str, value: object, day: date) -> None:
    """Write an answer down, in no order that would tell whose it is: its number is drawn, not counted."""
    conn.execute(
        "INSERT INTO survey_answer (id, kind, subject_id, value, day) VALUES (abs(random()), ?, ?, ?, ?)",
        (kind, subject, json.dumps(value, ensure_ascii=False, sort_keys=True), day.isoformat()),
    )


def answers(conn: Connection, kind: str, first: date, last: date) -> list[Any]:
    """The answers given from ``first`` to ``last`` (civil days, included), in an order that says nothing."""
    rows = conn.execute(
        "SELECT value FROM survey_answer WHERE kind = ? AND day BETWEEN ? AND ? ORDER BY value, id",
        (kind, first.isoformat(), last.isoformat()),
    )
    return [json.loads(row["value"]) for row in rows]
