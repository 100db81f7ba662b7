"""Remove what has outlived its use: by itself every night where the table says so, else when asked, after a preview."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from app.access.permissions import Action, require
from app.core.clock import paris_date, paris_instant
from app.core.errors import N_, StaleRevision
from app.services.keeping.purge_trace import purge as purge_chains
from app.services.keeping.read_retention import JOURNAL, LOG, How, Rule, retention_rules
from app.services.keeping.reference import read_library
from app.store import journal, retention
from app.store.wal import empty_log

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from app.access.actor import Actor
    from app.store.database import Connection, Store

PREVIEW_HOLDS = timedelta(hours=1)
"""A preview older than this is read again before anything goes."""

NIGHT_HOUR = 3
"""Paris; the hours before are skipped or doubled twice a year."""


_again: dict[Path, datetime] = {}
"""When each folder served by this process is looked at again: a night, not every round."""


def purge_data(actor: Actor, store: Store, at: datetime, codes: Collection[str]) -> dict[str, int]:
    """Remove what the preview read at ``at`` (UTC) counted for these kinds; rows removed, by kind.

    Raises StaleRevision when the preview is too old, or from the future; NotAllowed.
    """
    require(actor, Action.KEEP_DATA)
    now = store.now()
    if not now - PREVIEW_HOLDS <= at <= now:
        raise StaleRevision(N_("Cet aperçu date : relisez ce qui partirait, puis recommencez. Rien n’a été effacé."))
    with store.transaction() as conn:
        rules = [rule for rule in retention_rules(read_library(store, conn)) if rule.is_purged and rule.code in codes]
        removed = _remove(conn, actor, store, rules, at)
    empty_log(store)
    return removed


def purge_expired(actor: Actor, store: Store) -> datetime:
    """The nightly duty: remove what goes by itself; when to look again (UTC)."""
    require(actor, Action.KEEP_DATA)
    again = _again.get(store.folder.path)
    if again is not None and store.now() < again:
        return again
    with store.reading() as conn:
        rules = [rule for rule in retention_rules(read_library(store, conn)) if rule.how is How.AUTO]
        due = any(retention.count(conn, rule.code, before) for rule in rules if (before := rule.before(store.now())))
    if due:
        with store.transaction() as conn:
            _remove(conn, actor, store, rules, store.now())
        empty_log(store)
    _again[store.folder.path] = _next_night(store.now())
    return _again[store.folder.path]


def _remove(conn: Connection, actor: Actor, store: Store, rules: Iterable[Rule], at: datetime) -> dict[str, int]:
    held = list(rules)
    removed = {
        rule.code: retention.remove(conn, rule.code, before)
        for rule in held
        if rule.code in retention.SWEEPS and (before := rule.before(at)) is not None
    }
    bounds = {rule.code: rule.before(at) for rule in held if rule.code in (JOURNAL, LOG)}
    if bounds:
        chains = purge_chains(conn, store, actor, journal_before=bounds.get(JOURNAL), log_before=bounds.get(LOG))
        removed |= {JOURNAL: chains.journal, LOG: chains.log}
    counts = {code: rows for code, rows in removed.items() if rows}
    if counts:
        retention.add_run(conn, store.now(), actor.id, counts)
        journal.write(conn, store.now(), actor.id, "data_purged", "data", counts)
    return counts


def _next_night(now: datetime) -> datetime:
    today = paris_instant(paris_date(now), time(NIGHT_HOUR))
    return today if today > now else paris_instant(paris_date(now) + timedelta(days=1), time(NIGHT_HOUR))
