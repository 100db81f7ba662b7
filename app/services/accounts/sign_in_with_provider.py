"""Signing in through an OpenID provider: sent there, back with a code, and which account that opens.

No actor comes first: whoever stands there has not said yet who they are. Who may enter is one rule: the account linked
to the provider's subject; else the professional account of the person of the roster who has this RPPS number; else the
account that has this verified address. The first time, the subject is linked to the account found.
"""

from __future__ import annotations

import logging
import secrets as randomness
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING

from app.access.account import Account, AccountId
from app.access.actor import Role
from app.access.links import token_hash
from app.access.provider import Identity, Provider, account_of_address, identity_of, wants_code
from app.access.provider_flow import authorization_address, end_address, issuer_said
from app.core.clock import paris_date
from app.core.errors import N_, InvalidInput, NotAllowed, NotFound, ReleveError
from app.core.ids import new_id
from app.services.accounts.provider_client import ProviderClient, can_verify
from app.services.accounts.who_acts import open_login, who_acts
from app.store import accounts, community, identities, journal, people, provider_requests, provider_secrets
from app.store.provider_requests import ProviderRequest
from app.words.people import full_name

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from app.roster.person import Person
    from app.store.database import Connection, Store

log = logging.getLogger("releve.provider")

ANSWERED_WITHIN = timedelta(minutes=10)
"""How long someone may take at the provider."""

_TOO_LATE = N_("Cette connexion a expiré, a déjà servi, ou a commencé dans un autre navigateur. Recommencez.")
_NOT_INSTALLED = N_(
    "La connexion avec {provider} demande un module qui n’est pas installé : l’administration l’ajoute avec « pip install releve-cpts[sso] »."
)
_DECLINED = N_("{provider} n’a pas confirmé votre connexion. Recommencez, ou connectez-vous avec votre mot de passe.")
_UNKNOWN = N_(
    "{provider} vous a bien reconnu, mais aucun compte ne vous correspond ici. Demandez à la coordination de vous créer un compte, ou de noter votre numéro RPPS dans l’effectif."
)
_OTHER_ROLE = N_(
    "{provider} vous a bien reconnu, mais votre compte n’est pas celui d’un professionnel : connectez-vous avec votre mot de passe."
)
_CODE_WANTED = N_(
    "Votre compte demande aussi un code à six chiffres : connectez-vous avec votre mot de passe et ce code, plutôt qu’avec {provider}."
)


@dataclass(frozen=True, slots=True)
class Offered:
    """A way to sign in elsewhere, for the sign-in page: ``/connexion/p/<name>``, « Pro Santé Connect »."""

    name: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Departure:
    """Where to send a browser, and what it must still hold when it comes back."""

    address: str
    browser: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """Someone signed in: the token for their cookie, and the local path they had asked for."""

    token: str = field(repr=False)
    next: str


def offered(store: Store) -> tuple[Offered, ...]:
    """The providers to show on the sign-in page; a file that can't be read offers none, and never closes that page."""
    try:
        return tuple(Offered(one.name, one.label) for one in provider_secrets.read(store.folder))
    except ReleveError as error:
        log.error("providers not offered: %s", type(error).__name__)
        return ()


def depart(store: Store, name: str, *, next: str, redirect_uri: str) -> Departure:
    """Begin: write the request down and say where the browser goes, and what it holds from now on.

    That value is drawn at each departure: one that someone put there, or saw, binds nothing.
    Raises NotFound for an unknown provider, InvalidInput when it does not answer or the extra is not installed.
    """
    provider = _provider(store, name)
    state, nonce, verifier, browser = (randomness.token_urlsafe(32) for _each in range(4))
    with ProviderClient(provider) as client:
        metadata = client.metadata()
    request = ProviderRequest(
        state_hash=token_hash(state),
        provider=name,
        browser_hash=token_hash(browser),
        nonce=nonce,
        verifier=verifier,
        next=next,
        created_at=store.now(),
    )
    with store.transaction() as conn:
        provider_requests.add(conn, request)
    address = authorization_address(
        provider, metadata, state=state, nonce=nonce, verifier=verifier, redirect_uri=redirect_uri
    )
    return Departure(address=address, browser=browser)


def arrive(
    store: Store, name: str, said: Mapping[str, str], *, browser: str, redirect_uri: str, device: str = ""
) -> Arrival:
    """End: ``said`` is the query that the provider sent back, ``browser`` what the cookie holds.

    Each request is answered once, whatever comes of it. Raises NotAllowed with the reason, NotFound, InvalidInput.
    """
    provider = _provider(store, name)
    with store.transaction() as conn:
        request = provider_requests.take(
            conn, name, token_hash(said.get("state", "")), token_hash(browser), store.now()
        )
    if request is None or not browser or store.now() - request.created_at >= ANSWERED_WITHIN:
        raise NotAllowed(_TOO_LATE)
    if "error" in said or not said.get("code"):
        raise NotAllowed(_DECLINED, provider=provider.label)
    identity, id_token = _identity(provider, said, request, redirect_uri, store.now())
    with store.transaction() as conn:
        account = _account(conn, store, provider, identity)
        token = open_login(conn, account.id, store.now(), how="provider", device=device, proof=id_token)
    return Arrival(token=token, next=request.next)


