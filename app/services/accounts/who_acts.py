"""Who is behind a browser's cookie, looked up at every request and every rerun: a cookie seen once proves nothing later.

Opening and ending logins is here too, whatever way the person proved who they are.
"""

from __future__ import annotations

import secrets
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from app.access.account import AccountId
from app.access.actor import Role
from app.access.links import token_hash
from app.core.errors import N_, NotAllowed
from app.core.ids import PersonId
from app.store import accounts, community, journal, logins
from app.store.faults import StorageFault

if TYPE_CHECKING:
    from datetime import datetime

    from app.access.account import Account, Login
    from app.access.actor import Actor
    from app.store.database import Connection, Store

COOKIE = "releve_login"
"""The cookie that holds a login's token: HttpOnly, SameSite=Lax, Secure behind TLS."""

SEEN_EVERY = timedelta(minutes=1)
"""A login's use is written once a minute at most."""

TOKEN_BYTES = 32


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Someone present: their account and this browser's login."""

    account: Account
    login: Login
    needs_code: bool = False
    """Whether the community asks whoever administers for a code of six figures, and this account has none yet."""

    @property
    def actor(self) -> Actor:
        """Who acts. Whoever still has to set a code up does no more than read until then, and keep their own account."""
        actor = self.account.actor
        return replace(actor, role=Role.READING) if self.needs_code else actor


def accounts_exist(store: Store) -> bool:
    """Whether screens ask who is there: once an account exists."""
    with store.reading() as conn:
        return accounts.exist(conn)


def who_acts(store: Store, token: str, *, seen: bool = True) -> SignedIn | None:
    """Who holds this token now; None: unknown, ended, idle too long, expired, or the account was disabled.

    ``seen``: someone is behind the request. What a page left open asks by itself must not keep its login from ending.
    """
    if not token:
        return None
    with store.reading() as conn:
        found = _present(conn, token, store.now())
    if seen and found and store.now() - found.login.seen_at >= SEEN_EVERY:
        # A disk that takes nothing more must not sign people out: they can still read, and the login ends in its time.
        with suppress(StorageFault), store.transaction() as conn:
            logins.see(conn, found.login.id, store.now())
    return found


def open_login(
    conn: Connection, account_id: AccountId, at: datetime, *, how: str, device: str = "", proof: str = ""
) -> str:
    """Sign a browser in, within the caller's transaction; the token to put in its cookie. Raises NotAllowed when disabled."""
    account = accounts.find(conn, account_id)
    if account is None or account.disabled_at is not None:
        raise NotAllowed(N_("Ce compte est fermé. Demandez à l’administration de le rouvrir."))
    token = secrets.token_urlsafe(TOKEN_BYTES)
    expires_at = at + timedelta(days=community.read(conn).login_days)
    login_id = logins.add(
        conn, account_id, token_hash(token), at=at, expires_at=expires_at, how=how, device=device, proof=proof
    )
    journal.write(conn, at, account.actor.id, "login.opened", account.id, {"login": login_id, "how": how})
    return token


def end_login(store: Store, token: str) -> None:
    """Sign this browser out; nothing happens when it was not signed in."""
    with store.transaction() as conn:
        login = logins.by_token(conn, token_hash(token))
        if login is None or login.ended_at is not None:
            return
        logins.end(conn, login.id, store.now())
        journal.write(conn, store.now(), login.account_id, "login.ended", login.account_id, {"login": login.id})


def _present(conn: Connection, token: str, now: datetime) -> SignedIn | None:
    login = logins.by_token(conn, token_hash(token))
    if login is None or login.ended_at is not None or now >= login.expires_at:
        return None
    settings = community.read(conn)
    if now - login.seen_at >= timedelta(hours=settings.login_idle_hours):
        return None
    account = accounts.find(conn, login.account_id)
    if account is None or account.disabled_at is not None:
        return None
    # A provider proves more than a password: its own second factor is its own affair.
    by_password = login.how != "provider"
    asked = account.role is Role.ADMINISTRATION and settings.administration_totp
    return SignedIn(account, login, needs_code=asked and by_password and account.totp_since is None)


def own_account(conn: Connection, actor: Actor) -> Account:
    """The account behind an actor: their own, whoever they are. Raises NotAllowed for whoever acts without one."""
    found = accounts.find(conn, AccountId(actor.id)) or accounts.by_person(conn, PersonId(actor.id))
    if found is None or found.disabled_at is not None:
        raise NotAllowed(N_("Cette action demande un compte : connectez-vous d’abord."))
    return found
