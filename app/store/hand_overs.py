"""Hand-overs of needs between carers: ids and instants, never what a need says. Rows ↔ ``app.continuity.hand_over``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.continuity.carer import CarerId, CarerKind
from app.continuity.hand_over import HandOver, HandOverId
from app.continuity.need import NeedId
from app.core.clock import instant_of, instant_text
from app.core.ids import PracticeId

if TYPE_CHECKING:
    import sqlite3
    from datetime import datetime

    from app.store.database import Connection

ONE_CAUSE = "failure"
"""Written as the cause of every hand-over, which starts when it is proposed and has no end: a row says nothing of what
failed. Base, outages and closures side by side would otherwise tell which needs depend on power, on a site, on a road."""

_INSTANTS = ("proposed_at", "answered_at", "transmitted_at", "received_at", "first_visit_at", "ended_at")
_TAKERS = {
    CarerKind.PRACTICE: "to_practice_id",
    CarerKind.SITE: "to_site_id",
    CarerKind.REMOTE: "to_remote_id",
}
_COLUMNS = (
    "id",
    "need_id",
    "from_practice_id",
    *_TAKERS.values(),
    "cause",
    "starts_at",
    "ends_at",
    *_INSTANTS,
    "accepted",
    "actor_id",
    "revision",
)


def insert(conn: Connection, one: HandOver) -> None:
    """Add a hand-over; a need has one running."""
    conn.execute(
        f"INSERT INTO hand_over ({', '.join(_COLUMNS)}) VALUES ({', '.join('?' * len(_COLUMNS))})", _values(one)
    )


def update(conn: Connection, one: HandOver) -> bool:
    """Write a hand-over at its revision over the one before; False when somebody wrote first."""
    changes = ", ".join(f"{name} = ?" for name in _COLUMNS)
    done = conn.execute(
        f"UPDATE hand_over SET {changes} WHERE id = ? AND revision = ?", (*_values(one), one.id, one.revision - 1)
    )
    return done.rowcount == 1


def find(conn: Connection, id: str) -> HandOver | None:
    """The hand-over, or None."""
    row = conn.execute("SELECT * FROM hand_over WHERE id = ?", (id,)).fetchone()
    return _hand_over(row) if row else None


def running(conn: Connection) -> list[HandOver]:
    """Every hand-over neither refused nor over, oldest first."""
    return _read(conn, "ended_at IS NULL", ())


def of_practice(conn: Connection, practice: PracticeId) -> list[HandOver]:
    """Those a practice hands over, still running, oldest first."""
    return _read(conn, "from_practice_id = ? AND ended_at IS NULL", (practice,))


def taken_by(conn: Connection, practice: PracticeId) -> list[HandOver]:
    """Those a practice was asked to take and has not refused or given back, oldest first."""
    return _read(conn, "to_practice_id = ? AND ended_at IS NULL", (practice,))


def refused_since(conn: Connection, at: datetime) -> list[HandOver]:
    """Refusals from an instant on, oldest first."""
    return _read(conn, "accepted = 0 AND answered_at >= ?", (instant_text(at),))


def between(conn: Connection, first: datetime, last: datetime) -> list[HandOver]:
    """Those proposed from ``first`` until before ``last``, whatever became of them, oldest first."""
    return _read(conn, "proposed_at >= ? AND proposed_at < ?", (instant_text(first), instant_text(last)))


def _read(conn: Connection, where: str, values: tuple[object, ...]) -> list[HandOver]:
    rows = conn.execute(f"SELECT * FROM hand_over WHERE {where} ORDER BY proposed_at, id", values)
    return [_hand_over(row) for row in rows]


def _values(one: HandOver) -> tuple[object, ...]:
    kind, _colon, id = one.taker.partition(":")
    takers = [id if kind == held else None for held in _TAKERS]
    instants = [getattr(one, name) for name in _INSTANTS]
    return (
        one.id, one.need, one.giver, *takers, ONE_CAUSE, instant_text(one.proposed_at), None,
        *(instant_text(at) if at else None for at in instants), None if one.accepted is None else int(one.accepted), one.actor_id, one.revision,
    )  # fmt: skip


def _hand_over(row: sqlite3.Row) -> HandOver:
    taker = next(f"{kind}:{row[column]}" for kind, column in _TAKERS.items() if row[column] is not None)
    return HandOver(
        id=HandOverId(row["id"]),
        need=NeedId(row["need_id"]),
        giver=PracticeId(row["from_practice_id"]),
        taker=CarerId(taker),
        proposed_at=instant_of(row["proposed_at"]),
        answered_at=_at(row, "answered_at"),
        accepted=None if row["accepted"] is None else bool(row["accepted"]),
        transmitted_at=_at(row, "transmitted_at"),
        received_at=_at(row, "received_at"),
        first_visit_at=_at(row, "first_visit_at"),
        ended_at=_at(row, "ended_at"),
        actor_id=row["actor_id"],
        revision=row["revision"],
    )


def _at(row: sqlite3.Row, column: str) -> datetime | None:
    return instant_of(row[column]) if row[column] else None
