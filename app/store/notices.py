"""Information notices: each version of each text, immutable, and to whom it was given, when and how. Rows ↔ values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from app.core.clock import instant_of, instant_text
from app.core.errors import N_
from app.core.ids import PersonId, new_id

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

    from app.store.database import Connection


class NoticeKind(StrEnum):
    """Whom a notice informs."""

    ROSTER = "roster"
    ACCOUNTS = "accounts"
    PRACTICES = "practices"


class Given(StrEnum):
    """How a notice reached someone."""

    MESSAGE = "message"
    PAPER = "paper"
    SPOKEN = "spoken"


KIND_WORDS = {
    NoticeKind.ROSTER: N_("personnes de l’effectif"),
    NoticeKind.ACCOUNTS: N_("titulaires d’un compte"),
    NoticeKind.PRACTICES: N_("cabinets qui gardent des besoins de soins"),
}
GIVEN_WORDS = {
    Given.MESSAGE: N_("par message"),
    Given.PAPER: N_("sur papier"),
    Given.SPOKEN: N_("de vive voix"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """One version of a text. ``in_force_from`` is a civil day (Paris); ``legal_basis`` in words, with its article."""

    id: str
    kind: NoticeKind
    version: int
    text: str
    legal_basis: str
    in_force_from: date
    created_at: datetime


def every(conn: Connection) -> list[Notice]:
    """Every version of every kind, the newest of each first."""
    return [_notice(row) for row in conn.execute("SELECT * FROM notice ORDER BY kind, version DESC")]


def find(conn: Connection, id: str) -> Notice | None:
    """The notice, or None."""
    row = conn.execute("SELECT * FROM notice WHERE id = ?", (id,)).fetchone()
    return _notice(row) if row else None


def latest(conn: Connection, kind: NoticeKind) -> Notice | None:
    """The last version written of a kind, in force or to come; None when there is none."""
    row = conn.execute("SELECT * FROM notice WHERE kind = ? ORDER BY version DESC LIMIT 1", (kind,)).fetchone()
    return _notice(row) if row else None


def in_force(conn: Connection, kind: NoticeKind, on: date) -> Notice | None:
    """The version in force on a civil day; None when there is none."""
    row = conn.execute(
        "SELECT * FROM notice WHERE kind = ? AND in_force_from <= ? ORDER BY version DESC LIMIT 1",
        (kind, on.isoformat()),
    ).fetchone()
    return _notice(row) if row else None


def add(conn: Connection, kind: NoticeKind, text: str, legal_basis: str, in_force_from: date, at: datetime) -> Notice:
    """Write the next version of a kind."""
    before = latest(conn, kind)
    notice = Notice(
        id=new_id(),
        kind=kind,
        version=before.version + 1 if before else 1,
        text=text,
        legal_basis=legal_basis,
        in_force_from=in_force_from,
        created_at=at,
    )
    conn.execute(
        "INSERT INTO notice (id, kind, version, text, legal_basis, in_force_from, created_at) VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
            notice.id, kind.value, notice.version, text, legal_basis, in_force_from.isoformat(), instant_text(at),
        ),
    )  # fmt: skip
    return notice


def give(conn: Connection, notice_id: str, person_ids: Iterable[PersonId], at: datetime, how: Given) -> int:
    """Write down that these people were given a notice; how many had not been. A first date stays."""
    return sum(
        conn.execute(
            "INSERT OR IGNORE INTO notice_given (person_id, notice_id, at, how) VALUES (?, ?, ?, ?)",
            (person_id, notice_id, instant_text(at), how.value),
        ).rowcount
        for person_id in sorted(set(person_ids))
    )


def give_in_force(conn: Connection, person_ids: Iterable[PersonId], on: date, at: datetime, how: Given) -> int:
    """:func:`give` the roster's notice in force on a civil day; nothing happens while there is none."""
    notice = in_force(conn, NoticeKind.ROSTER, on)
    return give(conn, notice.id, person_ids, at, how) if notice else 0


def given(conn: Connection, notice_id: str) -> dict[PersonId, tuple[datetime, Given]]:
    """Who was given a notice, when (UTC) and how."""
    rows = conn.execute("SELECT * FROM notice_given WHERE notice_id = ? ORDER BY at, person_id", (notice_id,))
    return {PersonId(row["person_id"]): (instant_of(row["at"]), Given(row["how"])) for row in rows}


def _notice(row: sqlite3.Row) -> Notice:
    return Notice(
        id=row["id"],
        kind=NoticeKind(row["kind"]),
        version=row["version"],
        text=row["text"],
        legal_basis=row["legal_basis"],
        in_force_from=date.fromisoformat(row["in_force_from"]),
        created_at=instant_of(row["created_at"]),
    )
