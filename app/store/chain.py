"""An append-only table, each entry chained to the one before by its hash: what the journal and the main courante are made of.

``hash = sha256(previous, at, actor, type, subject, payload_hash)`` with ``payload_hash = sha256(salt ‖ payload)``.
Payload and salt stand in a side table that erasure may blank without breaking the chain. A purge takes the oldest entries
away behind a signed checkpoint; the chain is then verified from there.
"""

from __future__ import annotations

import hashlib
import json
import secrets
import sqlite3
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from app.core.clock import instant_of, instant_text
from app.core.errors import N_, InvalidInput
from app.store import checkpoints

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import datetime

    from app.store.checkpoints import Checkpoint
    from app.store.database import Connection

GENESIS = "0" * 64

REFUSED = N_(
    "Rien n’a été écrit : les traces de ce dossier ont été altérées. Lancez « releve check », gardez ce dossier tel quel et prévenez l’administration."
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry as it reads back; ``payload`` is None once erased."""

    seq: int
    at: datetime
    actor_id: str
    type: str
    subject_id: str
    payload: Mapping[str, object] | None


@dataclass(frozen=True, slots=True)
class Link:
    """One entry as a third party verifies it: every field of the hash, with the salt and the payload as they are stored."""

    seq: int
    at: str
    actor_id: str
    type: str
    subject_id: str
    payload_hash: str
    previous: str
    hash: str
    salt: bytes | None
    payload: str | None

    @property
    def intact(self) -> bool:
        """Whether the entry is what its own hashes say; an erased payload proves nothing any more."""
        fields = (self.at, self.actor_id, self.type, self.subject_id, self.payload_hash)
        return self.hash == chained(self.previous, *fields) and self._payload_intact

    @property
    def _payload_intact(self) -> bool:
        if self.salt is None or self.payload is None:
            return self.salt is None and self.payload is None
        return hashlib.sha256(self.salt + self.payload.encode()).hexdigest() == self.payload_hash


class Fault(StrEnum):
    """How a chain can be found broken."""

    ALTERED = "altered"
    """An entry is not what its hash says, or does not follow the one before."""
    CUT = "cut"
    """Entries are missing at the beginning without a checkpoint, or at the end."""
    CUT_END = "cut_end"
    """Contents stand after the last entry: the entries that they belong to are gone, and nothing more can be written."""
    CONTENT_GONE = "content_gone"
    """An entry stands without its content, which an erasure would have left in place, blank."""
    FORGED_CHECKPOINT = "forged_checkpoint"
    UNKNOWN_KEY = "unknown_key"
    """A checkpoint was signed with another key than the one at hand: its cut can't be proven."""


@dataclass(frozen=True, slots=True)
class Break:
    """A place where a chain does not hold."""

    fault: Fault
    seq: int


@dataclass(frozen=True, slots=True)
class Chain:
    """One of the two append-only tables, by its name."""

    name: str

    def append(
        self,
        conn: Connection,
        at: datetime,
        actor_id: str,
        type: str,
        subject_id: str,
        payload: Mapping[str, object],
    ) -> int:
        """Append one entry within the caller's transaction; returns its number. ``payload`` must be JSON.

        Raises InvalidInput when the place is taken: the end of the chain was cut off, its contents left behind.
        """
        text = json.dumps(payload, ensure_ascii=False, sort_keys=True)
        salt = secrets.token_bytes(16)
        payload_hash = hashlib.sha256(salt + text.encode()).hexdigest()
        last, previous = self.end(conn)
        fields = (instant_text(at), actor_id, type, subject_id, payload_hash)
        try:
            conn.execute(
                f"INSERT INTO {self.name}_payload (seq, salt, payload) VALUES (?, ?, ?)", (last + 1, salt, text)
            )
        except sqlite3.IntegrityError:
            raise InvalidInput(REFUSED) from None
        conn.execute(
            f"INSERT INTO {self.name} (seq, at, actor_id, type, subject_id, payload_hash, previous, hash)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (last + 1, *fields, previous, chained(previous, *fields)),
        )
        return last + 1

    def end(self, conn: Connection) -> tuple[int, str]:
        """Number and hash of the last entry; those of the last checkpoint when all were purged; 0 and GENESIS at the start."""
        row = conn.execute(f"SELECT seq, hash FROM {self.name} ORDER BY seq DESC LIMIT 1").fetchone()
        if row:
            return row["seq"], row["hash"]
        cut = checkpoints.last(conn, self.name)
        return (cut.up_to_seq, cut.hash) if cut else (0, GENESIS)

    def head(self, conn: Connection) -> str:
        """The hash of the last entry: the same head means that nobody wrote in between."""
        return self.end(conn)[1]

    def entries(
        self, conn: Connection, where: str = "1", values: Sequence[object] = (), *, tail: str = ""
    ) -> list[Entry]:
        """The entries that a condition of the store keeps; ``where`` and ``tail`` are SQL of this folder, never a person's."""
        rows = conn.execute(
            "SELECT e.seq, e.at, e.actor_id, e.type, e.subject_id, p.payload"
            f" FROM {self.name} e LEFT JOIN {self.name}_payload p USING (seq) WHERE {where} {tail}",
            tuple(values),
        )
        return [_entry(row) for row in rows]

    def links(self, conn: Connection) -> Iterator[Link]:
        """Every entry that remains with its hashes, oldest first."""
        rows = conn.execute(
            "SELECT e.seq, e.at, e.actor_id, e.type, e.subject_id, e.payload_hash, e.previous, e.hash, p.salt, p.payload"
            f" FROM {self.name} e LEFT JOIN {self.name}_payload p USING (seq) ORDER BY e.seq"
        )
        for row in rows:
            yield Link(*row)

    def breaks(self, conn: Connection, key: bytes | None = None) -> list[Break]:
        """Where the chain does not hold, from the last cut on; signatures of cuts are checked when ``key`` is given."""
        cuts = checkpoints.every(conn, self.name)
        found = [one for cut in cuts if key is not None for one in _unsealed(cut, key)]
        expected, previous, first = 1, GENESIS, True
        for link in self.links(conn):
            if first:
                start = next((cut for cut in cuts if cut.up_to_seq == link.seq - 1), None)
                expected, previous = (start.up_to_seq + 1, start.hash) if start else (1, GENESIS)
            if first and link.seq != expected:
                found.append(Break(Fault.CUT, link.seq))
            elif link.seq != expected or link.previous != previous or not link.intact:
                found.append(Break(Fault.ALTERED, link.seq))
            expected, previous, first = link.seq + 1, link.hash, False
        if cuts and not first and expected <= cuts[-1].up_to_seq:
            found.append(Break(Fault.CUT, expected))
        return found + self._unpaired(conn)

    def _unpaired(self, conn: Connection) -> list[Break]:
        """Entries whose content is gone with its row, and contents that stand after the last entry."""
        alone = conn.execute(
            f"SELECT seq FROM {self.name} WHERE seq NOT IN (SELECT seq FROM {self.name}_payload) ORDER BY seq"
        )
        found = [Break(Fault.CONTENT_GONE, row["seq"]) for row in alone]
        last, _head = self.end(conn)
        left = conn.execute(f"SELECT min(seq) AS seq FROM {self.name}_payload WHERE seq > ?", (last,)).fetchone()
        return found if left["seq"] is None else [*found, Break(Fault.CUT_END, left["seq"])]

    def blanked(self, conn: Connection) -> int:
        """How many of the entries that remain have a blank content."""
        row = conn.execute(
            f"SELECT count(*) FROM {self.name}_payload JOIN {self.name} USING (seq) WHERE payload IS NULL"
        ).fetchone()
        return int(row[0])

    def holds(self, conn: Connection, head: str) -> bool:
        """Whether ``head`` is, or was until a purge cut there, the hash of an entry: proofs and backups name theirs."""
        if head == GENESIS:
            return True
        return bool(
            conn.execute(
                f"SELECT EXISTS (SELECT 1 FROM {self.name} WHERE hash = ?)"
                " OR EXISTS (SELECT 1 FROM checkpoint WHERE chain = ? AND hash = ?)",
                (head, self.name, head),
            ).fetchone()[0]
        )

    def last_before(self, conn: Connection, before: datetime) -> int:
        """Number of the last entry of the oldest stretch wholly written before an instant; 0 when there is none."""
        row = conn.execute(
            f"SELECT min(seq) AS kept FROM {self.name} WHERE at >= ?", (instant_text(before),)
        ).fetchone()
        return row["kept"] - 1 if row["kept"] is not None else self.end(conn)[0]

    def count_up_to(self, conn: Connection, seq: int) -> int:
        """How many entries remain up to this number."""
        return int(conn.execute(f"SELECT count(*) FROM {self.name} WHERE seq <= ?", (seq,)).fetchone()[0])

    def cut(self, conn: Connection, key: bytes, up_to_seq: int, *, at: datetime, actor_id: str) -> Checkpoint | None:
        """Purge the entries up to ``up_to_seq`` behind a signed checkpoint, within the caller's transaction; None when
        nothing is left to purge."""
        row = conn.execute(
            f"SELECT count(*) AS entries, max(seq) AS last FROM {self.name} WHERE seq <= ?", (up_to_seq,)
        ).fetchone()
        if not row["entries"]:
            return None
        hash = conn.execute(f"SELECT hash FROM {self.name} WHERE seq = ?", (row["last"],)).fetchone()["hash"]
        made = checkpoints.write(
            conn, key, self.name, row["last"], hash, entries=row["entries"], at=at, actor_id=actor_id
        )
        conn.execute(f"DELETE FROM {self.name}_payload WHERE seq <= ?", (made.up_to_seq,))
        conn.execute(f"DELETE FROM {self.name} WHERE seq <= ?", (made.up_to_seq,))
        return made

    def blank(self, conn: Connection, numbers: Iterable[int]) -> int:
        """Erase the payloads of these entries; the chain still holds. Returns how many were not erased yet."""
        count = 0
        for number in numbers:
            count += conn.execute(
                f"UPDATE {self.name}_payload SET payload = NULL, salt = NULL WHERE seq = ? AND payload IS NOT NULL",
                (number,),
            ).rowcount
        return count


def chained(previous: str, *fields: str) -> str:
    """The hash of an entry over the one before; fields are joined by a character none of them holds."""
    return hashlib.sha256("\x1f".join((previous, *fields)).encode()).hexdigest()


def _unsealed(cut: Checkpoint, key: bytes) -> list[Break]:
    faults = {checkpoints.Seal.FORGED: Fault.FORGED_CHECKPOINT, checkpoints.Seal.OTHER_KEY: Fault.UNKNOWN_KEY}
    fault = faults.get(cut.seal(key))
    return [Break(fault, cut.up_to_seq)] if fault else []


def _entry(row: sqlite3.Row) -> Entry:
    return Entry(
        row["seq"],
        instant_of(row["at"]),
        row["actor_id"],
        row["type"],
        row["subject_id"],
        json.loads(row["payload"]) if row["payload"] else None,
    )
