"""One mark of everything that coverage is reckoned on: it changes whenever a row of it does. Nothing of what the rows hold."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.store.database import Connection

_ROWS = {
    "person": "id, revision",
    "practice": "id, revision",
    "site": "id, revision",
    "practice_care": "practice_id, revision",
    "closure": "id, revision",
    "outage": "id, revision",
    "remote_service": "id, revision",
    "slot": "id, revision",
    "session": "id, revision, state",
    "seat": "id, revision, state, person_id",
    "need": "session_id, role, count, critical, provided",
    "centre": "id, revision",
    "busy": "person_id, starts_at, ends_at, source",
    "care_need": "id, revision, expires_at",
    "care_key": "practice_id, shredded_at",
    "practice_count": "practice_id, category, revision",
    "desk_reply": "survey_id, subject, answered_at",
    "event": "id, revision",
    "reference_row": "id, revision",
    "road_override": "territory, road_id, revision",
    "setting": "key, value",
}
"""Table → the columns whose change moves the mark."""


def mark_of(conn: Connection) -> str:
    """A digest over keys and revisions of every table that :mod:`app.services.world.read_world` reads."""
    digest = sha256()
    for table, columns in _ROWS.items():
        digest.update(table.encode())
        for row in conn.execute(f"SELECT {columns} FROM {table} ORDER BY {columns}"):
            digest.update(repr(tuple(row)).encode())
    return digest.hexdigest()
