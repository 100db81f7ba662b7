"""What holds for every answer whoever gives it, screens, our own pages and redirects: outermost of all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse

from app.web import cookies
from app.web.security_headers import OWN_POLICY, SecurityHeaders
from app.words import _

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from app.web.base_url import BaseUrl

STRICT = "max-age=31536000"
"""Browsers keep to TLS for a year (RFC 6797), on this host alone: its neighbours are not ours to bind."""

XSRF_COOKIE = "_streamlit_xsrf="
"""Streamlit's own: it knows nothing of the proxy that holds the certificate."""


class FrontDoor:
    """Refuses requests that two servers would read differently; completes headers; marks what must travel over TLS only."""

    def __init__(self, app: ASGIApp, base_url: BaseUrl) -> None:
        self._app, self._base_url = SecurityHeaders(app, OWN_POLICY), base_url

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        if cookies.is_secure(scope, self._base_url.of(scope)):
            send = _over_tls(send)
        await (SecurityHeaders(_ambiguous, OWN_POLICY) if is_ambiguous(scope) else self._app)(scope, receive, send)


def is_ambiguous(scope: Scope) -> bool:
    """Whether a request says twice where its body ends: a server before us may have stopped elsewhere (RFC 9112 §6.1)."""
    headers = Headers(scope=scope)
    return "content-length" in headers and "transfer-encoding" in headers


async def _ambiguous(scope: Scope, receive: Receive, send: Send) -> None:
    said = _("Cette demande est mal formée : rechargez la page et recommencez.")
    headers = {"cache-control": "private, no-store", "connection": "close"}
    await PlainTextResponse(said, 400, headers)(scope, receive, send)


def _over_tls(send: Send) -> Send:
    """Answers that tell the browser to keep to TLS."""

    async def send_over_tls(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            headers.setdefault("strict-transport-security", STRICT)
            given = headers.getlist("set-cookie")
            if any(_is_bare(cookie) for cookie in given):
                del headers["set-cookie"]
                for cookie in given:
                    headers.append("set-cookie", f"{cookie}; Secure" if _is_bare(cookie) else cookie)
        await send(message)

    return send_over_tls


def _is_bare(cookie: str) -> bool:
    return cookie.startswith(XSRF_COOKIE) and "; secure" not in cookie.lower()
