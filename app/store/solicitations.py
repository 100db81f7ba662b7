"""Who was asked what, and when: the ledger of goodwill."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.core.clock import instant_of, instant_text
from app.core.ids import PersonId
from app.mobilisation.budget import Ask, Solicitation

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from app.store.database import Connection


def add(conn: Connection, rows: Iterable[Solicitation]) -> None:
    """Write requests down, at the instant they leave."""
    conn.executemany(
        "INSERT INTO solicitation (person_id, at, ask, subject_id) VALUES (?, ?, ?, ?)",
        [(row.person, instant_text(row.at), row.ask.value, row.subject) for row in rows],
    )


def since(conn: Connection, start: datetime) -> list[Solicitation]:
    """Requests from ``start`` on, those queued for later included, in order of time."""
    rows = conn.execute("SELECT * FROM solicitation WHERE at >= ? ORDER BY at, id", (instant_text(start),))
    return [
        Solicitation(PersonId(row["person_id"]), instant_of(row["at"]), Ask(row["ask"]), row["subject_id"])
        for row in rows
    ]


def take_back(conn: Connection, subject: str, people: Iterable[PersonId], after: datetime) -> None:
    """Requests about ``subject`` that were to leave after ``after`` and will not: they cost nothing."""
    conn.executemany(
        "DELETE FROM solicitation WHERE subject_id = ? AND person_id = ? AND at > ?",
        [(subject, person, instant_text(after)) for person in people],
    )
