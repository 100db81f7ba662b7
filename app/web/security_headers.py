"""Security headers of every answer, and the content security policy of pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.datastructures import MutableHeaders

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


class SecurityHeaders:
    """Adds the headers that an answer does not have yet. ``policy`` is its content security policy."""

    def __init__(self, app: ASGIApp, policy: str) -> None:
        self._app, self._policy = app, policy

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in COMMON.items():
                    headers.setdefault(name, value)
                headers.setdefault("content-security-policy", self._policy.replace("{sockets}", _sockets(scope)))
            await send(message)

        await self._app(scope, receive, send_with_headers)


def _sockets(scope: Scope) -> str:
    """The websocket addresses of the host that was asked; nothing when its name is none."""
    host = asked_base(scope).partition("://")[2]
    return f" ws://{host} wss://{host}" if host else ""
