"""One-time links: the first set-up, an invitation, a new password. GET shows what a link opens, use is a separate act.

A token stands in the link alone; the database holds its SHA-256. A letter's link is made from the letter's id and the
folder's key at the moment it leaves, so that no clear link is ever stored.
"""

from __future__ import annotations

import base64
import secrets
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from app.access.account import Account, AccountId
from app.access.actor import Role
from app.access.links import token_hash
from app.access.login_names import chosen_login, is_email, typed_login
from app.access.permissions import Action, require
from app.access.sealed import derived
from app.core.errors import N_, InvalidInput, NotFound
from app.core.ids import new_id
from app.services.accounts.change_password import hash_of_new, set_password
from app.services.accounts.sign_in_account import CodeWanted, SignedInNow, let_in, ticket_for_code
from app.services.accounts.sign_in_trials import KEY
from app.store import account_letters, accounts, journal, login_attempts, one_time_links
from app.store.account_letters import AccountLetter
from app.store.one_time_links import LinkPurpose, OneTimeLink
from app.words import language

if TYPE_CHECKING:
    from datetime import datetime

    from app.access.actor import Actor
    from app.store.database import Connection, Store

FIRST_LASTS, INVITATION_LASTS = timedelta(hours=24), timedelta(days=7)
RECOVERY_LASTS, RESET_LASTS = timedelta(hours=1), timedelta(hours=24)
"""Asked for by e-mail; handed over by the administration."""

LETTERS, WITHIN = 3, timedelta(hours=1)
"""An account is written to at most three times in an hour, whoever asks."""

GONE = N_("Ce lien a déjà servi, ou son délai est passé. Demandez-en un nouveau.")


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenLink:
    """What a link opens: for the first set-up nobody yet, else an account. ``expires_at`` is UTC."""

    purpose: LinkPurpose
    account: Account | None
    expires_at: datetime


def link_address(base_url: str, token: str) -> str:
    """Where a one-time link leads, under ``base_url``."""
    return f"{base_url.rstrip('/')}/connexion/lien/{token}"


def first_link(store: Store) -> str | None:
    """A token that makes the first account, an administrator's; None once an account exists. Earlier ones are void."""
    with store.transaction() as conn:
        if accounts.every(conn):
            return None
        one_time_links.forget_unused(conn, None)
        return _new_link(conn, LinkPurpose.FIRST, None, store.now(), FIRST_LASTS)


def open_link(store: Store, token: str) -> OpenLink | None:
    """What a token opens now; None when it is unknown, used, out of date, or of a closed account. Writes nothing."""
    with store.reading() as conn:
        return _opened(conn, token, store.now())


def use_link(
    store: Store, token: str, *, login: str = "", name: str = "", password: str, client: str, device: str
) -> SignedInNow | CodeWanted:
    """Set the password that a link is for, and sign the browser in; its second factor is asked for when there is one.

    ``login`` and ``name`` are read for the first set-up only. Raises NotFound for a link that opens nothing, InvalidInput
    for a login or a password that does not fit: the link then still opens. Takes a tenth of a second of processor.
    """
    opened = open_link(store, token)
    if opened is None:
        raise NotFound(GONE)
    new = _administrator(login, name, store.now()) if opened.account is None else opened.account
    hashed = hash_of_new(store, new.login, new.name, password)
    with store.transaction() as conn:
        again = _opened(conn, token, store.now())
        if again is None:
            raise NotFound(GONE)
        if again.account is None:
            accounts.add(conn, new)
            journal.write(conn, store.now(), new.id, "account.created", new.id, {"role": new.role.value})
        one_time_links.use(conn, token_hash(token), store.now())
        set_password(conn, store, new, hashed, by=new.actor.id)
        account = accounts.find(conn, new.id)
        assert account is not None
        if account.totp_since is not None:
            return CodeWanted(ticket_for_code(store, account))
        return let_in(conn, store, account, client=client, device=device, how="link")


def invite(actor: Actor, store: Store, account_id: AccountId) -> str:
    """A token to hand over to someone: their first password (7 days), or a new one in place of a forgotten one (24 h).

    Raises NotAllowed, NotFound, InvalidInput for a closed account. An earlier link no longer opens.
    """
    require(actor, Action.MANAGE_ACCOUNTS)
    with store.transaction() as conn:
        account = accounts.find(conn, account_id)
        if account is None:
            raise NotFound(N_("Ce compte n’existe pas."))
        if account.disabled_at is not None:
            raise InvalidInput(N_("Ce compte est fermé : rouvrez-le d’abord."))
        return invitation(conn, actor, account, store.now())


