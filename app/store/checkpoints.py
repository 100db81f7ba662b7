"""Where a purge cut a chain: the hash of the last entry that went, signed with ``keys/journal.key``.

A checkpoint is what lets the triggers pass a deletion, and where the verification of what remains begins. The signature
says which key made it, so that a lost key is not taken for a forgery.
"""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from app.core.clock import instant_of, instant_text

if TYPE_CHECKING:
    from datetime import datetime

    from app.store.database import Connection

KEY = "journal"
"""Name of the key in ``keys/`` that signs checkpoints of both chains."""


class Seal(StrEnum):
    """What a checkpoint's signature is worth against the key at hand."""

    GOOD = "good"
    OTHER_KEY = "other_key"
    """Signed with a key that is not there any more: neither proven nor disproven."""
    FORGED = "forged"


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """A cut: entries up to ``up_to_seq`` were purged at ``at`` by ``actor_id``; ``hash`` is that of the last of them."""

    chain: str
    up_to_seq: int
    hash: str
    entries: int
    """How many entries this purge took away."""
    at: datetime
    actor_id: str
    signature: str

    def seal(self, key: bytes) -> Seal:
        """Whether the signature is that of ``key`` over these values."""
        maker, _, mark = self.signature.partition(":")
        if maker != fingerprint(key):
            return Seal.OTHER_KEY
        expected = _mark(key, self.chain, self.up_to_seq, self.hash, self.entries, self.at, self.actor_id)
        return Seal.GOOD if hmac.compare_digest(mark, expected) else Seal.FORGED


def write(
    conn: Connection, key: bytes, chain: str, up_to_seq: int, hash: str, *, entries: int, at: datetime, actor_id: str
) -> Checkpoint:
    """Sign and keep a cut, within the caller's transaction; the deletion follows it."""
    signature = f"{fingerprint(key)}:{_mark(key, chain, up_to_seq, hash, entries, at, actor_id)}"
    conn.execute(
        "INSERT INTO checkpoint (chain, up_to_seq, hash, entries, at, actor_id, signature) VALUES (?, ?, ?, ?, ?, ?, ?)",
        (chain, up_to_seq, hash, entries, instant_text(at), actor_id, signature),
    )
    return Checkpoint(chain, up_to_seq, hash, entries, at, actor_id, signature)


def every(conn: Connection, chain: str) -> list[Checkpoint]:
    """The chain's cuts, oldest first."""
    rows = conn.execute("SELECT * FROM checkpoint WHERE chain = ? ORDER BY up_to_seq", (chain,))
    return [
        Checkpoint(
            row["chain"],
            row["up_to_seq"],
            row["hash"],
            row["entries"],
            instant_of(row["at"]),
            row["actor_id"],
            row["signature"],
        )
        for row in rows
    ]


def last(conn: Connection, chain: str) -> Checkpoint | None:
    """The chain's last cut, or None when nothing was ever purged."""
    found = every(conn, chain)
    return found[-1] if found else None


def fingerprint(key: bytes) -> str:
    """Names a key without giving it away: 16 hexadecimal signs."""
    return hashlib.sha256(key).hexdigest()[:16]


def _mark(key: bytes, chain: str, up_to_seq: int, hash: str, entries: int, at: datetime, actor_id: str) -> str:
    said = "\x1f".join((chain, str(up_to_seq), hash, str(entries), instant_text(at), actor_id))
    return hmac.new(key, said.encode(), hashlib.sha256).hexdigest()
