"""Answers to the hot wash: a drawn id, marks, two lines. Nothing of who gave them, when, or in which order. Rows ↔ values."""

from __future__ import annotations

import json
import secrets
from typing import TYPE_CHECKING

from app.exercise.hot_wash import HotWashAnswer

if TYPE_CHECKING:
    from app.store.database import Connection


def add(conn: Connection, exercise_id: str, one: HotWashAnswer) -> None:
    """Write an answer under an id drawn here: the table is kept in the order of ids, which tells nothing."""
    conn.execute(
        "INSERT INTO hot_wash (id, exercise_id, scores, went_well, went_less) VALUES (?, ?, ?, ?, ?)",
        (secrets.token_hex(16), exercise_id, json.dumps(one.scores, sort_keys=True), one.went_well, one.went_less),
    )


def of_exercise(conn: Connection, exercise_id: str) -> list[HotWashAnswer]:
    """The answers of an exercise, in the order of their drawn ids."""
    rows = conn.execute("SELECT * FROM hot_wash WHERE exercise_id = ? ORDER BY id", (exercise_id,))
    return [HotWashAnswer(json.loads(row["scores"]), row["went_well"], row["went_less"]) for row in rows]
