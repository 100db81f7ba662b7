"""Keys of care needs: one of 32 random bytes per practice in ``keys/care-<practice>.key``, and what the database knows of each.

The database holds fingerprints and dates, never a key. A key that changes stands beside the former one until the needs are
sealed anew and committed; a destroyed key is overwritten, then removed (a solid-state disk may keep traces: destroying
rests on the disk being encrypted too).
"""

from __future__ import annotations

import hashlib
import os
import re
import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.core.clock import instant_of, instant_text
from app.core.ids import PracticeId
from app.store.backups import keep_entry

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Mapping
    from datetime import datetime
    from pathlib import Path

    from app.store.database import Connection, Store
    from app.store.folder import DataFolder

KEY_BYTES = 32
DESTROYED = "destroyed_keys.txt"
"""Beside the database, outlasting the restoration of a copy made before: fingerprints of keys that were destroyed."""
PLAIN = re.compile(r"[A-Za-z0-9-]{1,100}")


@dataclass(frozen=True, slots=True, kw_only=True)
class CareKey:
    """What is known of a practice's key. Instants are UTC; ``saved_at``: when it last went into a backup of keys."""

    practice: PracticeId
    fingerprint: str
    made_at: datetime
    rotated_at: datetime | None = None
    saved_at: datetime | None = None
    shredded_at: datetime | None = None


def every(conn: Connection) -> dict[PracticeId, CareKey]:
    """Every key that was made, destroyed ones included."""
    return {
        PracticeId(row["practice_id"]): _key(row) for row in conn.execute("SELECT * FROM care_key ORDER BY practice_id")
    }


def find(conn: Connection, practice: PracticeId) -> CareKey | None:
    """What is known of the practice's key; None: none was ever made."""
    row = conn.execute("SELECT * FROM care_key WHERE practice_id = ?", (practice,)).fetchone()
    return _key(row) if row else None


def key_name(practice: PracticeId) -> str:
    """The name of the key's file, without its ending: an id that no file system would take becomes a fingerprint."""
    plain = practice if PLAIN.fullmatch(practice) else hashlib.sha256(practice.encode()).hexdigest()[:32]
    return f"care-{plain}"


def path_of(folder: DataFolder, practice: PracticeId) -> Path:
    """Where the practice's key is."""
    return folder.keys / f"{key_name(practice)}.key"


def next_path(folder: DataFolder, practice: PracticeId) -> Path:
    """Where a new key waits for its needs to be sealed."""
    return folder.keys / f"{key_name(practice)}.next"


def fingerprint(key: bytes) -> str:
    """What tells a key without saying it."""
    return hashlib.sha256(b"releve care key\x00" + key).hexdigest()


def held(conn: Connection, folder: DataFolder, practice: PracticeId) -> bytes | None:
    """The key that seals the practice's needs; None: missing, destroyed, or not the one the database knows."""
    known = find(conn, practice)
    if known is None or known.shredded_at is not None or known.fingerprint in destroyed(folder):
        return None
    found = (_read(path) for path in (path_of(folder, practice), next_path(folder, practice)))
    return next((key for key in found if key is not None and fingerprint(key) == known.fingerprint), None)


def make(conn: Connection, folder: DataFolder, practice: PracticeId, at: datetime) -> bytes:
    """A key for a practice that has none, or whose key was destroyed; within the caller's transaction."""
    folder.prepare()
    path = path_of(folder, practice)
    known = find(conn, practice)
    key = None if known else _read(path)  # left by a making that was not committed: nothing is sealed by it
    if key is None:
        key = secrets.token_bytes(KEY_BYTES)
        destroy(path)
        write_key(path, key)
    conn.execute(
        "INSERT INTO care_key (practice_id, fingerprint, made_at) VALUES (?, ?, ?) ON CONFLICT (practice_id) DO UPDATE"
        " SET fingerprint = excluded.fingerprint, made_at = excluded.made_at, rotated_at = NULL, saved_at = NULL,"
        " shredded_at = NULL",
        (practice, fingerprint(key), instant_text(at)),
    )
    return key


