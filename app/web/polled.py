"""The calendars that phones ask for again and again, answered before anything else looks at the request.

Nothing is decided here: a calendar that was written and is still true is sent again, with the headers it has by any other
way. Whatever is not exactly that (another method, a query, a change since, a request two servers could read differently)
goes on to the rooms behind, which answer in full.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import unquote

from app.web.base_path import root_of
from app.web.cookies import is_secure
from app.web.front_door import STRICT

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

    from app.web.base_url import BaseUrl
    from app.web.calendars import Calendars

END = ".ics"
_OVER_TLS = (b"strict-transport-security", STRICT.encode())


class Polled:
    """Middleware, outermost of all: the whole way of a poll that finds nothing new, and of the first one after it."""

    def __init__(self, app: ASGIApp, calendars: Calendars, base_url: BaseUrl) -> None:
        self._app, self._calendars, self._base_url = app, calendars, base_url

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not scope["path"].endswith(END) or not await self._sent(scope, send):
            await self._app(scope, receive, send)

    async def _sent(self, scope: Scope, send: Send) -> bool:
        """Send the answer; False when it is not for us to give."""
        asked = dict(scope["headers"])
        if scope["method"] != "GET" or scope["query_string"] or b"transfer-encoding" in asked:
            return False
        base_url = self._base_url.of(scope)
        before, path = _room(base_url), scope["path"]
        if not path.startswith(before):
            return False
        found = self._calendars.unchanged(path[len(before) : -len(END)], base_url, asked)
        if found is None:
            return False
        status, headers, content = found
        if is_secure(scope, base_url):
            headers = (*headers, _OVER_TLS)
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": content})
        return True


@lru_cache(maxsize=256)
def _room(base_url: str) -> str:
    """``/releve/calendrier/`` for https://cpts.example.org/releve."""
    return f"{unquote(root_of(base_url))}/calendrier/"
