"""Streamlit's shell says it is in French; nothing else of its answers changes."""

from __future__ import annotations

from starlette.responses import HTMLResponse, Response
from starlette.types import Receive, Scope, Send

from app.web.page_language import PageLanguage
from app.web.security_headers import SCREENS_POLICY, SecurityHeaders
from tests.web.a_centre import Client

SHELL = '<!doctype html><html lang="en"><body><p>&lt;html lang="en"&gt;</p></body></html>'


async def shell(scope: Scope, receive: Receive, send: Send) -> None:
    """Compresses when asked, as Streamlit does for deep links."""
    asked = dict(scope["headers"]).get(b"accept-encoding")
    await HTMLResponse(SHELL if asked is None else "compressé")(scope, receive, send)


async def script(scope: Scope, receive: Receive, send: Send) -> None:
    await Response('<html lang="en"', media_type="text/javascript")(scope, receive, send)


def test_a_page_is_in_french_and_as_long_as_announced() -> None:
    """The first ``lang`` only, same length, read uncompressed."""
    response = Client(PageLanguage(shell)).ask("GET", "/planning", accept="text/html,*/*", accept_encoding="gzip")
    assert response.text == SHELL.replace('lang="en"', 'lang="fr"', 1)
    assert response.headers["content-length"] == str(len(response.content))


def test_assets_are_left_alone() -> None:
    """Neither a script nor what a script fetches is rewritten."""
    assert Client(PageLanguage(script)).ask("GET", "/a.js", accept="text/html").text == '<html lang="en"'
    assert Client(PageLanguage(shell)).ask("GET", "/", accept="*/*", accept_encoding="gzip").text == "compressé"


def test_headers_are_added_and_never_replaced() -> None:
    """A page that brings its own policy keeps it."""
    policy = Client(SecurityHeaders(shell, SCREENS_POLICY)).get("/").headers["content-security-policy"]
    assert policy == SCREENS_POLICY.replace("{sockets}", " ws://releve.exemple.fr wss://releve.exemple.fr")
    twice = SecurityHeaders(SecurityHeaders(shell, "default-src 'none'"), SCREENS_POLICY)
    assert Client(twice).get("/").headers.get_list("content-security-policy") == ["default-src 'none'"]
