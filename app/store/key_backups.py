"""Which backups of keys were made, what they hold, and which of them were destroyed. Never a key nor a passphrase."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.core.clock import instant_of, instant_text
from app.core.ids import PracticeId, new_id

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from app.store.database import Connection


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyBackup:
    """One backup of keys: when, where it was said to go, and the practices whose key it holds. Instants are UTC."""

    id: str
    at: datetime
    place: str
    practices: tuple[PracticeId, ...] = ()
    destroyed_at: datetime | None = None


def add(conn: Connection, at: datetime, actor_id: str, place: str, holds: Mapping[PracticeId, str]) -> str:
    """Write a backup down with the fingerprints of the care keys in it; its id."""
    id = new_id()
    conn.execute(
        "INSERT INTO key_backup (id, at, actor_id, place) VALUES (?, ?, ?, ?)", (id, instant_text(at), actor_id, place)
    )
    conn.executemany(
        "INSERT INTO key_backup_holds (key_backup_id, practice_id, fingerprint) VALUES (?, ?, ?)",
        [(id, practice, mark) for practice, mark in sorted(holds.items())],
    )
    return id


def every(conn: Connection) -> list[KeyBackup]:
    """Every backup of keys, the newest first."""
    held: dict[str, list[PracticeId]] = {}
    for row in conn.execute("SELECT key_backup_id, practice_id FROM key_backup_holds ORDER BY practice_id"):
        held.setdefault(row["key_backup_id"], []).append(PracticeId(row["practice_id"]))
    return [
        KeyBackup(
            id=row["id"],
            at=instant_of(row["at"]),
            place=row["place"],
            practices=tuple(held.get(row["id"], ())),
            destroyed_at=instant_of(row["destroyed_at"]) if row["destroyed_at"] else None,
        )
        for row in conn.execute("SELECT * FROM key_backup ORDER BY at DESC, id DESC")
    ]


def still_holding(conn: Connection, practice: PracticeId) -> list[KeyBackup]:
    """Backups not destroyed that hold a key, present or former, of this practice; the newest first."""
    return [one for one in every(conn) if one.destroyed_at is None and practice in one.practices]


def fingerprints(conn: Connection, practice: PracticeId) -> frozenset[str]:
    """Every key, present or former, of this practice that a backup of keys was ever made of."""
    rows = conn.execute("SELECT DISTINCT fingerprint FROM key_backup_holds WHERE practice_id = ?", (practice,))
    return frozenset(row["fingerprint"] for row in rows)


def mark_destroyed(conn: Connection, id: str, at: datetime) -> bool:
    """Note that a backup no longer exists; False when it is unknown or was noted already."""
    done = conn.execute(
        "UPDATE key_backup SET destroyed_at = ? WHERE id = ? AND destroyed_at IS NULL", (instant_text(at), id)
    )
    return done.rowcount == 1
