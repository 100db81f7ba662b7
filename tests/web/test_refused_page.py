"""Tests of app/web/refused_page.py: an address that opens nothing, on a phone."""

import pytest
from starlette.requests import Request

from app.web import plain
from app.web.refused_page import readable

BROWSER = "text/html,application/xhtml+xml,*/*;q=0.8"


def _asked(path: str, accept: str) -> Request:
    return Request(
        {"type": "http", "path": path, "headers": [(b"accept", accept.encode())], "query_string": b"", "method": "GET"}
    )


def test_a_browser_gets_the_sentence_at_the_size_of_its_screen() -> None:
    """Same words and status, on a page of ours with its own policy; nobody keeps it."""
    shown = readable(_asked("/p/perdu", BROWSER), plain.nothing_here())
    text = bytes(shown.body).decode()
    assert (shown.status_code, shown.headers["content-type"]) == (404, "text/html; charset=utf-8")
    assert bytes(plain.nothing_here().body).decode() in text
    assert "width=device-width" in text
    assert "no-store" in shown.headers["cache-control"]
    assert "default-src 'none'" in shown.headers["content-security-policy"]


def test_it_says_when_to_come_back() -> None:
    """503 keeps its delay."""
    shown = readable(_asked("/p/x", BROWSER), plain.unavailable())
    assert (shown.status_code, shown.headers["retry-after"]) == (503, "300")


def test_it_says_which_methods_the_address_knows() -> None:
    """405 keeps its list (RFC 9110 §15.5.6 asks for it), and the length told is that of the page."""
    shown = readable(_asked("/accessibilite", BROWSER), plain.wrong_method("GET", "HEAD"))
    assert (shown.status_code, shown.headers["allow"]) == (405, "GET, HEAD")
    assert (shown.headers["content-length"], shown.headers["content-type"]) == (
        str(len(bytes(shown.body))),
        "text/html; charset=utf-8",
    )


@pytest.mark.parametrize(
    ("path", "accept"),
    [("/calendrier/x.ics", BROWSER), ("/api/v1", BROWSER), ("/p/x", "*/*"), ("/p/x", "text/calendar")],
)
def test_programs_keep_plain_text(path: str, accept: str) -> None:
    """A calendar that is followed, a probe, a script: not one byte of HTML."""
    refused = plain.nothing_here()
    assert readable(_asked(path, accept), refused) is refused
