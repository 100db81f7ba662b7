"""What an event asks to be done: one row an action, written when a plan is activated or by hand, then ticked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.core.clock import instant_of, instant_text
from app.response.checklist import ChecklistItem
from app.response.sheet import Phase

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable
    from datetime import datetime

    from app.store.database import Connection


def insert(conn: Connection, items: Iterable[ChecklistItem]) -> None:
    """Add things to do, at revision 1."""
    conn.executemany(
        "INSERT INTO checklist_item (id, event_id, plan_slug, phase, function, text, card, due_at, done_at, done_by,"
        " skipped, rank) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (
                one.id,
                one.event_id,
                one.plan_slug,
                one.phase,
                one.function,
                one.text,
                one.card,
                instant_text(one.due_at),
                instant_text(one.done_at) if one.done_at else None,
                one.done_by,
                one.skipped,
                one.rank,
            )
            for one in items
        ],
    )


def settle(conn: Connection, item: ChecklistItem) -> None:
    """Write whether it is done, by whom, or why not; the caller has checked the revision, which moves by one."""
    conn.execute(
        "UPDATE checklist_item SET done_at = ?, done_by = ?, skipped = ?, revision = revision + 1 WHERE id = ?",
        (instant_text(item.done_at) if item.done_at else None, item.done_by, item.skipped, item.id),
    )


def set_aside(conn: Connection, item_id: str, why: str, at: datetime, actor_id: str) -> None:
    """Set one thing aside whatever its revision, which moves by one: its plan is no longer wanted."""
    conn.execute(
        "UPDATE checklist_item SET done_at = ?, done_by = ?, skipped = ?, revision = revision + 1 WHERE id = ?",
        (instant_text(at), actor_id, why, item_id),
    )


def find(conn: Connection, item_id: str) -> ChecklistItem | None:
    """One thing to do, or None."""
    row = conn.execute("SELECT * FROM checklist_item WHERE id = ?", (item_id,)).fetchone()
    return _item(row) if row else None


def of_event(conn: Connection, event_id: str) -> list[ChecklistItem]:
    """Everything an event asks, in the order of the plans."""
    rows = conn.execute("SELECT * FROM checklist_item WHERE event_id = ? ORDER BY rank, id", (event_id,))
    return [_item(row) for row in rows]


def _item(row: sqlite3.Row) -> ChecklistItem:
    return ChecklistItem(
        id=row["id"],
        event_id=row["event_id"],
        plan_slug=row["plan_slug"],
        phase=Phase(row["phase"]),
        function=row["function"],
        text=row["text"],
        card=row["card"],
        due_at=instant_of(row["due_at"]),
        done_at=instant_of(row["done_at"]) if row["done_at"] else None,
        done_by=row["done_by"],
        skipped=row["skipped"],
        rank=row["rank"],
        revision=row["revision"],
    )
