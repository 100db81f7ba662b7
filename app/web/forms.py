"""Forms that pages send: read whole, small, in the one encoding that a plain HTML form has; and whether our page sent them."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

from app.core.errors import N_, InvalidInput
from app.web.addresses import asked_base, netloc_of

if TYPE_CHECKING:
    from starlette.requests import Request

MAX_BYTES = 64 * 1024
PER_CHARACTER = 9
"""Bytes of the longest character of a textarea once sent: three of UTF-8, each as ``%XX``. A character of four is two for
``maxlength``, which counts UTF-16 (HTML, §4.10.5.3.1), and a line break is six."""
MAX_FIELDS = 500
SECONDS = 60.0
"""A whole form at ten kilobits a second: nobody holds a connection by sending a body that never ends."""

_ENDURED = 1024 * 1024
"""Bytes of an oversized form still read, so that the browser is there to hear the answer."""

_UNREADABLE = N_("Ce formulaire n’a pas pu être lu. Rechargez la page et recommencez.")
NOT_A_BUTTON = N_("Ce bouton n’existe plus. Rechargez la page et recommencez.")
_TOO_LONG = N_("Ce formulaire est trop long. Raccourcissez ce que vous avez écrit et recommencez.")


@dataclass(frozen=True, slots=True)
class Form:
    """What was sent, field by field, in order. A field that was not sent is empty text."""

    fields: tuple[tuple[str, str], ...] = ()

    def text(self, name: str, most: int = 200) -> str:
        """The last value of a field, trimmed, on whatever lines it has. Raises InvalidInput past ``most`` characters."""
        value = next((text for field, text in reversed(self.fields) if field == name), "")
        value = "".join(sign for sign in value.replace("\r\n", "\n") if sign >= " " or sign == "\n").strip()
        if len(value) > most:
            raise InvalidInput(_TOO_LONG)
        return value

    def every(self, name: str) -> tuple[str, ...]:
        """All values of a field: boxes ticked under one name."""
        return tuple(text for field, text in self.fields if field == name)

    def under(self, prefix: str) -> dict[str, str]:
        """The fields named ``prefix`` + something, by that something; the last value of each."""
        return {field.removeprefix(prefix): text for field, text in self.fields if field.startswith(prefix)}


async def read_form(request: Request, seconds: float = SECONDS, *, most: int = MAX_BYTES) -> Form:
    """The form a page sent, within ``seconds``. Raises InvalidInput: longer than ``most`` bytes, not all of it come in
    time, another encoding, or not UTF-8."""
    try:
        async with asyncio.timeout(seconds):
            body = await _body(request, most)
    except TimeoutError:
        raise InvalidInput(_UNREADABLE) from None
    if len(body) > most:
        raise InvalidInput(_TOO_LONG)
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != "application/x-www-form-urlencoded" and body:
        raise InvalidInput(_UNREADABLE)
    return _parsed(body)


async def _body(request: Request, most: int) -> bytes:
    """What was sent, cut a little after ``most`` bytes."""
    body = b""
    endured = 0
    async for piece in request.stream():
        endured += len(piece)
        body += piece if len(body) <= most else b""
        if endured > _ENDURED:
            break
    return body


def _parsed(body: bytes) -> Form:
    try:
        pairs = parse_qsl(body.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=MAX_FIELDS)
    except ValueError:
        raise InvalidInput(_UNREADABLE) from None
    return Form(tuple(pairs))


def is_from_elsewhere(request: Request, base_url: str) -> bool:
    """Whether another site's page sent this. ``base_url`` is our own address.

    A page under ``referrer-policy: no-referrer`` sends ``Origin: null`` (Fetch, “append a request Origin header”): then
    ``Sec-Fetch-Site`` decides, and a browser too old to send it is believed, since the token is the only key there is.
    """
    site = request.headers.get("sec-fetch-site", "")
    if site not in ("", "same-origin", "none"):
        return True
    origin = request.headers.get("origin", "")
    if origin in ("", "null"):
        return False
    ours = {netloc_of(base) for base in (base_url, asked_base(request.scope))}
    return netloc_of(origin) not in ours - {""}


def whole_number(text: str) -> int:
    """A number that a button or an address of ours carries. Raises InvalidInput for anything else."""
    if not text.isdecimal() or len(text) > 9:
        raise InvalidInput(NOT_A_BUTTON)
    return int(text)
