"""``GET /sante``: is the server ready? For probes; says nothing about anyone, and to other machines nothing but yes or no."""

from __future__ import annotations

import logging
import shutil
from typing import TYPE_CHECKING

from starlette.concurrency import run_in_threadpool
from starlette.responses import JSONResponse, Response

from app import __version__
from app.services.keeping.read_backups import read_freshness
from app.store import upkeep
from app.store.feeds import readable
from app.web.addresses import is_from_this_machine

if TYPE_CHECKING:
    from datetime import datetime

    from starlette.types import Scope

    from app.store.database import Store

log = logging.getLogger("releve.health")

_HEADERS = {"cache-control": "no-store"}


async def health(store: Store, scope: Scope) -> Response:
    """200 once the database answers, 503 otherwise. A probe on this machine is also told how the folder is run."""
    try:
        standing = await run_in_threadpool(_read, store, is_from_this_machine(scope))
    except Exception as error:
        log.error("database not readable: %s", type(error).__name__)
        return JSONResponse({"ok": False, "version": __version__}, 503, _HEADERS)
    return JSONResponse({"ok": True, "version": __version__, **standing}, 200, _HEADERS)


def _read(store: Store, says_more: bool) -> dict[str, object]:
    """Ages in whole seconds, None where there is nothing to be old; bytes left on the disk."""
    with store.reading() as conn:
        readable(conn)
        if not says_more:
            return {}
        waiting = upkeep.oldest_pending(conn)
    now, fresh = store.now(), read_freshness(store)
    return {
        "oldest_message_seconds": _age(waiting, now),
        "last_backup_seconds": _age(fresh.last_at, now),
        "backup_late": fresh.is_late,
        "free_bytes": shutil.disk_usage(store.folder.path).free,
    }


def _age(at: datetime | None, now: datetime) -> int | None:
    return None if at is None else max(0, int((now - at).total_seconds()))
