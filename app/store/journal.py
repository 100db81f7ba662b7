"""The journal: append-only, each entry chained to the one before by its hash.

``hash = sha256(previous, at, actor, type, subject, payload_hash)`` with ``payload_hash = sha256(salt ‖ payload)``.
Payload and salt stand in a side table that erasure may blank without breaking the chain.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.core.clock import instant_of, instant_text

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from app.store.database import Connection

GENESIS = "0" * 64


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the journal as it reads back; ``payload`` is None once erased."""

    seq: int
    at: datetime
    actor_id: str
    type: str
    subject_id: str
    payload: Mapping[str, object] | None


def write(
    conn: Connection, at: datetime, actor_id: str, type: str, subject_id: str, payload: Mapping[str, object]
) -> None:
    """Append one entry within the caller's transaction; ``payload`` must be JSON."""
    text = json.dumps(payload, ensure_ascii=False, sort_keys=True)
    salt = secrets.token_bytes(16)
    payload_hash = hashlib.sha256(salt + text.encode()).hexdigest()
    last = conn.execute("SELECT seq, hash FROM journal ORDER BY seq DESC LIMIT 1").fetchone()
    seq, previous = (last["seq"] + 1, last["hash"]) if last else (1, GENESIS)
    fields = (instant_text(at), actor_id, type, subject_id, payload_hash)
    conn.execute("INSERT INTO journal_payload (seq, salt, payload) VALUES (?, ?, ?)", (seq, salt, text))
    conn.execute(
        "INSERT INTO journal (seq, at, actor_id, type, subject_id, payload_hash, previous, hash)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (seq, *fields, previous, chained(previous, *fields)),
    )


def chained(previous: str, *fields: str) -> str:
    """The hash of an entry over the one before; fields are joined by a character none of them holds."""
    return hashlib.sha256("\x1f".join((previous, *fields)).encode()).hexdigest()


def head(conn: Connection) -> str:
    """The hash of the last entry: the same head means that nobody wrote in between."""
    row = conn.execute("SELECT hash FROM journal ORDER BY seq DESC LIMIT 1").fetchone()
    return str(row["hash"]) if row else GENESIS


def problems(conn: Connection) -> list[str]:
    """Sequence numbers at which the chain breaks or a payload was altered, as text; empty when all is well."""
    found, previous, expected = [], GENESIS, 1
    rows = conn.execute(
        "SELECT j.*, p.salt, p.payload FROM journal j LEFT JOIN journal_payload p USING (seq) ORDER BY seq"
    )
    for row in rows:
        fields = (row["at"], row["actor_id"], row["type"], row["subject_id"], row["payload_hash"])
        intact = row["seq"] == expected and row["previous"] == previous and row["hash"] == chained(previous, *fields)
        if not intact or not _payload_intact(row["salt"], row["payload"], row["payload_hash"]):
            found.append(str(row["seq"]))
        previous, expected = row["hash"], row["seq"] + 1
    return found


def _payload_intact(salt: bytes | None, payload: str | None, payload_hash: str) -> bool:
    if salt is None or payload is None:
        return salt is None and payload is None
    return hashlib.sha256(salt + payload.encode()).hexdigest() == payload_hash


def recent(conn: Connection, limit: int = 50) -> list[Entry]:
    """The newest entries, newest first."""
    rows = conn.execute(
        "SELECT j.seq, j.at, j.actor_id, j.type, j.subject_id, p.payload FROM journal j"
        " LEFT JOIN journal_payload p USING (seq) ORDER BY j.seq DESC LIMIT ?",
        (limit,),
    )
    return [
        Entry(
            r["seq"],
            instant_of(r["at"]),
            r["actor_id"],
            r["type"],
            r["subject_id"],
            json.loads(r["payload"]) if r["payload"] else None,
        )
        for r in rows
    ]
