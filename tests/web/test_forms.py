"""Forms: read whole or refused in a sentence; and only our own pages may send them."""

from __future__ import annotations

import asyncio
from urllib.parse import urlencode

import pytest
from starlette.requests import Request
from starlette.types import Message

from app.core.errors import InvalidInput
from app.web.forms import MAX_BYTES, MAX_FIELDS, Form, is_from_elsewhere, read_form

PLAIN = "application/x-www-form-urlencoded"
OURS = "https://releve.exemple.fr"


def a_request(body: bytes = b"", pieces: int = 1, **headers: str) -> Request:
    """A POST whose body comes in that many pieces; header names are written with underscores."""
    size = max(1, -(-len(body) // pieces))
    parts = [body[at : at + size] for at in range(0, len(body), size)] or [b""]

    async def receive() -> Message:
        part = parts.pop(0)
        return {"type": "http.request", "body": part, "more_body": bool(parts)}

    named = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    return Request({"type": "http", "method": "POST", "scheme": "https", "headers": named}, receive)


def read(body: bytes, kind: str = PLAIN, pieces: int = 1) -> Form:
    return asyncio.run(read_form(a_request(body, pieces, content_type=kind)))


def test_fields_come_as_they_were_typed() -> None:
    """Accents, plus signs, repeated and empty fields, a body in pieces, a charset beside the type."""
    body = urlencode([("nom", "Zoé + l’Œil"), ("jour", "lun"), ("jour", "mar"), ("vide", "")]).encode()
    form = read(body, "application/x-www-form-urlencoded; charset=UTF-8", pieces=3)
    assert form == Form((("nom", "Zoé + l’Œil"), ("jour", "lun"), ("jour", "mar"), ("vide", "")))
    assert (form.text("jour"), form.every("jour"), form.text("absent")) == ("mar", ("lun", "mar"), "")


def test_an_empty_form_needs_no_type() -> None:
    """A button without a name sends nothing at all."""
    assert read(b"", "") == Form()


def test_fields_that_share_a_beginning_are_read_together() -> None:
    """``s-…`` by what follows; the last value wins."""
    form = Form((("s-a", "yes"), ("w-1", "no"), ("s-b", "no"), ("s-a", "if_needed")))
    assert form.under("s-") == {"a": "if_needed", "b": "no"}


def test_text_is_trimmed_and_rid_of_control_characters() -> None:
    """What a phone pastes: null, tabs and Windows line ends."""
    assert Form((("mot", "  a\0b\x07\r\nc "),)).text("mot") == "ab\nc"


def test_a_long_field_is_refused_in_a_sentence() -> None:
    """The limit itself passes."""
    assert Form((("mot", "x" * 200),)).text("mot") == "x" * 200
    with pytest.raises(InvalidInput, match="trop long"):
        Form((("mot", "x" * 201),)).text("mot")


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"a=" + b"x" * MAX_BYTES, PLAIN),
        (b"a=" + b"x" * 2_000_000, PLAIN),
        (b"a=1", "multipart/form-data; boundary=x"),
        (b"a=1", "application/json"),
        (b"a=1", ""),
        (b"a=%ff%fe", PLAIN),
        ("a=é".encode("latin-1"), PLAIN),
        (b"&".join(b"f%d=1" % number for number in range(MAX_FIELDS + 1)), PLAIN),
    ],
    ids=["long", "huge", "multipart", "json", "untyped", "not UTF-8", "not ASCII", "too many fields"],
)
def test_what_is_no_form_of_ours_is_refused_in_a_sentence(body: bytes, kind: str) -> None:
    """Never another error, whatever is sent."""
    with pytest.raises(InvalidInput, match="formulaire"):
        read(body, kind, pieces=40)


@pytest.mark.parametrize(
    ("headers", "elsewhere"),
    [
        ({}, False),
        ({"sec_fetch_site": "same-origin", "origin": "null"}, False),
        ({"sec_fetch_site": "none"}, False),
        ({"origin": "null"}, False),
        ({"origin": OURS}, False),
        ({"origin": "http://127.0.0.1:8501", "host": "127.0.0.1:8501"}, False),
        ({"sec_fetch_site": "cross-site"}, True),
        ({"sec_fetch_site": "same-site", "origin": "null"}, True),
        ({"sec_fetch_site": "cross-site", "origin": OURS}, True),
        ({"origin": "https://autre.exemple.fr"}, True),
        ({"origin": "https://releve.exemple.fr.mechant.example"}, True),
        ({"origin": "rien"}, True),
    ],
)
def test_only_our_own_pages_may_send_forms(headers: dict[str, str], elsewhere: bool) -> None:
    """By ``Sec-Fetch-Site`` where the browser says it, else by ``Origin``, which our policy makes ``null``."""
    assert is_from_elsewhere(a_request(b"", **headers), OURS) is elsewhere


def test_a_body_that_never_ends_is_left() -> None:
    """A field, then silence: refused in a sentence once the time is up, instead of being waited for for ever."""
    given: list[Message] = [{"type": "http.request", "body": b"nom=Zo", "more_body": True}]

    async def receive() -> Message:
        if not given:
            await asyncio.Event().wait()
        return given.pop()

    headers = [(b"content-type", PLAIN.encode())]
    request = Request({"type": "http", "method": "POST", "scheme": "https", "headers": headers}, receive)
    with pytest.raises(InvalidInput, match="n’a pas pu être lu"):
        asyncio.run(read_form(request, seconds=0.01))