def end_session_address(store: Store, token: str, back_to: str) -> str:
    """Where the browser of this login signs out at its provider too; empty for any other login. Ask before ending it.

    ``back_to`` is where the provider sends the browser afterwards, as registered there.
    """
    signed_in = who_acts(store, token)
    if signed_in is None:
        return ""
    with store.reading() as conn:
        id_token = identities.proof_of(conn, signed_in.login.id)
    issuer = issuer_said(id_token) if id_token else ""
    try:
        provider = next((one for one in provider_secrets.read(store.folder) if one.issuer == issuer), None)
        if provider is None:
            return ""
        with ProviderClient(provider) as client:
            return end_address(provider, client.metadata(), id_token, back_to)
    except ReleveError as error:
        log.error("sign-out address not found: %s", type(error).__name__)
        return ""


def _provider(store: Store, name: str) -> Provider:
    found = next((one for one in provider_secrets.read(store.folder) if one.name == name), None)
    if found is None:
        raise NotFound(N_("Cette façon de se connecter n’existe pas, ou plus."))
    if not can_verify():
        raise InvalidInput(_NOT_INSTALLED, provider=found.label)
    return found


def _identity(
    provider: Provider, said: Mapping[str, str], request: ProviderRequest, redirect_uri: str, now: datetime
) -> tuple[Identity, str]:
    """Who the provider says is there, every check passed, and the id token that says it."""
    with ProviderClient(provider) as client:
        metadata = client.metadata()
        client.check_sender(metadata, said.get("iss"))
        tokens = client.exchange(metadata, said["code"], request.verifier, redirect_uri)
        claims = client.claims(metadata, tokens, request.nonce, now)
        userinfo = client.userinfo(metadata, tokens, str(claims["sub"]))
    return identity_of(provider, claims, userinfo), tokens.id_token


def _account(conn: Connection, store: Store, provider: Provider, identity: Identity) -> Account:
    """The account that this identity opens, linked from now on. Raises NotAllowed."""
    linked = identities.find(conn, identity.issuer, identity.subject)
    account = accounts.find(conn, linked) if linked else _account_found(conn, store, provider, identity)
    if account is None:
        raise NotAllowed(_UNKNOWN, provider=provider.label)
    if wants_code(account, community.read(conn).administration_totp) and not provider.levels:
        # A level that was asked for and checked stands for the code; a provider's mere word does not.
        raise NotAllowed(_CODE_WANTED, provider=provider.label)
    if not linked:
        identities.link(conn, identity.issuer, identity.subject, account.id, store.now())
        journal.write(conn, store.now(), account.actor.id, "identity.linked", account.id, {"provider": provider.name})
    return account


def _account_found(conn: Connection, store: Store, provider: Provider, identity: Identity) -> Account | None:
    """By RPPS number, then by address. Raises NotAllowed for a number whose account is not a professional's."""
    person = _person(conn, identity.rpps)
    account = accounts.by_person(conn, person.id) if person else None
    if account is not None and account.role is Role.PROFESSIONAL:
        return account
    by_address = account_of_address(accounts.every(conn), identity.email)
    if by_address is not None or person is None:
        return by_address
    if account is not None:
        raise NotAllowed(_OTHER_ROLE, provider=provider.label)
    return _new_account(conn, store, provider, person) if _may_provision(conn, store, provider, person) else None


def _person(conn: Connection, rpps: str) -> Person | None:
    """The one person of the roster who has this number; nobody when two lines share it."""
    found = [one for one in people.every(conn) if rpps and one.rpps == rpps]
    return found[0] if len(found) == 1 else None


def _may_provision(conn: Connection, store: Store, provider: Provider, person: Person) -> bool:
    """Only once accounts exist: a first one would close the screens of this machine to whoever administers it."""
    return provider.provision and accounts.exist(conn) and person.is_contactable_on(paris_date(store.now()))


def _new_account(conn: Connection, store: Store, provider: Provider, person: Person) -> Account | None:
    """A professional account without password nor address: only this provider opens it until the administration says more."""
    login = f"rpps-{person.rpps}"
    if accounts.by_login(conn, login) is not None:
        return None
    account = Account(
        id=AccountId(new_id()),
        login=login,
        name=full_name(person.given_name, person.family_name),
        role=Role.PROFESSIONAL,
        created_at=store.now(),
        person_id=person.id,
    )
    accounts.add(conn, account)
    journal.write(
        conn, store.now(), account.actor.id, "account.provisioned", account.id, {"provider": provider.name}
    )  # fmt: skip
    return account
