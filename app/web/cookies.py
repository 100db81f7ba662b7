"""The cookies of signing in: what they hold, and the flags that keep them to this site and away from scripts.

No lifetime is written in them: when a login ends is the database's to say, and a browser that closes forgets them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.requests import HTTPConnection

from app.services.accounts.who_acts import COOKIE
from app.web.addresses import first_header, is_loopback_name

if TYPE_CHECKING:
    from starlette.responses import Response
    from starlette.types import Scope

FORM_COOKIE = "releve_form"
"""A random value that binds the forms of someone not signed in to their browser."""

TICKET_COOKIE = "releve_code"
"""Between the password and the code of six figures: proof, signed and short-lived, that the password was right."""

TICKET_SECONDS = 300

_OVER_TLS = frozenset({"https", "wss"})


def login_token(scope: Scope) -> str:
    """The login's token that a request brings; empty when it brings none."""
    return cookie(scope, COOKIE)


def cookie(scope: Scope, name: str) -> str:
    """A cookie of a request or of a websocket's handshake; empty when absent."""
    return HTTPConnection(scope).cookies.get(name, "")


def is_secure(scope: Scope, base_url: str) -> bool:
    """Whether cookies travel over TLS only: asked so, passed on so by a proxy of this machine, or announced so."""
    peer = scope.get("client")
    forwarded = first_header(scope, b"x-forwarded-proto") if peer and is_loopback_name(peer[0]) else ""
    schemes = (
        scope.get("scheme", ""),
        forwarded.rpartition(",")[2].strip().lower(),
        base_url.partition(":")[0].lower(),
    )
    return not _OVER_TLS.isdisjoint(schemes)


def give(response: Response, name: str, value: str, *, root: str, secure: bool, seconds: int | None = None) -> None:
    """Have the browser keep a cookie for this site alone: no script reads it, no other site's form brings it."""
    response.set_cookie(name, value, max_age=seconds, path=root or "/", secure=secure, httponly=True, samesite="lax")


def take_back(response: Response, name: str, *, root: str, secure: bool) -> None:
    """Have the browser forget a cookie."""
    response.delete_cookie(name, path=root or "/", secure=secure, httponly=True, samesite="lax")
