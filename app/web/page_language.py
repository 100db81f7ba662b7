"""Says that Streamlit's pages are in French: its shell has ``<html lang="en">`` (RGAA 8.3, WCAG 3.1.1)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.datastructures import Headers

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

ENGLISH, FRENCH = b'<html lang="en"', b'<html lang="fr"'
assert len(ENGLISH) == len(FRENCH), "lengths announced before the body must stay true"


class PageLanguage:
    """Rewrites the language of HTML pages, first piece of the body, length unchanged."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not _may_be_page(scope):
            await self._app(scope, receive, send)
            return
        is_page = False

        async def send_in_french(message: Message) -> None:
            nonlocal is_page
            if message["type"] == "http.response.start":
                is_page = Headers(raw=message["headers"]).get("content-type", "").startswith("text/html")
            elif is_page and message.get("body"):
                message = {**message, "body": message["body"].replace(ENGLISH, FRENCH, 1)}
                is_page = False
            await send(message)

        await self._app(_uncompressed(scope), receive, send_in_french)


def _may_be_page(scope: Scope) -> bool:
    """A page is asked for by a browser that accepts HTML; assets, media and API calls are left alone."""
    return "text/html" in Headers(scope=scope).get("accept", "")


def _uncompressed(scope: Scope) -> Scope:
    """The same request, asking for a body that can be read."""
    headers = [(name, value) for name, value in scope["headers"] if name != b"accept-encoding"]
    return {**scope, "headers": headers}
