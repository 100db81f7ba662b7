"""The nightly copy: made at its hour, caught up when the machine was off, tried again after a failure."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from app.access.permissions import Action, require
from app.services.keeping.back_up import back_up, usual_rules
from app.store import backup_runs
from app.store.backup_rules import Kind, last_due, next_due

if TYPE_CHECKING:
    from pathlib import Path

    from app.access.actor import Actor
    from app.store.backup_rules import BackupRules
    from app.store.database import Store

log = logging.getLogger("releve.backup")

RETRY = timedelta(hours=1)
"""After a failure: a full disk is not freed in a minute, and each attempt reads the whole database."""

ON_TIME = timedelta(minutes=30)
"""A copy made later than this after its hour says that it was caught up."""

_failed_at: dict[Path, datetime] = {}
"""When a folder's last attempt failed, for a disk that takes no row to say so."""


def back_up_when_due(actor: Actor, store: Store) -> datetime | None:
    """Make the nightly copy if none was made since its hour; when to look again (UTC)."""
    require(actor, Action.BACK_UP)
    now = store.now()
    rules = usual_rules(store, now)
    with store.reading() as conn:
        tried = backup_runs.last(conn, now)
    due = last_due(rules, now)
    if tried is not None and tried.at >= due and tried.file:
        return next_due(rules, now)
    failed = max((at for at in (_failed_at.get(store.folder.path), tried.at if tried else None) if at), default=None)
    if failed is not None and due <= failed <= now < failed + RETRY:
        return failed + RETRY
    kind = Kind.CAUGHT_UP if now - due > ON_TIME else Kind.NIGHTLY
    return _tried(actor, store, rules, now, kind)


def _tried(actor: Actor, store: Store, rules: BackupRules, now: datetime, kind: Kind) -> datetime:
    try:
        made = back_up(actor, store, kind)
    except Exception as error:
        log.error("nightly copy not made: %s", type(error).__name__)
        _failed_at[store.folder.path] = now
        return now + RETRY
    _failed_at.pop(store.folder.path, None)
    if made.troubles:
        log.error("nightly copy made of data already at fault")
    return next_due(rules, now)
