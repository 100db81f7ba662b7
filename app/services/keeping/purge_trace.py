"""What the journal and the main courante no longer need to keep: purged behind a signed checkpoint, or blanked.

Purging takes the oldest entries away; blanking leaves them in the chain without what they said. Both are journaled. The
functions on a connection serve a purge or an erasure that does more than this, in one transaction.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.access.permissions import Action, require
from app.core.clock import instant_text
from app.store import checkpoints, journal
from app.store.journal import JOURNAL
from app.store.log import LOG

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from app.access.actor import Actor
    from app.store.chain import Chain
    from app.store.database import Connection, Store

SHORTEST = 4
"""A word shorter than this is in too many entries to say whom it is about."""


@dataclass(frozen=True, slots=True)
class TracePurge:
    """How many entries of each chain a purge takes away, or took away."""

    journal: int = 0
    log: int = 0


def preview_trace_purge(
    actor: Actor, store: Store, *, journal_before: datetime | None = None, log_before: datetime | None = None
) -> TracePurge:
    """How many entries would go: the oldest stretch written before each instant (None: that chain is left alone)."""
    require(actor, Action.KEEP_DATA)
    with store.reading() as conn:
        return TracePurge(_countable(conn, JOURNAL, journal_before), _countable(conn, LOG, log_before))


def purge(
    conn: Connection,
    store: Store,
    actor: Actor,
    *,
    journal_before: datetime | None = None,
    log_before: datetime | None = None,
) -> TracePurge:
    """:func:`purge_trace` within the caller's transaction."""
    return TracePurge(_cut(conn, store, actor, JOURNAL, journal_before), _cut(conn, store, actor, LOG, log_before))


def blank_about(
    conn: Connection, store: Store, actor: Actor, words: Iterable[str], *, in_log: bool = False
) -> TracePurge:
    """Blank every payload that somebody wrote, that is about them, or that holds one of ``words`` (ids, telephone, address,
    full name), within the caller's transaction.

    Case and accents don't count; words of fewer than 4 letters are not looked for. The main courante is left alone unless
    ``in_log``. The chains still hold; the blanking is journaled with counts and no word.
    """
    looked_for = sorted({folded for word in words if len(folded := fold(word)) >= SHORTEST})
    blanked = TracePurge(
        JOURNAL.blank(conn, _naming(conn, JOURNAL, looked_for)),
        LOG.blank(conn, _naming(conn, LOG, looked_for)) if in_log else 0,
    )
    payload = {"journal": blanked.journal, "log": blanked.log}
    journal.write(conn, store.now(), actor.id, "trace_blanked", "journal", payload)
    return blanked


def fold(text: str) -> str:
    """``text`` without case, accents or doubled spaces, every apostrophe straight: how names are compared."""
    straight = text.replace("’", "'").replace("ʼ", "'")
    bare = "".join(letter for letter in unicodedata.normalize("NFD", straight) if not unicodedata.combining(letter))
    return " ".join(bare.casefold().split())


def _naming(conn: Connection, chain: Chain, looked_for: list[str]) -> list[int]:
    return [
        link.seq
        for link in chain.links(conn)
        if link.payload is not None
        and any(word in fold(f"{link.actor_id} {link.subject_id} {link.payload}") for word in looked_for)
    ]


def _countable(conn: Connection, chain: Chain, before: datetime | None) -> int:
    return chain.count_up_to(conn, chain.last_before(conn, before)) if before else 0


def _cut(conn: Connection, store: Store, actor: Actor, chain: Chain, before: datetime | None) -> int:
    """Cut a chain and say so in the journal, whose own entry comes after the cut."""
    if before is None:
        return 0
    key, last = store.folder.key(checkpoints.KEY), chain.last_before(conn, before)
    made = chain.cut(conn, key, last, at=store.now(), actor_id=actor.id)
    if made is None:
        return 0
    payload = {"before": instant_text(before), "up_to": made.up_to_seq, "entries": made.entries}
    journal.write(conn, store.now(), actor.id, f"{chain.name}_purged", chain.name, payload)
    return made.entries
