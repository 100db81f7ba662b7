"""What the folder says of how it is run: what waits, what is saved, whether the clock and the keys are as they should be."""

from __future__ import annotations

import stat
from typing import TYPE_CHECKING

from app.core.clock import instant_of, instant_text
from app.store import backup_runs, checkpoints, journal, key_marks

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from app.store.database import Connection
    from app.store.folder import DataFolder

OTHERS = stat.S_IRWXG | stat.S_IRWXO
"""Any right of the group or of everyone."""


def oldest_pending(conn: Connection) -> datetime | None:
    """When the message or letter that waits for longest was to leave, by itself, or None when nothing waits."""
    row = conn.execute(
        "SELECT min(next_at) AS at FROM (SELECT next_at, state, channel FROM message"
        " UNION ALL SELECT next_at, state, channel FROM partner_letter)"
        " WHERE state IN ('queued', 'sending', 'uncertain') AND channel <> 'hand'"
    ).fetchone()
    return instant_of(row["at"]) if row["at"] else None


def last_backup(conn: Connection, now: datetime) -> datetime | None:
    """When the newest proven copy of the data was made, or None."""
    run = backup_runs.last_proven(conn, now)
    return run.at if run else None


def first_unsaved(conn: Connection, now: datetime) -> datetime | None:
    """The instant of the oldest entry of the journal that no proven copy holds, or None when all are saved."""
    saved = last_backup(conn, now)
    row = conn.execute(
        "SELECT min(at) AS at FROM journal WHERE at > ?", (instant_text(saved) if saved else "",)
    ).fetchone()
    return instant_of(row["at"]) if row["at"] else None


def written_until(conn: Connection) -> datetime | None:
    """The latest instant at which anything was journaled: a clock that reads earlier was put back."""
    return journal.latest_instant(conn)


def open_to_others(folder: DataFolder) -> list[Path]:
    """Secrets that somebody else than their owner may read or replace on this machine."""
    private = [folder.keys, *sorted(folder.keys.glob("*")), folder.path / "secrets.toml"]
    return [path for path in private if path.exists() and path.stat().st_mode & OTHERS]


def lost_keys(conn: Connection, folder: DataFolder) -> list[Path]:
    """Keys that something in the database was made with, and that are not there any more."""
    wanted = {
        "links": "SELECT EXISTS (SELECT 1 FROM link)",
        checkpoints.KEY: "SELECT EXISTS (SELECT 1 FROM checkpoint)",
    }
    missing = [name for name, query in wanted.items() if conn.execute(query).fetchone()[0]]
    lost = {path for name in missing if not (path := folder.keys / f"{name}.key").exists()}
    return sorted(lost | set(key_marks.gone(conn, folder)))
