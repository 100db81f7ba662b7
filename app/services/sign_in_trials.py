"""Tries at proving who one is, as they are kept: under keyed hashes, for a day. In the caller's transaction."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from app.access.sealed import derived
from app.access.throttling import FORGOTTEN_AFTER, Tries, begins, client_of
from app.store import journal, login_attempts
from app.words import ngettext

if TYPE_CHECKING:
    from datetime import datetime

    from app.access.account import Account
    from app.store.database import Connection, Store

KEY = "accounts"
"""Name of the key, in ``keys/``, of what concerns signing in."""

KNOWN_FOR = timedelta(days=180)
"""A client that signed in well to an account is known to it this long."""


@dataclass(frozen=True, slots=True)
class Trial:
    """One try of one client on one account, by the keys under which tries are kept."""

    store: Store
    account_key: str
    queue_key: str
    client_key: str

    @staticmethod
    def on(store: Store, name: str, client: str) -> Trial:
        """A try on the account of this name (a login, or a word before an id) by a client, as an address."""
        key = store.folder.key(KEY)
        return Trial(
            store,
            derived(key, "tried_account", name).hex(),
            derived(key, "queued_account", name).hex(),
            derived(key, "client", client_of(client)).hex(),
        )

    def tries(self, conn: Connection, account: Account | None) -> Tries:
        """What counts of earlier tries; what is too old is erased on the way."""
        now = self.store.now()
        login_attempts.forget_before(conn, now - FORGOTTEN_AFTER)
        since = now - FORGOTTEN_AFTER
        everyones = login_attempts.of_account(conn, self.account_key, since)
        own = tuple(at for at, client in everyones if client == self.client_key)
        return Tries(
            own=own,
            everyones=tuple(at for at, _client in everyones),
            elsewhere=tuple(login_attempts.of_client(conn, self.client_key, since)),
            waiting_since=self._waiting_since(conn, own, since),
            is_known=account is not None
            and login_attempts.is_known(conn, account.id, self.client_key, now - KNOWN_FOR),
        )

    def _waiting_since(self, conn: Connection, own: tuple[datetime, ...], since: datetime) -> datetime | None:
        queued = login_attempts.of_account(conn, self.queue_key, own[-1] if own else since)
        return next((at for at, client in queued if client == self.client_key), None)

    def write(self, conn: Connection, account: Account | None) -> int:
        """Write the try; the journal learns when tries on an account that exists begin to be slowed."""
        now = self.store.now()
        attempt = login_attempts.add(conn, self.account_key, self.client_key, now)
        if account is not None and begins(self.tries(conn, account), now):
            journal.write(conn, now, account.actor.id, "login.slowed", account.id, {})
        return attempt


def spoken_wait(wait: timedelta) -> str:
    """« 10 secondes », « 2 minutes »: rounded up."""
    seconds = -(-int(wait.total_seconds() * 1000) // 1000)
    if seconds < 60:
        return ngettext("{n} seconde", "{n} secondes", max(seconds, 1)).format(n=max(seconds, 1))
    minutes = -(-seconds // 60)
    return ngettext("{n} minute", "{n} minutes", minutes).format(n=minutes)
