"""Security headers of every answer, and the content security policy of pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.web.addresses import asked_base

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

SCREENS_POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:; style-src 'self' 'unsafe-inline';"
    " img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'{sockets}; object-src 'none';"
    " base-uri 'self'; form-action 'self'; frame-ancestors 'none'"
)
"""Streamlit evaluates inline scripts; nothing may come from, or go to, another site.

``{sockets}`` becomes the page's own host: older Safari does not count its websocket as 'self' (CSP 3 §6.7.2.8 does).
"""

OWN_POLICY = "default-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
"""Our own answers: nothing unless the page says so itself."""

COMMON = {
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=(), payment=()",
}


_RAW = tuple((name.encode(), value.encode()) for name, value in COMMON.items())
_POLICY = b"content-security-policy"
OWN_PAIRS = (*_RAW, (_POLICY, OWN_POLICY.encode()))
"""What an answer of ours that is no page has of them all, for whoever writes its headers once."""
_NAMES = frozenset({name for name, _value in _RAW} | {_POLICY})


class SecurityHeaders:
    """Adds the headers that an answer does not have yet. ``policy`` is its content security policy.

    Raw pairs, whose names ASGI has in lower case: this stands around every answer, those that 130 phones poll included.
    """

    def __init__(self, app: ASGIApp, policy: str) -> None:
        self._app, self._policy, self._names_host = app, policy, "{sockets}" in policy

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = list(message.get("headers", ()))
                there = {name for name, _value in headers}
                if not there.issuperset(_NAMES):
                    headers += [pair for pair in _RAW if pair[0] not in there]
                    if _POLICY not in there:
                        headers.append((_POLICY, self._said(scope).encode("latin-1")))
                    message["headers"] = headers
            await send(message)

        await self._app(scope, receive, send_with_headers)

    def _said(self, scope: Scope) -> str:
        return self._policy.replace("{sockets}", _sockets(scope)) if self._names_host else self._policy


def _sockets(scope: Scope) -> str:
    """The websocket addresses of the host that was asked; nothing when its name is none."""
    host = asked_base(scope).partition("://")[2]
    return f" ws://{host} wss://{host}" if host else ""
