"""The addresses of signing in elsewhere: where a browser is sent with which questions, and where it signs out. Pure."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from app.access.provider import Provider


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """Where a provider does what, as it says itself."""

    authorization_endpoint: str
    token_endpoint: str
    jwks_uri: str
    userinfo_endpoint: str = ""
    end_session_endpoint: str = ""
    auth_methods: tuple[str, ...] = ("client_secret_basic",)
    names_itself: bool = False
    """Whether ``iss`` comes back beside the code (RFC 9207): then its absence is a fault."""


def authorization_address(
    provider: Provider, metadata: Metadata, *, state: str, nonce: str, verifier: str, redirect_uri: str
) -> str:
    """Where to send the browser: the code flow with PKCE S256, and the levels that the settings ask for."""
    fields = {
        "response_type": "code",
        "client_id": provider.client_id,
        "redirect_uri": redirect_uri,
        "scope": provider.scope,
        "state": state,
        "nonce": nonce,
        "code_challenge": challenge_of(verifier),
        "code_challenge_method": "S256",
    }
    if provider.acr_values:
        fields["acr_values"] = provider.acr_values
    return _with_query(metadata.authorization_endpoint, fields)


def end_address(provider: Provider, metadata: Metadata, id_token: str, back_to: str) -> str:
    """Where a browser signs out at the provider too (OpenID Connect RP-Initiated Logout 1.0 §2); empty when it can't."""
    if not metadata.end_session_endpoint:
        return ""
    fields = {"id_token_hint": id_token, "post_logout_redirect_uri": back_to, "client_id": provider.client_id}
    return _with_query(metadata.end_session_endpoint, fields)


def issuer_said(id_token: str) -> str:
    """The issuer that an id token names, unverified: only to find which provider opened one of our own logins."""
    try:
        payload = id_token.split(".")[1]
        found = json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))
    except (IndexError, ValueError):
        return ""
    return str(found.get("iss", "")) if isinstance(found, dict) else ""


def challenge_of(verifier: str) -> str:
    """The S256 challenge of a verifier (RFC 7636 §4.2)."""
    return base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()


def _with_query(address: str, fields: Mapping[str, str]) -> str:
    return f"{address}{'&' if '?' in address else '?'}{urlencode(fields)}"