def invitation(conn: Connection, actor: Actor, account: Account, at: datetime) -> str:
    """The same, within the caller's transaction."""
    one_time_links.forget_unused(conn, account.id)
    journal.write(conn, at, actor.id, "account.invited", account.id, {"reset": account.has_password})
    if account.has_password:
        return _new_link(conn, LinkPurpose.RECOVERY, account.id, at, RESET_LASTS)
    return _new_link(conn, LinkPurpose.INVITATION, account.id, at, INVITATION_LASTS)


def ask_recovery(store: Store, login: str, _base_url: str = "") -> None:
    """Queue a letter with a link to a new password for whoever has this login or e-mail address; nobody learns whether.

    It leaves for the address of the account, never for what was typed; three an hour at most. Nothing is said, nothing
    is returned, and a transaction is written in every case. The address a browser asked for is not used: it may be
    forged, and the letter takes the public one when it leaves.
    """
    typed = typed_login(login)
    with store.transaction() as conn:
        now = store.now()
        login_attempts.forget_before(conn, now - timedelta(days=1))
        login_attempts.add(conn, derived(store.folder.key(KEY), "asked_recovery", typed).hex(), "", now)
        for account in accounts.reached_by(conn, typed):
            if account.email and len(account_letters.of_account(conn, account.id, now - WITHIN)) < LETTERS:
                letter = AccountLetter(
                    id=new_id(), account_id=account.id, language=account.language or language(), created_at=now, next_at=now,
                    useless_after=now + RECOVERY_LASTS,
                )  # fmt: skip
                account_letters.add(conn, letter)
                journal.write(conn, now, account.actor.id, "account.recovery_asked", account.id, {})


def letter_token(conn: Connection, store: Store, letter: AccountLetter) -> str:
    """The token of a letter's link, the same at every attempt: written when the first one leaves, good for an hour."""
    secret = derived(store.folder.key(KEY), "letter", letter.id, letter.account_id)
    token = base64.urlsafe_b64encode(secret).rstrip(b"=").decode()
    if one_time_links.find(conn, token_hash(token)) is None:
        _write_link(conn, token, LinkPurpose.RECOVERY, letter.account_id, store.now(), RECOVERY_LASTS)
    return token


def _administrator(login: str, name: str, at: datetime) -> Account:
    kept, said = chosen_login(login), checked_name(name)
    email = kept if is_email(kept) else ""
    return Account(id=AccountId(new_id()), login=kept, name=said, role=Role.ADMINISTRATION, created_at=at, email=email)


def checked_name(name: str) -> str:
    """A name as others read it, on one line. Raises InvalidInput for an empty or an endless one."""
    said = " ".join(name.split())
    if not said or len(said) > 100 or not said.isprintable():
        raise InvalidInput(N_("Écrivez le nom de la personne, en 100 caractères au plus."))
    return said


def _opened(conn: Connection, token: str, now: datetime) -> OpenLink | None:
    link = one_time_links.find(conn, token_hash(token))
    if link is None or not link.opens(now):
        return None
    account = accounts.find(conn, link.account_id) if link.account_id else None
    is_void = bool(accounts.every(conn)) if account is None else account.disabled_at is not None
    if is_void or (account is None and link.purpose is not LinkPurpose.FIRST):
        return None
    return OpenLink(purpose=link.purpose, account=account, expires_at=link.expires_at)


def _new_link(
    conn: Connection, purpose: LinkPurpose, account_id: AccountId | None, at: datetime, lasts: timedelta
) -> str:
    token = secrets.token_urlsafe(32)
    _write_link(conn, token, purpose, account_id, at, lasts)
    return token


def _write_link(
    conn: Connection, token: str, purpose: LinkPurpose, account_id: AccountId | None, at: datetime, lasts: timedelta
) -> None:
    link = OneTimeLink(
        token_hash=token_hash(token), purpose=purpose, account_id=account_id, created_at=at, expires_at=at + lasts
    )
    one_time_links.add(conn, link)
