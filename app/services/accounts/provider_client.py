"""What is said to an OpenID provider and what of its answers is believed: discovery, code, id token, userinfo.

The code flow with PKCE (OpenID Connect Core 1.0 §3.1, RFC 7636), nothing kept between two sign-ins: a key that the
provider replaced is read again each time. No redirect is followed and no proxy of the environment used. The signature
and the claims are checked with Authlib (extra ``sso``), which is imported only here and only when someone comes.
"""

from __future__ import annotations

import base64
import json
import ssl
import time
from dataclasses import dataclass
from importlib.util import find_spec
from typing import TYPE_CHECKING
from urllib.parse import quote_plus, urlsplit

import httpx

from app.access.provider import says_level
from app.access.provider_flow import Metadata
from app.core.errors import N_, InvalidInput, NotAllowed
from app.store.secrets import is_loopback
from app.words import _

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from joserfc.jwk import KeySetSerialization

    from app.access.provider import Provider

TIMEOUT_SECONDS = 8.0
MOST_BYTES = 256 * 1024
LONGEST_SUBJECT = 255
"""Characters of a subject (OpenID Connect Core 1.0 §2)."""

LEEWAY_SECONDS = 60
"""How far the provider's clock and ours may be apart."""

ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512")
"""Signatures with a provider's own key; never ``none``, never the client's secret."""

_SILENT = N_("{provider} ne répond pas pour l’instant. Réessayez plus tard, ou connectez-vous avec votre mot de passe.")
_STRANGE = N_("La réponse de {provider} n’est pas celle attendue ({what}). Prévenez l’administration de Relève.")
_REFUSED = N_(
    "La réponse de {provider} n’a pas été acceptée : {why}. Recommencez ; si cela se répète, prévenez l’administration."
)

WRONG_CLAIMS = {
    "iss": N_("elle vient d’un autre fournisseur"),
    "aud": N_("elle est destinée à un autre service"),
    "azp": N_("elle est destinée à un autre service"),
    "nonce": N_("elle répond à une autre demande"),
    "exp": N_("elle a expiré"),
    "iat": N_("sa date est dans le futur"),
    "nbf": N_("sa date est dans le futur"),
    "sub": N_("elle ne dit pas qui vous êtes"),
    "at_hash": N_("ses deux parties ne vont pas ensemble"),
}
"""Claim of an id token that does not hold → why, after « n’a pas été acceptée »."""

BAD_SIGNATURE = N_("sa signature n’est pas celle du fournisseur")
BAD_LEVEL = N_("le niveau d’authentification demandé n’a pas été atteint")
OTHER_SUBJECT = N_("elle parle de deux personnes différentes")
BAD_CODE = N_("elle a expiré ou a déjà servi")


@dataclass(frozen=True, slots=True)
class Tokens:
    """What a code was exchanged for."""

    id_token: str
    access_token: str


