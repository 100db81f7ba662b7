"""One's own second factor: begin with a secret to scan, prove it with a code, keep recovery codes, or give it up.

Nothing is written before the first code is proven: until then the secret travels sealed in the form. The password comes
first, always: a browser left open must not give its finder the codes that are asked for from then on.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING

from app.access import second_factor
from app.access.actor import Role
from app.access.sealed import ticket, ticket_values
from app.core.errors import N_, InvalidInput, RuleRefusal
from app.services.accounts.change_password import prove_password
from app.services.accounts.sign_in_trials import KEY
from app.services.accounts.who_acts import own_account
from app.store import community, journal, second_factors

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.access.account import Account
    from app.access.actor import Actor
    from app.store.database import Connection, Store

TICKET_LASTS = timedelta(minutes=15)
"""To find one's telephone and install an application of codes."""

_TICKET = "second_factor_set_up"
_TOO_LATE = N_("Le temps est passé : recommencez depuis « Mon compte ».")
_ALREADY = N_("Un code à six chiffres est déjà réglé sur ce compte : pour en changer, cessez d’abord de le demander.")
_NONE = N_("Aucun code à six chiffres n’est réglé sur ce compte.")


@dataclass(frozen=True, slots=True)
class Enrolment:
    """What to scan or type into an application of codes, and the ticket that the form sends back with the first code."""

    ticket: str = field(repr=False)
    secret: str = field(repr=False)
    address: str = field(repr=False)
    """``otpauth://…``, for a QR code."""


def begin(actor: Actor, store: Store, password: str) -> Enrolment:
    """A new secret for one's own account; no factor is written yet.

    Raises InvalidInput for a wrong password or where a factor stands already, NotAllowed without an account.
    """
    with store.reading() as conn:
        account, name = own_account(conn, actor), community.read(conn).name
    _expect_no_factor(account)
    prove_password(store, account, password)
    secret = second_factor.new_secret()
    values = {"account": account.id, "secret": secret, "revision": str(account.revision)}
    sealed = ticket(store.folder.key(KEY), _TICKET, values, store.now() + TICKET_LASTS)
    return Enrolment(sealed, secret, second_factor.address_of(secret, account.login, _issuer(name)))


def enrolment_of(actor: Actor, store: Store, ticket: str) -> Enrolment:
    """The same enrolment again, after a code that was wrong. Raises InvalidInput when its ticket is of no more use."""
    with store.reading() as conn:
        account, name = own_account(conn, actor), community.read(conn).name
    secret = _opened(store, account, ticket)["secret"]
    return Enrolment(ticket, secret, second_factor.address_of(secret, account.login, _issuer(name)))


def confirm(actor: Actor, store: Store, ticket: str, code: str) -> tuple[str, ...]:
    """From now on a code is asked for at each sign-in; returns the recovery codes, shown this once.

    A ticket serves once: the account it was made for has changed since. Raises InvalidInput for a wrong code, a ticket out
    of date or used, or where a factor stands already; NotAllowed without an account.
    """
    with store.transaction() as conn:
        account, now, key = own_account(conn, actor), store.now(), store.folder.key(KEY)
        secret = _opened(store, account, ticket)["secret"]
        step = second_factor.step_of(secret, code, now)
        if step is None:
            raise InvalidInput(
                N_("Ce code n’est pas le bon : vérifiez l’heure du téléphone, puis tapez le code suivant.")
            )
        second_factors.put(conn, account.id, second_factor.sealed_secret(key, account.id, secret), now, step)
        journal.write(conn, now, actor.id, "account.code_set", account.id, {})
        return _new_codes(conn, store, account)


def renew_recovery_codes(actor: Actor, store: Store, password: str) -> tuple[str, ...]:
    """Ten new recovery codes, shown this once; the earlier ones open nothing.

    Raises InvalidInput for a wrong password or without a second factor.
    """
    with store.reading() as conn:
        account = own_account(conn, actor)
    prove_password(store, account, password)
    with store.transaction() as conn:
        _expect_factor(conn, account)
        journal.write(conn, store.now(), actor.id, "account.recovery_codes_renewed", account.id, {})
        return _new_codes(conn, store, account)


def give_up(actor: Actor, store: Store, password: str) -> None:
    """No code is asked for any more at one's own sign-in.

    Raises InvalidInput for a wrong password or without a second factor, RuleRefusal where the community wants one.
    """
    with store.reading() as conn:
        account = own_account(conn, actor)
    prove_password(store, account, password)
    with store.transaction() as conn:
        account = own_account(conn, actor)
        _expect_factor(conn, account)
        if account.role is Role.ADMINISTRATION and community.read(conn).administration_totp:
            raise RuleRefusal(
                N_("Les comptes d’administration gardent leur code à six chiffres : la communauté l’exige.")
            )
        second_factors.remove(conn, account.id)
        journal.write(conn, store.now(), actor.id, "account.code_removed", account.id, {"by": "holder"})


def read_codes_left(actor: Actor, store: Store) -> int:
    """How many of one's own recovery codes are still good. Raises NotAllowed without an account."""
    with store.reading() as conn:
        return second_factors.codes_left(conn, own_account(conn, actor).id)


def _opened(store: Store, account: Account, ticket: str) -> Mapping[str, str]:
    _expect_no_factor(account)
    values = ticket_values(store.folder.key(KEY), _TICKET, ticket, store.now())
    if values is None or (values["account"], values["revision"]) != (account.id, str(account.revision)):
        raise InvalidInput(_TOO_LATE)
    return values


def _new_codes(conn: Connection, store: Store, account: Account) -> tuple[str, ...]:
    codes = second_factor.new_recovery_codes()
    hashes = second_factor.recovery_hashes(store.folder.key(KEY), account.id, codes)
    second_factors.replace_codes(conn, account.id, hashes)
    return codes


def _expect_factor(conn: Connection, account: Account) -> None:
    if second_factors.find(conn, account.id) is None:
        raise InvalidInput(_NONE)


def _expect_no_factor(account: Account) -> None:
    """Whoever has one takes it away first, with their password: nobody puts their own telephone in its place."""
    if account.totp_since is not None:
        raise InvalidInput(_ALREADY)


def _issuer(name: str) -> str:
    return f"Relève, {name}" if name else "Relève"
