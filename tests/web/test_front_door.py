"""What every answer has: headers, TLS where there is some, and no request that two servers would read differently."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

import pytest
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.types import Message, Receive, Scope, Send

from app.web.base_path import BasePath
from app.web.front_door import STRICT, FrontDoor, is_ambiguous
from app.web.security_headers import COMMON, OWN_POLICY
from app.web.site import Site
from tests.web.a_centre import BASE, Client, PublishedCentre

XSRF = "_streamlit_xsrf=2|a|b|1; Path=/; SameSite=Lax"


async def a_screen(scope: Scope, receive: Receive, send: Send) -> None:
    """Stands for Streamlit, which gives a cookie of its own."""
    response = PlainTextResponse("écran", headers={"content-security-policy": "default-src 'self'"})
    response.headers.append("set-cookie", "releve_form=x; Secure; HttpOnly")
    response.headers.append("set-cookie", XSRF)
    await response(scope, receive, send)


def served(site: Site, peer: str = "192.0.2.7") -> Client:
    return Client(FrontDoor(BasePath(a_screen, site.base_url), site.base_url), peer)


@pytest.fixture
def plain_site(centre: PublishedCentre) -> Iterator[Site]:
    """Served over plain HTTP: in a hall, without a network."""
    site = Site(centre.store, "http://192.168.1.10:8501")
    yield site
    site.close()


def test_over_tls_browsers_are_told_to_keep_to_it(site: Site) -> None:
    """For a year, on this host; Streamlit's cookie too travels over TLS only, and nothing else changes."""
    headers = served(site).get("/").headers
    assert headers["strict-transport-security"] == STRICT
    assert headers.get_list("set-cookie") == ["releve_form=x; Secure; HttpOnly", f"{XSRF}; Secure"]
    assert headers["content-security-policy"] == "default-src 'self'"


@pytest.mark.parametrize(
    ("peer", "proto", "strict"),
    [("127.0.0.1", "https", True), ("127.0.0.1", "http", False), ("192.0.2.7", "https", False)],
)
def test_a_proxy_is_believed_when_it_is_on_this_machine(plain_site: Site, peer: str, proto: str, strict: bool) -> None:
    """In a hall without certificates nothing asks for any: the page would open no more."""
    app = served(plain_site, peer).app

    async def plainly(scope: Scope, receive: Receive, send: Send) -> None:
        await app({**scope, "scheme": "http"}, receive, send)

    headers = Client(plainly, peer).get("/", x_forwarded_proto=proto).headers
    assert ("strict-transport-security" in headers, f"{XSRF}; Secure" in headers.get_list("set-cookie")) == (
        strict,
        strict,
    )


def test_a_redirect_to_the_folders_slash_has_the_headers_of_pages(centre: PublishedCentre) -> None:
    """It is answered before any page."""
    site = Site(centre.store, f"{BASE}/releve")
    answer = served(site).get("/releve")
    site.close()
    wanted = {**COMMON, "content-security-policy": OWN_POLICY, "strict-transport-security": STRICT}
    assert (answer.status_code, {name: answer.headers[name] for name in wanted}) == (308, wanted)


def test_a_body_that_ends_in_two_places_is_refused(site: Site) -> None:
    """400, and the connection is closed: what follows may be another request hidden in this one."""
    client = served(site)
    answer = client.ask("POST", "/p", b"0\r\n\r\n", content_length="5", transfer_encoding="chunked")
    assert (answer.status_code, answer.headers["connection"], "x-frame-options" in answer.headers) == (
        400,
        "close",
        True,
    )
    both = [(b"content-length", b"1"), (b"transfer-encoding", b"chunked")]
    assert [is_ambiguous({"type": "http", "headers": one}) for one in (both, both[:1], both[1:], [])] == [
        True,
        *[False] * 3,
    ]


def test_whoever_hangs_up_is_no_fault(site: Site, caplog: pytest.LogCaptureFixture) -> None:
    """A phone that loses its network in the middle of a form leaves no line for whoever watches the server."""
    scope: Scope = {"type": "http", "method": "POST", "path": "/p", "query_string": b"", "scheme": "https",
                    "client": ("192.0.2.7", 1), "headers": [(b"host", b"releve.exemple.fr")]}  # fmt: skip

    async def receive() -> Message:
        return {"type": "http.disconnect"}

    answer = asyncio.run(site.answer(Request(scope, receive)))
    assert (answer.status_code, caplog.records) == (503, [])
