"""What is written by hand in the review of an exercise, part by part. Rows ↔ values."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.core.clock import instant_of, instant_text
from app.exercise.review import ReviewPart, ReviewText

if TYPE_CHECKING:
    import sqlite3

    from app.store.database import Connection


def put(conn: Connection, exercise_id: str, one: ReviewText) -> None:
    """Write a part, over what it said; the caller has checked the revision, which moves by one."""
    conn.execute(
        "INSERT INTO review_text (exercise_id, part, text, changed_at, actor_id) VALUES (?, ?, ?, ?, ?)"
        " ON CONFLICT (exercise_id, part) DO UPDATE SET text = excluded.text, changed_at = excluded.changed_at,"
        " actor_id = excluded.actor_id, revision = revision + 1",
        (exercise_id, one.part, one.text, instant_text(one.changed_at), one.actor_id),
    )


def find(conn: Connection, exercise_id: str, part: ReviewPart) -> ReviewText | None:
    """A part, if anything was ever written in it."""
    row = conn.execute("SELECT * FROM review_text WHERE exercise_id = ? AND part = ?", (exercise_id, part)).fetchone()
    return _text(row) if row else None


def of_exercise(conn: Connection, exercise_id: str) -> dict[ReviewPart, ReviewText]:
    """Part → what it says; parts that this version does not know are left where they are."""
    rows = conn.execute("SELECT * FROM review_text WHERE exercise_id = ?", (exercise_id,)).fetchall()
    found = {row["part"]: row for row in rows}
    return {part: _text(found[part.value]) for part in ReviewPart if part.value in found}


def _text(row: sqlite3.Row) -> ReviewText:
    return ReviewText(
        part=ReviewPart(row["part"]), text=row["text"], changed_at=instant_of(row["changed_at"]),
        actor_id=row["actor_id"], revision=row["revision"],
    )  # fmt: skip
