"""Seats, live and draft, what happened to them, and the undo stack of the draft."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from app.core.clock import instant_of, instant_text
from app.core.ids import CentreId, PartnerId, PersonId, SeatId, SessionId
from app.scheduling.history import SeatEdit, Step
from app.scheduling.session import DraftSeat, Holder, Seat, SeatState

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable
    from datetime import datetime

    from app.store.database import Connection


def insert(conn: Connection, seats: Iterable[Seat], at: datetime) -> None:
    """Add permanent places; their ids never change afterwards."""
    conn.executemany(
        "INSERT INTO seat (id, session_id, role, line, rank, person_id, partner_id, state, pinned, override_reason,"
        " changed_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (
                s.id,
                s.session_id,
                s.role,
                s.line,
                s.rank,
                s.holder.person_id,
                s.holder.partner_id,
                s.state,
                int(s.pinned),
                s.override_reason,
                instant_text(at),
            )
            for s in seats
        ],
    )


def between(
    conn: Connection, start: datetime, end: datetime, centre_id: CentreId | None = None, *, cancelled: bool = False
) -> list[Seat]:
    """Live seats of the sessions that begin in ``[start, end)``, by time, role, line, rank."""
    rows = conn.execute(
        "SELECT seat.* FROM seat JOIN session ON session.id = seat.session_id WHERE starts_at >= ? AND starts_at < ?"
        " AND (? IS NULL OR centre_id = ?) AND (? OR (seat.state <> 'cancelled' AND session.state <> 'cancelled'))"
        " ORDER BY starts_at, session_id, role, line, rank",
        (instant_text(start), instant_text(end), centre_id, centre_id, cancelled),
    )
    return [_seat(row) for row in rows]


def of_session(conn: Connection, session_id: SessionId) -> list[Seat]:
    """Every seat of a session, cancelled ones included."""
    rows = conn.execute("SELECT * FROM seat WHERE session_id = ? ORDER BY role, line, rank", (session_id,))
    return [_seat(row) for row in rows]


def find(conn: Connection, seat_id: SeatId) -> Seat | None:
    """The live seat, or None."""
    row = conn.execute("SELECT * FROM seat WHERE id = ?", (seat_id,)).fetchone()
    return _seat(row) if row else None


def write(conn: Connection, before: Seat, after: Seat, at: datetime) -> None:
    """Write a live seat: its revision moves, and who lost or gained it is kept for their calendars."""
    conn.execute(
        "UPDATE seat SET person_id = ?, partner_id = ?, state = ?, pinned = ?, override_reason = ?, sequence = ?,"
        " revision = revision + 1, changed_at = ? WHERE id = ?",
        (
            after.holder.person_id,
            after.holder.partner_id,
            after.state,
            int(after.pinned),
            after.override_reason,
            after.sequence,
            instant_text(at),
            after.id,
        ),
    )
    if before.holder.person_id != after.holder.person_id:
        record(conn, before.id, before.holder.person_id, "released", at)
        record(conn, after.id, after.holder.person_id, "taken", at)


def record(conn: Connection, seat_id: SeatId, person_id: PersonId | None, kind: str, at: datetime) -> None:
    """Remember that a seat touched a person's calendar; without a person there is nothing to remember."""
    if person_id is not None:
        conn.execute(
            "INSERT INTO seat_event (seat_id, person_id, kind, at) VALUES (?, ?, ?, ?)",
            (seat_id, person_id, kind, instant_text(at)),
        )


def draft(conn: Connection, centre_id: CentreId | None = None) -> list[DraftSeat]:
    """The draft's differences from live, of one centre when given."""
    rows = conn.execute(
        "SELECT draft_seat.* FROM draft_seat JOIN seat ON seat.id = seat_id JOIN session ON session.id = session_id"
        " WHERE ? IS NULL OR centre_id = ? ORDER BY starts_at, seat_id",
        (centre_id, centre_id),
    )
    return [_draft(row) for row in rows]


def write_draft(conn: Connection, rows: Iterable[DraftSeat]) -> None:
    """Put or replace draft differences."""
    conn.executemany(
        "INSERT OR REPLACE INTO draft_seat (seat_id, person_id, partner_id, pinned, override_reason, provisional,"
        " base_revision) VALUES (?, ?, ?, ?, ?, ?, ?)",
        [
            (
                d.seat_id,
                d.holder.person_id,
                d.holder.partner_id,
                int(d.pinned),
                d.override_reason,
                int(d.provisional),
                d.base_revision,
            )
            for d in rows
        ],
    )


def drop_draft(conn: Connection, seat_ids: Iterable[SeatId]) -> None:
    """Forget the draft's differences on these seats."""
    conn.executemany("DELETE FROM draft_seat WHERE seat_id = ?", [(seat_id,) for seat_id in seat_ids])


def push_step(conn: Connection, centre_id: CentreId, actor_id: str, step: Step, at: datetime) -> None:
    """Remember one change of the draft so that it can be undone; whatever was undone before can't come back."""
    if not step.edits:
        return
    conn.execute("DELETE FROM draft_step WHERE centre_id = ? AND undone = 1", (centre_id,))
    conn.execute(
        "INSERT INTO draft_step (centre_id, at, actor_id, label, edits) VALUES (?, ?, ?, ?, ?)",
        (centre_id, instant_text(at), actor_id, step.label, json.dumps([asdict(edit) for edit in step.edits])),
    )


def next_step(conn: Connection, centre_id: CentreId, *, undone: bool) -> tuple[int, Step] | None:
    """The step that *undo* (``undone`` False) or *redo* (True) would take, with its number."""
    row = conn.execute(
        "SELECT * FROM draft_step WHERE centre_id = ? AND undone = ? ORDER BY id " + ("ASC" if undone else "DESC"),
        (centre_id, int(undone)),
    ).fetchone()
    if row is None:
        return None
    edits = [
        SeatEdit(edit["seat_id"], _loaded(edit["before"]), _loaded(edit["after"])) for edit in json.loads(row["edits"])
    ]
    return row["id"], Step(row["label"], tuple(edits))


def mark_step(conn: Connection, step: int, *, undone: bool) -> None:
    """Say that a step was undone or done again."""
    conn.execute("UPDATE draft_step SET undone = ? WHERE id = ?", (int(undone), step))


def clear_steps(conn: Connection, centre_id: CentreId) -> None:
    """Forget the undo stack: after publication the draft is empty and starts anew."""
    conn.execute("DELETE FROM draft_step WHERE centre_id = ?", (centre_id,))


def _loaded(values: dict[str, Any] | None) -> DraftSeat | None:
    return DraftSeat(**{**values, "holder": Holder(**values["holder"])}) if values else None


def _holder(row: sqlite3.Row) -> Holder:
    return Holder(
        PersonId(row["person_id"]) if row["person_id"] else None,
        PartnerId(row["partner_id"]) if row["partner_id"] else None,
    )


def _draft(row: sqlite3.Row) -> DraftSeat:
    return DraftSeat(
        SeatId(row["seat_id"]),
        _holder(row),
        row["base_revision"],
        bool(row["pinned"]),
        row["override_reason"],
        bool(row["provisional"]),
    )


def _seat(row: sqlite3.Row) -> Seat:
    return Seat(
        SeatId(row["id"]),
        SessionId(row["session_id"]),
        row["role"],
        row["line"],
        row["rank"],
        _holder(row),
        SeatState(row["state"]),
        bool(row["pinned"]),
        row["override_reason"],
        row["revision"],
        row["sequence"],
        instant_of(row["changed_at"]),
    )
