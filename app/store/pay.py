"""Indemnities recorded and statements settled. A settled statement is written once; the database refuses to change it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from app.activity.indemnities import IndemnityUnit
from app.core.clock import instant_of, instant_text
from app.core.ids import PersonId

if TYPE_CHECKING:
    import sqlite3
    from datetime import datetime

    from app.store.database import Connection


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptIndemnity:
    """One indemnity of a person for a civil day; ``cancelled_at`` (UTC) once it is withdrawn: it stays in the record."""

    id: str
    person_id: PersonId
    activity: str
    unit: IndemnityUnit
    quantity: int
    day: date
    at: datetime
    actor_id: str
    cancelled_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Settlement:
    """A statement as it was settled. ``attendee`` is the attendee's key; ``statement`` holds its lines, without any name."""

    id: str
    attendee: str
    first: date
    last: date
    total_cents: int
    statement: Mapping[str, Any]
    at: datetime
    actor_id: str
    payer: str = ""


def add_indemnity(conn: Connection, one: KeptIndemnity) -> None:
    """Write an indemnity down."""
    conn.execute(
        "INSERT INTO indemnity (id, person_id, activity, unit, quantity, day, at, actor_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            one.id, one.person_id, one.activity, one.unit.value, one.quantity, one.day.isoformat(),
            instant_text(one.at), one.actor_id,
        ),
    )  # fmt: skip


def cancel_indemnity(conn: Connection, indemnity_id: str, at: datetime) -> bool:
    """Withdraw an indemnity; False when it does not exist or is withdrawn already."""
    done = conn.execute(
        "UPDATE indemnity SET cancelled_at = ? WHERE id = ? AND cancelled_at IS NULL", (instant_text(at), indemnity_id)
    )
    return done.rowcount == 1


def indemnities(conn: Connection, first: date, last: date) -> list[KeptIndemnity]:
    """Indemnities of the civil days from ``first`` to ``last``, withdrawn ones included, in order of day."""
    rows = conn.execute(
        "SELECT * FROM indemnity WHERE day BETWEEN ? AND ? ORDER BY day, at, id", (first.isoformat(), last.isoformat())
    )
    return [_indemnity(row) for row in rows]


def add_settlement(conn: Connection, one: Settlement) -> bool:
    """Freeze a statement; False when this person's period is settled already."""
    done = conn.execute(
        "INSERT OR IGNORE INTO settlement (id, attendee, first_day, last_day, total_cents, payer, statement, at, actor_id)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            one.id, one.attendee, one.first.isoformat(), one.last.isoformat(), one.total_cents, one.payer,
            json.dumps(one.statement, ensure_ascii=False, sort_keys=True), instant_text(one.at), one.actor_id,
        ),
    )  # fmt: skip
    return done.rowcount == 1


def settlements(conn: Connection, attendee: str | None = None) -> list[Settlement]:
    """Every settled statement, of one attendee when given, the oldest first."""
    rows = conn.execute(
        "SELECT * FROM settlement WHERE ? IS NULL OR attendee = ? ORDER BY first_day, at, id", (attendee, attendee)
    )
    return [_settlement(row) for row in rows]


def _indemnity(row: sqlite3.Row) -> KeptIndemnity:
    return KeptIndemnity(
        id=row["id"],
        person_id=PersonId(row["person_id"]),
        activity=row["activity"],
        unit=IndemnityUnit(row["unit"]),
        quantity=row["quantity"],
        day=date.fromisoformat(row["day"]),
        at=instant_of(row["at"]),
        actor_id=row["actor_id"],
        cancelled_at=instant_of(row["cancelled_at"]) if row["cancelled_at"] else None,
    )


def _settlement(row: sqlite3.Row) -> Settlement:
    return Settlement(
        id=row["id"],
        attendee=row["attendee"],
        first=date.fromisoformat(row["first_day"]),
        last=date.fromisoformat(row["last_day"]),
        total_cents=row["total_cents"],
        payer=row["payer"],
        statement=json.loads(row["statement"]),
        at=instant_of(row["at"]),
        actor_id=row["actor_id"],
    )
