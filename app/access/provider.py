"""An OpenID provider that people may sign in with, what it says of someone, and which of it is believed. Pure.

Nothing here asks the network or checks a signature; what is read has been verified before.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from app.access.account import Account
from app.access.actor import Role

STANDARD_DISCOVERY = "/.well-known/openid-configuration"
"""Where a provider describes itself, after its issuer (OpenID Connect Discovery 1.0 §4)."""

_NATIONAL = re.compile(r"8?([0-9]{11})")
"""An RPPS number as it is, or as national identifier of a person (« IdNat_PS »): the digit 8, then the RPPS number."""

_ADDRESS = re.compile(r"[^@\s]{1,64}@[^@\s]{1,190}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Provider:
    """One way to sign in elsewhere, as ``secrets.toml`` sets it."""

    name: str
    """What stands in addresses: ``psc`` in ``/connexion/p/psc``."""
    label: str
    """What people read: « Pro Santé Connect »."""
    issuer: str
    """Exactly what the provider's tokens say in ``iss``."""
    client_id: str
    client_secret: str = field(default="", repr=False)
    """Empty for a public client: PKCE alone then protects the code."""
    discovery: str = ""
    """Where the provider describes itself; empty: the issuer followed by :data:`STANDARD_DISCOVERY`."""
    scope: str = "openid profile email"
    acr_values: str = ""
    """Levels asked for, separated by spaces; once asked, a sign-in that does not say one of them is refused."""
    rpps_claim: str = ""
    """The claim of userinfo that holds the national number of a professional; empty: this provider is not believed on it."""
    provision: bool = False
    """Whether a person of the roster who comes with their RPPS number gets a professional account by coming."""
    ca_file: str = ""
    """Who vouches for the provider's certificate; empty: the system's authorities."""

    @property
    def discovery_address(self) -> str:
        """Where to read what the provider says of itself."""
        return self.discovery or self.issuer.rstrip("/") + STANDARD_DISCOVERY

    @property
    def levels(self) -> frozenset[str]:
        """The levels of assurance that are enough; empty: any."""
        return frozenset(self.acr_values.split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """Who a provider says is there. ``subject`` never changes for one person; the rest may, and may be empty."""

    issuer: str
    subject: str
    rpps: str = ""
    """Eleven digits, only from a provider that is believed on them."""
    email: str = ""
    """ASCII in lower case, only when the provider says that it verified it."""


def identity_of(provider: Provider, claims: Mapping[str, object], userinfo: Mapping[str, object]) -> Identity:
    """Who is there, from the claims of a verified id token and the userinfo of the same subject."""
    return Identity(
        issuer=provider.issuer,
        subject=str(claims["sub"]),
        rpps=rpps_of(userinfo.get(provider.rpps_claim)) if provider.rpps_claim else "",
        email=_verified_address({**claims, **userinfo}),
    )


def rpps_of(value: object) -> str:
    """The RPPS number in a national identifier (« 8 » + eleven digits) or alone; empty for anything else.

    A test identity of Pro Santé Connect (« ANS2023… ») and an ADELI number (« 0… ») have none.
    """
    found = _NATIONAL.fullmatch(value.strip()) if isinstance(value, str) and value.isascii() else None
    return found.group(1) if found else ""


def says_level(provider: Provider, claims: Mapping[str, object]) -> bool:
    """Whether the sign-in has one of the levels that were asked for; true when none was.

    ``acr`` is voluntary for providers (OpenID Connect Core 1.0 §3.1.2.1): whoever asks for it must look at the answer.
    """
    return not provider.levels or claims.get("acr") in provider.levels


def account_of_address(accounts: list[Account], email: str) -> Account | None:
    """The one account that has this verified address; None when nobody has it, or several do."""
    asked = believed_address(email)
    found = [one for one in accounts if asked and believed_address(one.email) == asked]
    return found[0] if len(found) == 1 else None


def wants_code(account: Account, administration_totp: bool) -> bool:
    """Whether a code of six figures is asked of this account besides whatever else proves who they are."""
    return account.totp_since is not None or (administration_totp and account.role is Role.ADMINISTRATION)


def believed_address(text: str) -> str:
    """``text`` as addresses are compared, in lower case; empty for anything but one address in ASCII.

    Folding Unicode would make one address of two: « straße » and « strasse » are two domains (IDNA 2008, RFC 5894 §7.2),
    and the Kelvin sign folds to « k ». Whoever owns the one must not enter as the other.
    """
    bare = text.strip(" ")
    return bare.lower() if bare.isascii() and _ADDRESS.fullmatch(bare) else ""


def _verified_address(said: Mapping[str, object]) -> str:
    email = said.get("email")
    return believed_address(email) if said.get("email_verified") is True and isinstance(email, str) else ""
