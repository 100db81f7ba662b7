"""Says which language Streamlit's pages speak: its shell has ``<html lang="en">`` (RGAA 8.3, WCAG 3.1.1).

What is chosen later in the tab, the page says itself (``app/ui/parts/search_field``): this is for before any script.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.requests import HTTPConnection

from app.core.errors import ReleveError
from app.web.rendering import chosen_language
from app.words import LANGUAGES

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from app.store.database import Store

CHOICE = "langue"
"""The screens' own word in the address, where pages say ``lang``."""
SHELL = b'<html lang="en"'


class PageLanguage:
    """Rewrites the language of HTML pages, first piece of the body, length unchanged.

    ``store`` is where the account of whoever asks is looked up; without it, only the address and the browser are heard.
    """

    def __init__(self, app: ASGIApp, store: Store | None = None) -> None:
        self._app = app
        self._store = store

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not _may_be_page(scope):
            await self._app(scope, receive, send)
            return
        is_page = False

        async def send_in_its_language(message: Message) -> None:
            nonlocal is_page
            if message["type"] == "http.response.start":
                is_page = Headers(raw=message["headers"]).get("content-type", "").startswith("text/html")
            elif is_page and message.get("body"):
                spoken = b'<html lang="%s"' % (await self._language(scope)).encode()
                message = {**message, "body": message["body"].replace(SHELL, spoken, 1)}
                is_page = False
            await send(message)

        await self._app(_uncompressed(scope), receive, send_in_its_language)

    async def _language(self, scope: Scope) -> str:
        """Two letters, as announced in ``SHELL``: the address, the account, the browser, French."""
        request = HTTPConnection(scope)
        asked = request.query_params.get(CHOICE, "")
        if asked in LANGUAGES:
            return asked
        with suppress(ReleveError):
            return await run_in_threadpool(chosen_language, request, self._store)
        return chosen_language(request)


def _may_be_page(scope: Scope) -> bool:
    """A page is asked for by a browser that accepts HTML; assets, media and API calls are left alone."""
    return "text/html" in Headers(scope=scope).get("accept", "")


def _uncompressed(scope: Scope) -> Scope:
    """The same request, asking for a body that can be read."""
    headers = [(name, value) for name, value in scope["headers"] if name != b"accept-encoding"]
    return {**scope, "headers": headers}