def begin_rotation(conn: Connection, folder: DataFolder, practice: PracticeId, at: datetime) -> bytes:
    """A new key beside the one in force, which it replaces once the caller's transaction is committed and settled."""
    key = secrets.token_bytes(KEY_BYTES)
    write_key(next_path(folder, practice), key)
    conn.execute(
        "UPDATE care_key SET fingerprint = ?, rotated_at = ?, saved_at = NULL WHERE practice_id = ?",
        (fingerprint(key), instant_text(at), practice),
    )
    return key


def mark_shredded(conn: Connection, practice: PracticeId, at: datetime) -> None:
    """The key is to be destroyed: from the commit on nothing opens with it; :func:`settle` removes its file."""
    conn.execute("UPDATE care_key SET shredded_at = ? WHERE practice_id = ?", (instant_text(at), practice))


def settle(conn: Connection, folder: DataFolder) -> None:
    """Make the files agree with what is committed, after a rotation, a destruction, or a crash in the middle of one.

    Call it inside a write transaction that changed no key: another one may then be in the middle of nothing.
    """
    sweep(folder)
    gone = destroyed(folder)
    for known in every(conn).values():
        current, coming = path_of(folder, known.practice), next_path(folder, known.practice)
        if known.shredded_at is not None:
            note_destroyed(folder, [known.fingerprint])
        if known.shredded_at is not None or known.fingerprint in gone:
            destroy(current)
            destroy(coming)
        elif coming.exists():
            if _is(coming, known):
                destroy(current)
                coming.replace(current)
                keep_entry(folder.keys)
            else:
                destroy(coming)


def sweep(folder: DataFolder) -> None:
    """Destroy what a writing that was cut short left of a practice's key; inside a write transaction, like any writing."""
    for path in sorted(folder.keys.glob(".care-*")):
        destroy(path)


def destroyed(folder: DataFolder) -> frozenset[str]:
    """Fingerprints of the keys that were destroyed here, whatever the database says: none of them opens anything again."""
    try:
        return frozenset((folder.path / DESTROYED).read_text(encoding="ascii", errors="replace").split())
    except FileNotFoundError:
        return frozenset()


def note_destroyed(folder: DataFolder, marks: Iterable[str]) -> None:
    """Write these fingerprints down beside the database, whole, for its owner alone."""
    before = destroyed(folder)
    if not (after := before | frozenset(marks)) - before:
        return
    _write(folder.path / DESTROYED, "".join(f"{mark}\n" for mark in sorted(after)).encode("ascii"))


def settle_committed(store: Store) -> None:
    """:func:`settle`, once what changed a key is committed."""
    with store.transaction() as conn:
        settle(conn, store.folder)


def note_saved(conn: Connection, saved: Mapping[PracticeId, str], at: datetime) -> None:
    """These keys, by their fingerprints, went into a backup; one that changed since did not."""
    conn.executemany(
        "UPDATE care_key SET saved_at = ? WHERE practice_id = ? AND fingerprint = ?",
        [(instant_text(at), practice, mark) for practice, mark in sorted(saved.items())],
    )


def write_key(path: Path, key: bytes) -> None:
    """Write a key whole, for its owner alone, and see it on the disk."""
    _write(path, key)


def _write(path: Path, content: bytes) -> None:
    beside = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
        keep_entry(path.parent)
    finally:
        beside.unlink(missing_ok=True)


def destroy(path: Path) -> None:
    """Overwrite a key with noise, then remove it; nothing happens when there is none."""
    try:
        with path.open("r+b") as file:
            file.write(secrets.token_bytes(KEY_BYTES))
            file.flush()
            os.fsync(file.fileno())
    except FileNotFoundError:
        return
    path.unlink(missing_ok=True)
    keep_entry(path.parent)


def _read(path: Path) -> bytes | None:
    try:
        key = path.read_bytes()
    except FileNotFoundError:
        return None
    return key if len(key) == KEY_BYTES else None


def _is(path: Path, known: CareKey) -> bool:
    key = _read(path)
    return key is not None and fingerprint(key) == known.fingerprint


def _key(row: sqlite3.Row) -> CareKey:
    def instant(column: str) -> datetime | None:
        return instant_of(row[column]) if row[column] else None

    return CareKey(
        practice=PracticeId(row["practice_id"]),
        fingerprint=row["fingerprint"],
        made_at=instant_of(row["made_at"]),
        rotated_at=instant("rotated_at"),
        saved_at=instant("saved_at"),
        shredded_at=instant("shredded_at"),
    )
