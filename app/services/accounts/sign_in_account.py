"""Signing in: a login and a password, then a code where the account asks for one. Nobody learns which logins exist.

Each try is written before the password is looked at, and taken back when it was right: tries made at the same instant
count like any others. One that has to wait is refused before anything is locked.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING

from app.access import passwords, second_factor
from app.access.account import AccountId
from app.access.login_names import typed_login
from app.access.sealed import ticket, ticket_values
from app.access.throttling import Verdict, judge, judge_code
from app.core.errors import N_
from app.services.accounts.sign_in_trials import KEY, KNOWN_FOR, Proof, Trial, spoken_wait
from app.services.accounts.who_acts import open_login
from app.store import accounts, login_attempts, second_factors

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.access.account import Account
    from app.store.database import Connection, Store

TICKET_LASTS = timedelta(minutes=5)
"""Between the password and the code."""

_TICKET = "sign_in_code"

REFUSED = N_("Identifiant ou mot de passe incorrect.")
CODE_REFUSED = N_("Ce code n’est pas le bon, ou il a déjà servi. Attendez le suivant, ou prenez un code de secours.")
START_AGAIN = N_("Le temps est passé : recommencez avec votre mot de passe.")
SLOWED = N_("Trop d’essais. Réessayez dans {wait}.")


@dataclass(frozen=True, slots=True)
class SignedInNow:
    """The browser is signed in: the token to put in its cookie."""

    token: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class CodeWanted:
    """The password is right; a code is wanted with this ticket, within five minutes."""

    ticket: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Refused:
    """Why not: a sentence's template and its values (``_(message).format(**data)``), and how long to wait, if at all."""

    message: str
    data: Mapping[str, str] = field(default_factory=dict)
    wait: timedelta = timedelta(0)
    starts_again: bool = False
    """Whether the ticket is of no more use: back to the password."""


Outcome = SignedInNow | CodeWanted | Refused


def sign_in(store: Store, login: str, password: str, *, client: str, device: str) -> Outcome:
    """Who types a login and a password. ``client``: the address of who asks; ``device`` in words, « Firefox, Android ».

    An unknown login, a closed account, one without a password and a wrong password take the same path and time, and are
    told the same. Takes a tenth of a second of processor: call it off the event loop.
    """
    typed = typed_login(login)
    trial = Trial.on(store, Proof.LOGIN, typed, client)
    with store.reading() as conn:
        verdict = judge(trial.tries(conn, accounts.by_login(conn, typed)), store.now())
    if not verdict.passes and not verdict.queues:
        return _slowed(verdict)
    with store.transaction() as conn:
        account = accounts.by_login(conn, typed)
        tries = trial.tries(conn, account)
        verdict = judge(tries, store.now())
        if not verdict.passes:
            if verdict.queues:
                trial.queue(conn)
            return _slowed(verdict)
        attempt = trial.write(conn, account, tries)
        kept = _hash_of(conn, account)
    is_right = passwords.matches(kept, password)
    with store.transaction() as conn:
        account = accounts.by_login(conn, typed)
        if not is_right or account is None or _hash_of(conn, account) != kept:
            return Refused(REFUSED)
        login_attempts.take_back(conn, attempt)
        if passwords.is_outdated(kept):
            accounts.rehash(conn, account.id, passwords.hashed(password))
        if account.totp_since is not None:
            return CodeWanted(ticket_for_code(store, account))
        return let_in(conn, store, account, client=client, device=device, how="password")


def finish_with_code(store: Store, ticket: str, code: str, *, client: str, device: str) -> SignedInNow | Refused:
    """The code that a telephone shows, or a recovery code, after the password. Slowed like passwords, and sooner."""
    values = ticket_values(store.folder.key(KEY), _TICKET, ticket, store.now())
    if values is None:
        return Refused(START_AGAIN, starts_again=True)
    trial = Trial.on(store, Proof.CODE, values["account"], client)
    with store.transaction() as conn:
        account = accounts.find(conn, AccountId(values["account"]))
        if account is None or account.disabled_at is not None or str(account.revision) != values["revision"]:
            return Refused(START_AGAIN, starts_again=True)
        tries = trial.tries(conn, account)
        verdict = judge_code(tries, store.now())
        if not verdict.passes:
            return _slowed(verdict)
        how = take_code(conn, store, account, code)
        if how is None:
            trial.write(conn, account, tries)
            return Refused(CODE_REFUSED)
        login_attempts.forget(conn, trial.account_key, trial.client_key)
        return let_in(conn, store, account, client=client, device=device, how=how)


def ticket_for_code(store: Store, account: Account) -> str:
    """A ticket for the code: the password, or a one-time link, has been proven."""
    values = {"account": account.id, "revision": str(account.revision)}
    return ticket(store.folder.key(KEY), _TICKET, values, store.now() + TICKET_LASTS)


def take_code(conn: Connection, store: Store, account: Account, code: str) -> str | None:
    """Use a code up: ``totp`` or ``recovery_code`` as it was one or the other, None when it is neither."""
    key, held = store.folder.key(KEY), second_factors.find(conn, account.id)
    if held is None:
        return None
    if not second_factor.is_code(code):
        taken = second_factors.take_code(
            conn, account.id, second_factor.recovery_hash(key, account.id, code), store.now()
        )
        return "recovery_code" if taken else None
    secret = second_factor.open_secret(key, account.id, held.sealed)
    step = second_factor.step_of(secret, code, store.now(), held.last_step) if secret is not None else None
    return "totp" if step is not None and second_factors.take_step(conn, account.id, step) else None


def let_in(conn: Connection, store: Store, account: Account, *, client: str, device: str, how: str) -> SignedInNow:
    """Sign the browser in, and remember its client. In the caller's transaction, once everything is proven."""
    trial, now = Trial.on(store, Proof.LOGIN, account.login, client), store.now()
    login_attempts.forget(conn, trial.account_key, trial.client_key)
    login_attempts.forget(conn, trial.queue_key, trial.client_key)
    login_attempts.know(conn, account.id, trial.client_key, now)
    login_attempts.forget_clients(conn, now - KNOWN_FOR)
    return SignedInNow(open_login(conn, account.id, now, how=how, device=device))


def _hash_of(conn: Connection, account: Account | None) -> str:
    """The hash to compare with; empty for nobody, or someone who may not sign in."""
    return "" if account is None or account.disabled_at is not None else accounts.password_hash(conn, account.id)


def _slowed(verdict: Verdict) -> Refused:
    return Refused(SLOWED, {"wait": spoken_wait(verdict.wait)}, wait=verdict.wait)
