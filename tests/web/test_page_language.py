"""Streamlit's shell says the language of whoever asks, French first; nothing else of its answers changes."""

from __future__ import annotations

from pathlib import Path

from starlette.responses import HTMLResponse, Response
from starlette.types import Receive, Scope, Send

from app.services.accounts.who_acts import COOKIE
from app.store import accounts
from app.store.database import open_store
from app.web.page_language import PageLanguage
from app.web.security_headers import SCREENS_POLICY, SecurityHeaders
from tests.web.a_centre import Client
from tests.web.an_account import a_login, an_account

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


def test_a_page_speaks_as_the_address_the_account_or_the_browser_asks(tmp_path: Path) -> None:
    """In that order; a login that opens nothing chooses nothing."""
    store = open_store(tmp_path)
    account = an_account(store)
    token = a_login(store, account)
    with store.transaction() as conn:
        accounts.set_wishes(conn, account.id, language="en", key_alone=True)
    client = Client(PageLanguage(shell, store))

    def spoken(path: str = "/", **headers: str) -> str:
        text = client.get(path, accept="text/html", **headers).text
        return text.split('lang="', 1)[1][:2]

    assert spoken() == "fr"
    assert spoken(accept_language="en-GB,en;q=0.9") == "en"
    assert spoken(cookie=f"{COOKIE}={token}") == "en"
    assert spoken("/?langue=fr", cookie=f"{COOKIE}={token}") == "fr"
    assert spoken("/?langue=de", cookie=f"{COOKIE}=unknown") == "fr"


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
