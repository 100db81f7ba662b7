"""The numbers of a chronogramme: 1, 2, 3… in the order it is played."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.store.database import Connection


def renumber(conn: Connection, exercise_id: str) -> None:
    """Number the injects of an exercise again, by minute; those of the same minute keep their order. Revisions stay: no
    form shows a number to change, and whoever writes another inject meanwhile is not refused."""
    rows = conn.execute(
        "SELECT id, number FROM exercise_inject WHERE exercise_id = ? AND removed_at IS NULL ORDER BY minutes, number",
        (exercise_id,),
    ).fetchall()
    moved = [(rank, row["id"]) for rank, row in enumerate(rows, start=1) if row["number"] != rank]
    # Twice, since two injects never hold the same number: below nought first, out of the way of all.
    for sign in (-1, 1):
        conn.executemany(
            "UPDATE exercise_inject SET number = ? WHERE id = ?", [(sign * rank, id) for rank, id in moved]
        )


def exchange(conn: Connection, first: str, second: str) -> None:
    """Exchange the numbers of two injects that stand at the same minute."""
    found = {
        row["id"]: row["number"]
        for row in conn.execute("SELECT id, number FROM exercise_inject WHERE id IN (?, ?)", (first, second))
    }
    for id, number in ((first, -1), (second, found[first]), (first, found[second])):
        conn.execute("UPDATE exercise_inject SET number = ? WHERE id = ?", (number, id))
