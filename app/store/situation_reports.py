"""Numbered situation reports of an event: the text, the figures frozen at their hour, when and to whom it was sent."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.core.clock import instant_of, instant_text
from app.response.situation import Figures, as_text, from_text

if TYPE_CHECKING:
    import sqlite3
    from datetime import datetime

    from app.store.database import Connection


@dataclass(frozen=True, slots=True, kw_only=True)
class SituationReport:
    """One report; ``at`` is the hour of its figures, ``sent_to`` says in words who got it. Instants are UTC."""

    id: str
    event_id: str
    number: int
    text: str
    figures: Figures
    at: datetime
    actor_id: str
    sent_at: datetime | None = None
    sent_to: str = ""
    revision: int = 1


def add(conn: Connection, one: SituationReport) -> None:
    """Write a report down, not sent."""
    conn.execute(
        "INSERT INTO situation_report (id, event_id, number, text, figures, at, actor_id) VALUES (?, ?, ?, ?, ?, ?, ?)",
        (one.id, one.event_id, one.number, one.text, as_text(one.figures), instant_text(one.at), one.actor_id),
    )


def update(conn: Connection, one: SituationReport) -> bool:
    """Write text, figures and sending over the revision that ``one`` holds; False when somebody wrote first."""
    done = conn.execute(
        "UPDATE situation_report SET text = ?, figures = ?, at = ?, sent_at = ?, sent_to = ?, revision = revision + 1"
        " WHERE id = ? AND revision = ?",
        (
            one.text, as_text(one.figures), instant_text(one.at), instant_text(one.sent_at) if one.sent_at else None,
            one.sent_to, one.id, one.revision,
        ),
    )  # fmt: skip
    return done.rowcount == 1


def find(conn: Connection, report_id: str) -> SituationReport | None:
    """The report, or None."""
    row = conn.execute("SELECT * FROM situation_report WHERE id = ?", (report_id,)).fetchone()
    return _report(row) if row else None


def of_event(conn: Connection, event_id: str) -> list[SituationReport]:
    """The reports of an event, the first first."""
    rows = conn.execute("SELECT * FROM situation_report WHERE event_id = ? ORDER BY number", (event_id,))
    return [_report(row) for row in rows]


def sent_between(conn: Connection, start: datetime, end: datetime) -> list[SituationReport]:
    """The reports sent in ``[start, end)``, in the order they left."""
    rows = conn.execute(
        "SELECT * FROM situation_report WHERE sent_at >= ? AND sent_at < ? ORDER BY sent_at, number",
        (instant_text(start), instant_text(end)),
    )
    return [_report(row) for row in rows]


def _report(row: sqlite3.Row) -> SituationReport:
    return SituationReport(
        id=row["id"],
        event_id=row["event_id"],
        number=row["number"],
        text=row["text"],
        figures=from_text(row["figures"]),
        at=instant_of(row["at"]),
        actor_id=row["actor_id"],
        sent_at=instant_of(row["sent_at"]) if row["sent_at"] else None,
        sent_to=row["sent_to"],
        revision=row["revision"],
    )
