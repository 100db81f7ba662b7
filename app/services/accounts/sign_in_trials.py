"""Tries at proving who one is, as they are kept: under keyed hashes, for a day. In the caller's transaction."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from app.access.sealed import derived
from app.access.throttling import FORGOTTEN_AFTER, Tries, begins, client_of
from app.store import journal, login_attempts
from app.words import ngettext

if TYPE_CHECKING:
    from app.access.account import Account
    from app.store.database import Connection, Store

KEY = "accounts"
"""Name of the key, in ``keys/``, of what concerns signing in."""

COUNTED = 64
"""Tries read at most of an account or a client: the longest wait is reached well before (app.access.throttling)."""

KNOWN_FOR = timedelta(days=180)
"""A client that signed in well to an account is known to it this long."""


class Proof(StrEnum):
    """What is tried: each has its own count, so that a login typed on purpose never slows another proof."""

    LOGIN = "login"
    """A password, by the login that was typed."""
    CODE = "code"
    """A code of six figures, by the account's id."""
    OWN = "own"
    """One's own password, once signed in, by the account's id."""


@dataclass(frozen=True, slots=True)
class Trial:
    """One try of one client on one account, by the keys under which tries are kept."""

    store: Store
    account_key: str
    queue_key: str
    client_key: str

    @staticmethod
    def on(store: Store, proof: Proof, name: str, client: str) -> Trial:
        """A try on the account of this name (a login or an id) by a client, as an address (an id for :data:`Proof.OWN`)."""
        key = store.folder.key(KEY)
        return Trial(
            store,
            derived(key, "tried_account", proof.value, name).hex(),
            derived(key, "queued_account", proof.value, name).hex(),
            derived(key, "own_client", client).hex()
            if proof is Proof.OWN
            else derived(key, "client", client_of(client)).hex(),
        )

    def tries(self, conn: Connection, account: Account | None) -> Tries:
        """What counts of earlier tries: so few rows that it may be looked at again in the transaction that writes one."""
        now = self.store.now()
        since = now - FORGOTTEN_AFTER
        own = login_attempts.of_both(conn, self.account_key, self.client_key, since, COUNTED)
        return Tries(
            own=own,
            everyones=login_attempts.of_account(conn, self.account_key, since, COUNTED),
            elsewhere=login_attempts.of_client(conn, self.client_key, since, COUNTED),
            waiting_since=login_attempts.first_of_both(
                conn, self.queue_key, self.client_key, own[-1] if own else since
            ),
            is_known=account is not None
            and login_attempts.is_known(conn, account.id, self.client_key, now - KNOWN_FOR),
        )

    def queue(self, conn: Connection) -> None:
        """The client begins to wait its turn."""
        self._add(conn, self.queue_key)

    def write(self, conn: Connection, account: Account | None, tries: Tries) -> int:
        """Write the try after these ``tries``; the journal learns when those on an account that exists begin to be slowed."""
        now = self.store.now()
        attempt = self._add(conn, self.account_key)
        if account is not None and begins(
            replace(tries, own=(*tries.own, now), everyones=(*tries.everyones, now)), now
        ):
            journal.write(conn, now, account.actor.id, "login.slowed", account.id, {})
        return attempt

    def _add(self, conn: Connection, key: str) -> int:
        """One row more; those that are too old, or too many, are erased on the way."""
        login_attempts.forget_before(conn, self.store.now() - FORGOTTEN_AFTER)
        added = login_attempts.add(conn, key, self.client_key, self.store.now())
        login_attempts.keep_newest(conn, key)
        return added


def spoken_wait(wait: timedelta) -> str:
    """« 10 secondes », « 2 minutes »: rounded up."""
    seconds = -(-int(wait.total_seconds() * 1000) // 1000)
    if seconds < 60:
        return ngettext("{n} seconde", "{n} secondes", max(seconds, 1)).format(n=max(seconds, 1))
    minutes = -(-seconds // 60)
    return ngettext("{n} minute", "{n} minutes", minutes).format(n=minutes)
