"""The directory's contacts, and every call made to check a number. A contact taken out keeps its row and its calls."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from app.core.clock import instant_of, instant_text
from app.response.directory import Contact
from app.response.number_check import CheckRound, NumberTest, Outcome

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

    from app.store.database import Connection

_FIELDS = (
    "function", "department", "organisation", "name", "day_phone", "night_phone", "email", "note", "checked_on",
    "checked_by", "site_id",
)  # fmt: skip


def every(conn: Connection) -> list[Contact]:
    """Every contact that stands, by function, department, organisation, name."""
    rows = conn.execute(
        "SELECT * FROM contact WHERE removed_at IS NULL ORDER BY function, department, organisation, name, id"
    )
    return [_contact(row) for row in rows]


def find(conn: Connection, contact_id: str) -> Contact | None:
    """The contact, or None when it is not there, or no longer."""
    row = conn.execute("SELECT * FROM contact WHERE id = ? AND removed_at IS NULL", (contact_id,)).fetchone()
    return _contact(row) if row else None


def of_function(conn: Connection, function: str, department: str = "") -> list[Contact]:
    """Those who hold a function, of a department where one is given, the department's own before the territory's."""
    held = [one for one in every(conn) if one.function == function and (not department or one.covers(department))]
    return sorted(held, key=lambda one: one.department != department)


def put(conn: Connection, contact: Contact) -> None:
    """Add a contact at revision 1, or write every field of a known one, whose revision moves by one (the caller compares)."""
    values = [getattr(contact, name) for name in _FIELDS]
    texts = [one.isoformat() if isinstance(one, date) else one for one in values]
    changes = ", ".join(f"{name} = excluded.{name}" for name in _FIELDS)
    conn.execute(
        f"INSERT INTO contact (id, {', '.join(_FIELDS)}) VALUES (?{', ?' * len(_FIELDS)})"
        f" ON CONFLICT (id) DO UPDATE SET {changes}, revision = revision + 1",
        (contact.id, *texts),
    )


def remove(conn: Connection, contact_id: str, at: datetime) -> None:
    """Take a contact out of the directory."""
    conn.execute(
        "UPDATE contact SET removed_at = ?, revision = revision + 1 WHERE id = ?", (instant_text(at), contact_id)
    )


def restore(conn: Connection, contact_id: str) -> None:
    """Put back a contact that was taken out."""
    conn.execute("UPDATE contact SET removed_at = NULL, revision = revision + 1 WHERE id = ?", (contact_id,))


def removed(conn: Connection, contact_id: str) -> bool:
    """Whether a contact of that id was taken out."""
    row = conn.execute("SELECT removed_at FROM contact WHERE id = ?", (contact_id,)).fetchone()
    return row is not None and row["removed_at"] is not None


def add_test(conn: Connection, test: NumberTest) -> None:
    """Keep what came of a call."""
    conn.execute(
        "INSERT INTO number_test (id, contact_id, at, number, outcome, actor_id) VALUES (?, ?, ?, ?, ?, ?)",
        (test.id, test.contact_id, instant_text(test.at), test.number, test.outcome, test.actor_id),
    )


def take_back_test(conn: Connection, test_id: str) -> None:
    """Forget a call recorded by mistake."""
    conn.execute("DELETE FROM number_test WHERE id = ?", (test_id,))


def calls(conn: Connection, since: datetime | None = None) -> list[NumberTest]:
    """Calls made from ``since`` on (all of them when None) to contacts that stand, in order of time."""
    rows = conn.execute(
        "SELECT number_test.* FROM number_test JOIN contact ON contact.id = contact_id"
        " WHERE removed_at IS NULL AND at >= ? ORDER BY at, number_test.id",
        (instant_text(since) if since else "",),
    )
    return [
        NumberTest(
            row["id"], row["contact_id"], instant_of(row["at"]), row["number"], Outcome(row["outcome"]), row["actor_id"]
        )
        for row in rows
    ]


ROUNDS = "number_checks"
"""The setting that keeps the rounds of calls, the newest last."""


def rounds(conn: Connection) -> list[CheckRound]:
    """Every « test des numéros », the newest last."""
    row = conn.execute("SELECT value FROM setting WHERE key = ?", (ROUNDS,)).fetchone()
    return [_round(one) for one in json.loads(row["value"])] if row else []


def write_rounds(conn: Connection, kept: Iterable[CheckRound]) -> None:
    """Replace the rounds."""
    text = json.dumps([asdict(one) for one in kept], default=_plain, ensure_ascii=False, sort_keys=True)
    conn.execute(
        "INSERT INTO setting (key, value) VALUES (?, ?)"
        " ON CONFLICT (key) DO UPDATE SET value = excluded.value, revision = revision + 1",
        (ROUNDS, text),
    )


def _plain(value: object) -> str:
    assert isinstance(value, datetime)
    return instant_text(value)


def _round(held: dict[str, Any]) -> CheckRound:
    closed = held["closed_at"]
    return CheckRound(
        **{
            **held,
            "opened_at": instant_of(held["opened_at"]),
            "closed_at": instant_of(closed) if closed else None,
        }
    )


def _contact(row: sqlite3.Row) -> Contact:
    checked = date.fromisoformat(row["checked_on"]) if row["checked_on"] else None
    return Contact(
        id=row["id"], revision=row["revision"], **{**{name: row[name] for name in _FIELDS}, "checked_on": checked}
    )
