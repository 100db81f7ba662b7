"""The write-ahead log beside the database: emptied, or what was erased, purged or anonymous could still be read in it.

A server keeps connections open, so that SQLite never cuts its log by itself: frame after frame, everything written since
stays there in clear. Each round of the scheduler empties it, and so does whoever erases something.
"""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

from app.store.database import connect

if TYPE_CHECKING:
    from app.store.database import Store

PATIENCE_SECONDS = 5.0
"""How long whoever erases waits for readers to let go of the log."""


def empty_log(store: Store, *, patience_seconds: float = PATIENCE_SECONDS) -> bool:
    """Write the log into the database file, whose freed pages are overwritten, and cut it to nothing.

    Outside any transaction. False when somebody read it all along: the next round takes it. Raises StorageFault.
    """
    database = store.folder.database
    log = database.with_name(f"{database.name}-wal")
    if not log.exists() or log.stat().st_size == 0:
        return True
    with store.folder.in_use(), closing(connect(database)) as conn:
        conn.execute(f"PRAGMA busy_timeout={round(patience_seconds * 1000)}")
        return not conn.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