class ProviderClient:
    """One conversation with one provider."""

    def __init__(self, provider: Provider) -> None:
        self._provider = provider
        self._http = httpx.Client(
            timeout=TIMEOUT_SECONDS,
            follow_redirects=False,
            trust_env=False,
            verify=ssl.create_default_context(cafile=provider.ca_file or None),
            headers={"accept": "application/json"},
        )

    def __enter__(self) -> ProviderClient:
        return self

    def __exit__(self, *_error: object) -> None:
        self._http.close()

    def metadata(self) -> Metadata:
        """What the provider says of itself. Raises InvalidInput when it does not answer, or speaks for another issuer."""
        found = self._json(self._http.build_request("GET", self._provider.discovery_address))
        if found.get("issuer") != self._provider.issuer:
            raise self._strange("issuer")
        methods = found.get("token_endpoint_auth_methods_supported")
        return Metadata(
            authorization_endpoint=self._endpoint(found, "authorization_endpoint"),
            token_endpoint=self._endpoint(found, "token_endpoint"),
            jwks_uri=self._endpoint(found, "jwks_uri"),
            userinfo_endpoint=self._endpoint(found, "userinfo_endpoint", needed=False),
            end_session_endpoint=self._endpoint(found, "end_session_endpoint", needed=False),
            auth_methods=tuple(map(str, methods)) if isinstance(methods, list) else ("client_secret_basic",),
            names_itself=found.get("authorization_response_iss_parameter_supported") is True,
        )

    def check_sender(self, metadata: Metadata, issuer: str | None) -> None:
        """Pass when the answer names this provider, or none where the provider never does (RFC 9207 §2.4)."""
        if issuer != self._provider.issuer and (issuer is not None or metadata.names_itself):
            raise self._refused(_why("iss"))

    def exchange(self, metadata: Metadata, code: str, verifier: str, redirect_uri: str) -> Tokens:
        """What the code is worth, once. Raises NotAllowed when the provider refuses it."""
        fields = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": redirect_uri,
            "code_verifier": verifier,
        }
        headers = {}
        if not self._provider.client_secret:
            fields["client_id"] = self._provider.client_id
        elif "client_secret_basic" not in metadata.auth_methods and "client_secret_post" in metadata.auth_methods:
            fields |= {"client_id": self._provider.client_id, "client_secret": self._provider.client_secret}
        else:
            headers["authorization"] = _basic(self._provider)
        request = self._http.build_request("POST", metadata.token_endpoint, data=fields, headers=headers)
        found = self._json(request, refused=BAD_CODE)
        id_token, access_token = found.get("id_token"), found.get("access_token")
        if not isinstance(id_token, str) or not isinstance(access_token, str):
            raise self._strange("id_token")
        return Tokens(id_token, access_token)

    def claims(self, metadata: Metadata, tokens: Tokens, nonce: str, now: datetime) -> dict[str, object]:
        """What the id token says, once its signature, issuer, audience, dates, nonce and level hold. Raises NotAllowed."""
        keys = self._json(self._http.build_request("GET", metadata.jwks_uri))
        claims = self._verified(tokens, keys, nonce, int(now.timestamp()))
        if not says_level(self._provider, claims):
            raise self._refused(BAD_LEVEL)
        return claims

    def userinfo(self, metadata: Metadata, tokens: Tokens, subject: str) -> dict[str, object]:
        """What the provider says of this subject; nothing without the endpoint. Raises NotAllowed for another subject."""
        if not metadata.userinfo_endpoint:
            return {}
        headers = {"authorization": f"Bearer {tokens.access_token}"}
        found = self._json(self._http.build_request("GET", metadata.userinfo_endpoint, headers=headers))
        if found.get("sub") != subject:
            raise self._refused(OTHER_SUBJECT)
        return found

    def _verified(
        self, tokens: Tokens, keys: Mapping[str, object], nonce: str, now: int
    ) -> dict[str, object]:  # fmt: skip
        from authlib.oidc.core import CodeIDToken  # type: ignore[import-untyped]
        from joserfc import jwt
        from joserfc.errors import ClaimError, ExpiredTokenError, JoseError
        from joserfc.jwk import KeySet

        try:
            decoded = jwt.decode(tokens.id_token, KeySet.import_key_set(_signing(keys)), algorithms=ALGORITHMS)
        except (JoseError, ValueError, TypeError, KeyError):
            raise self._refused(BAD_SIGNATURE) from None
        options = {
            "iss": {"essential": True, "value": self._provider.issuer},
            "aud": {"essential": True, "value": self._provider.client_id},
        }
        params = {"nonce": nonce, "client_id": self._provider.client_id, "access_token": tokens.access_token}
        claims = CodeIDToken(decoded.claims, decoded.header, options=options, params=params)
        try:
            claims.validate(now=now, leeway=LEEWAY_SECONDS)
        except ExpiredTokenError:
            raise self._refused(_why("exp")) from None
        except ClaimError as error:
            raise self._refused(_why(error.claim)) from None
        except (JoseError, ValueError, TypeError):
            raise self._strange("id_token") from None
        if not isinstance(claims["sub"], str) or not 1 <= len(claims["sub"]) <= LONGEST_SUBJECT:
            raise self._refused(_why("sub"))
        return dict(claims)

    def _json(self, request: httpx.Request, refused: str = "") -> dict[str, object]:
        """The object that answers; with ``refused``, an answer of 400 or 401 means that it was."""
        status, body = self._answer(request)
        if refused and status in (400, 401):
            raise self._refused(refused)
        if status != httpx.codes.OK:
            raise InvalidInput(_SILENT, provider=self._provider.label)
        try:
            found = json.loads(body)
        except ValueError:
            found = None
        if not isinstance(found, dict):
            raise self._strange(request.url.path.rpartition("/")[2])
        return found

    def _answer(self, request: httpx.Request) -> tuple[int, bytes]:
        ends, body = time.monotonic() + TIMEOUT_SECONDS, b""
        try:
            response = self._http.send(request, stream=True)
            try:
                for piece in response.iter_bytes():
                    body += piece
                    if len(body) > MOST_BYTES or time.monotonic() > ends:
                        raise InvalidInput(_SILENT, provider=self._provider.label)
            finally:
                response.close()
        except (httpx.HTTPError, httpx.InvalidURL, ValueError):
            raise InvalidInput(_SILENT, provider=self._provider.label) from None
        return response.status_code, body

    def _endpoint(self, found: Mapping[str, object], name: str, *, needed: bool = True) -> str:
        address = found.get(name)
        if not isinstance(address, str) or not address:
            if needed:
                raise self._strange(name)
            return ""
        try:
            parts = urlsplit(address)
            host = parts.hostname or ""
        except ValueError:
            raise self._strange(name) from None
        if not (parts.scheme == "https" and host) and not (parts.scheme == "http" and is_loopback(host)):
            raise self._strange(name)
        return address

    def _strange(self, what: str) -> InvalidInput:
        return InvalidInput(_STRANGE, provider=self._provider.label, what=what)

    def _refused(self, why: str) -> NotAllowed:
        return NotAllowed(_REFUSED, provider=self._provider.label, why=_(why))


def can_verify() -> bool:
    """Whether the extra ``sso`` is installed."""
    return all(find_spec(name) is not None for name in ("authlib", "joserfc"))


def _why(claim: str) -> str:
    """Why a claim does not hold; several missing ones are named together, and the first says enough."""
    return WRONG_CLAIMS.get(claim.partition(",")[0], WRONG_CLAIMS["sub"])


def _basic(provider: Provider) -> str:
    """Each half form-encoded before base64, as RFC 6749 §2.3.1 asks."""
    pair = f"{quote_plus(provider.client_id)}:{quote_plus(provider.client_secret)}"
    return f"Basic {base64.b64encode(pair.encode()).decode()}"


def _signing(keys: Mapping[str, object]) -> KeySetSerialization:
    """The keys that sign: those for encryption, and shared ones, are left out."""
    found = keys.get("keys")
    held = [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []
    return {"keys": [one for one in held if one.get("use", "sig") == "sig" and one.get("kty") in ("RSA", "EC")]}
