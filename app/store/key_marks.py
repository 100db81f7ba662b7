"""What the database knows of the folder's own keys: a fingerprint of each, so that one lost or made anew is told.

Keys of practices have their own table; links say by themselves which key made them.
"""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

from app.access.links import LinkScope, Subject, token_hash, token_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from pathlib import Path

    from app.store.database import Connection
    from app.store.folder import DataFolder

SETTING = "key_marks"
LINKS = "links"


def fingerprint(key: bytes) -> str:
    """What tells a key without saying it."""
    return hashlib.sha256(b"releve key\x00" + key).hexdigest()


def note(conn: Connection, folder: DataFolder, anew: Collection[str] = ()) -> None:
    """Remember the keys that are there, in the caller's transaction; of those known already only the ones in ``anew``,
    names of keys that were just saved or put back and count from now on."""
    before = known(conn)
    here = {path.stem: fingerprint(path.read_bytes()) for path in _keys(folder)}
    marks = {**here, **before, **{name: mark for name, mark in here.items() if name in anew}}
    if marks != before:
        conn.execute(
            "INSERT INTO setting (key, value) VALUES (?, ?)"
            " ON CONFLICT (key) DO UPDATE SET value = excluded.value, revision = revision + 1",
            (SETTING, json.dumps(marks, sort_keys=True)),
        )


def known(conn: Connection) -> dict[str, str]:
    """Fingerprint of each key by its name; a value that does not read says nothing."""
    row = conn.execute("SELECT value FROM setting WHERE key = ?", (SETTING,)).fetchone()
    try:
        held = json.loads(row["value"]) if row else {}
    except ValueError:
        held = {}
    return {str(name): str(mark) for name, mark in held.items()} if isinstance(held, dict) else {}


def gone(conn: Connection, folder: DataFolder) -> list[Path]:
    """Keys that were there and are not any more."""
    paths = [folder.keys / f"{name}.key" for name in sorted(known(conn))]
    return [path for path in paths if not path.exists()]


def differing(conn: Connection, folder: DataFolder) -> list[Path]:
    """Keys that are not those the database knows, by their fingerprints; links are told by :func:`dead_links`."""
    marks = known(conn)
    return [
        path
        for path in _keys(folder)
        if path.stem != LINKS and marks.get(path.stem, fingerprint(path.read_bytes())) != fingerprint(path.read_bytes())
    ]


def dead_links(conn: Connection, folder: DataFolder) -> int:
    """Links in force that the key at hand did not make: their addresses can't be said again. 0 without a key."""
    path = folder.keys / f"{LINKS}.key"
    if not path.exists():
        return 0
    key = path.read_bytes()
    rows = conn.execute("SELECT scope, subject_id, generation, token_hash FROM link WHERE rotated_at IS NULL")
    return sum(
        row["token_hash"]
        != token_hash(token_of(key, Subject(LinkScope(row["scope"]), row["subject_id"]), row["generation"]))
        for row in rows
    )


def _keys(folder: DataFolder) -> Iterator[Path]:
    for path in sorted(folder.keys.glob("*.key")):
        if not path.name.startswith((".", "care-")):
            yield path
