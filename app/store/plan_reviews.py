"""Partners asked to read a version of the plan, and what they say of it. Rows ↔ values of ``app.response.review``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.core.clock import instant_of, instant_text
from app.response.review import Comment, Reviewer, Visa

if TYPE_CHECKING:
    import sqlite3
    from datetime import datetime

    from app.store.database import Connection


def add(conn: Connection, reviewer: Reviewer) -> None:
    """Write a new reviewer."""
    conn.execute(
        "INSERT INTO plan_reviewer (id, plan_id, name, organisation, invited_at, closes_at) VALUES (?, ?, ?, ?, ?, ?)",
        (reviewer.id, reviewer.plan_id, reviewer.name, reviewer.organisation, instant_text(reviewer.invited_at),
         instant_text(reviewer.closes_at)),
    )  # fmt: skip


def find(conn: Connection, reviewer_id: str) -> Reviewer | None:
    """The reviewer, or None."""
    row = conn.execute("SELECT * FROM plan_reviewer WHERE id = ?", (reviewer_id,)).fetchone()
    return _reviewer(row) if row else None


def of_plan(conn: Connection, plan_id: str) -> list[Reviewer]:
    """Everybody asked to read a version, in the order they were."""
    rows = conn.execute(
        "SELECT * FROM plan_reviewer WHERE plan_id = ? ORDER BY invited_at, organisation, id", (plan_id,)
    )
    return [_reviewer(row) for row in rows]


def set_closing(conn: Connection, reviewer_id: str, closes_at: datetime) -> None:
    """Another end of a partner's time."""
    conn.execute("UPDATE plan_reviewer SET closes_at = ? WHERE id = ?", (instant_text(closes_at), reviewer_id))


def set_visa(conn: Connection, reviewer_id: str, visa: Visa | None, at: datetime | None) -> None:
    """What a partner says of the whole version; None takes it back."""
    conn.execute(
        "UPDATE plan_reviewer SET visa = ?, visa_at = ? WHERE id = ?", (visa, instant_text(at) if at else None, reviewer_id)
    )  # fmt: skip


def comments(conn: Connection, plan_id: str) -> list[Comment]:
    """Every comment on a version, oldest first."""
    rows = conn.execute(
        "SELECT c.* FROM plan_comment c JOIN plan_reviewer r ON r.id = c.reviewer_id WHERE r.plan_id = ?"
        " ORDER BY c.at, c.id",
        (plan_id,),
    )
    return [_comment(row) for row in rows]


def find_comment(conn: Connection, comment_id: str) -> Comment | None:
    """The comment, or None."""
    row = conn.execute("SELECT * FROM plan_comment WHERE id = ?", (comment_id,)).fetchone()
    return _comment(row) if row else None


def put_comment(conn: Connection, comment: Comment) -> None:
    """Write a comment, or write over it; who wrote it and about which section never change."""
    conn.execute(
        "INSERT INTO plan_comment (id, reviewer_id, section, text, at, reply, settled_at) VALUES (?, ?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (id) DO UPDATE SET text = excluded.text, at = excluded.at, reply = excluded.reply,"
        " settled_at = excluded.settled_at",
        (comment.id, comment.reviewer_id, comment.section, comment.text, instant_text(comment.at), comment.reply,
         instant_text(comment.settled_at) if comment.settled_at else None),
    )  # fmt: skip


def remove_comment(conn: Connection, comment_id: str) -> None:
    """Take back a comment nobody has answered."""
    conn.execute("DELETE FROM plan_comment WHERE id = ?", (comment_id,))


def _reviewer(row: sqlite3.Row) -> Reviewer:
    return Reviewer(
        id=row["id"],
        plan_id=row["plan_id"],
        name=row["name"],
        organisation=row["organisation"],
        invited_at=instant_of(row["invited_at"]),
        closes_at=instant_of(row["closes_at"]),
        visa=Visa(row["visa"]) if row["visa"] else None,
        visa_at=instant_of(row["visa_at"]) if row["visa_at"] else None,
    )


def _comment(row: sqlite3.Row) -> Comment:
    return Comment(
        id=row["id"],
        reviewer_id=row["reviewer_id"],
        section=row["section"],
        text=row["text"],
        at=instant_of(row["at"]),
        reply=row["reply"],
        settled_at=instant_of(row["settled_at"]) if row["settled_at"] else None,
    )
