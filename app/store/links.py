"""Links: their generations, and what a token opens. Tokens are derived (``app.access.links``), only hashes are here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.access.links import LinkScope, Subject, token_hash, token_of
from app.core.clock import instant_of, instant_text

if TYPE_CHECKING:
    from datetime import datetime

    from app.store.database import Connection


@dataclass(frozen=True, slots=True)
class Link:
    """One generation of a link; ``rotated_at`` (UTC) is set once a newer generation replaced it."""

    subject: Subject
    generation: int
    rotated_at: datetime | None = None


def current(conn: Connection, subject: Subject) -> Link | None:
    """The generation in force, or None when the link was never handed out."""
    row = conn.execute(
        "SELECT generation FROM link WHERE scope = ? AND subject_id = ? AND rotated_at IS NULL"
        " ORDER BY generation DESC LIMIT 1",
        (subject.scope, subject.id),
    ).fetchone()
    return Link(subject, row["generation"]) if row else None


def ensure(conn: Connection, key: bytes, subject: Subject, at: datetime) -> Link:
    """The generation in force, made when there is none; within the caller's transaction.

    One made with a key that was lost since opens nothing that ``key`` derives: the next generation takes its place.
    """
    row = conn.execute(
        "SELECT generation, token_hash FROM link WHERE scope = ? AND subject_id = ? AND rotated_at IS NULL"
        " ORDER BY generation DESC LIMIT 1",
        (subject.scope, subject.id),
    ).fetchone()
    if row is None:
        return _insert(conn, key, subject, at)
    if row["token_hash"] != token_hash(token_of(key, subject, row["generation"])):
        return rotate(conn, key, subject, at)
    return Link(subject, row["generation"])


def rotate(conn: Connection, key: bytes, subject: Subject, at: datetime) -> Link:
    """The next generation; the one before stops opening anything at ``at``."""
    conn.execute(
        "UPDATE link SET rotated_at = ? WHERE scope = ? AND subject_id = ? AND rotated_at IS NULL",
        (instant_text(at), subject.scope, subject.id),
    )
    return _insert(conn, key, subject, at)


def resolve(conn: Connection, hashed: str) -> Link | None:
    """What the token with this SHA-256 opens, replaced generations included; None for an unknown one."""
    row = conn.execute("SELECT * FROM link WHERE token_hash = ?", (hashed,)).fetchone()
    if row is None:
        return None
    rotated_at = instant_of(row["rotated_at"]) if row["rotated_at"] else None
    return Link(Subject(LinkScope(row["scope"]), row["subject_id"]), row["generation"], rotated_at)


def _insert(conn: Connection, key: bytes, subject: Subject, at: datetime) -> Link:
    row = conn.execute(
        "SELECT ifnull(max(generation), 0) + 1 AS next FROM link WHERE scope = ? AND subject_id = ?",
        (subject.scope, subject.id),
    ).fetchone()
    link = Link(subject, row["next"])
    conn.execute(
        "INSERT INTO link (scope, subject_id, generation, token_hash, created_at) VALUES (?, ?, ?, ?, ?)",
        (
            subject.scope,
            subject.id,
            link.generation,
            token_hash(token_of(key, subject, link.generation)),
            instant_text(at),
        ),
    )
    return link
