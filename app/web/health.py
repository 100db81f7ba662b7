"""``GET /sante``: is the server ready? For probes; says nothing about anyone."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from starlette.concurrency import run_in_threadpool
from starlette.responses import JSONResponse, Response

from app import __version__
from app.store.feeds import readable

if TYPE_CHECKING:
    from app.store.database import Store

log = logging.getLogger("releve.health")


async def health(store: Store) -> Response:
    """200 once the database answers, 503 otherwise."""
    try:
        await run_in_threadpool(_read, store)
    except Exception as error:
        log.error("database not readable: %s", type(error).__name__)
        return JSONResponse({"ok": False, "version": __version__}, 503, {"cache-control": "no-store"})
    return JSONResponse({"ok": True, "version": __version__}, 200, {"cache-control": "no-store"})


def _read(store: Store) -> None:
    with store.reading() as conn:
        readable(conn)
