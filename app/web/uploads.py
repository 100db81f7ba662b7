"""Files sent to screens are kept in memory until their tab is closed: who may send some, and how much in an hour."""

from __future__ import annotations

from collections import OrderedDict
from time import monotonic
from typing import TYPE_CHECKING

from starlette.datastructures import Headers

from app.access.actor import Role

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.types import Scope

UPLOADS_AT = "/_stcore/upload_file/"

WITHOUT_UPLOADER = frozenset({Role.READING, Role.OBSERVER, Role.PROFESSIONAL})
"""Roles whose screens ask for no file."""

BYTES_AN_HOUR = 100 * 2**20
"""Of one login: twenty of the largest files that screens take."""

LARGEST = 5 * 2**20
"""``server.maxUploadSize`` of ``app/ui/.streamlit/config.toml``: what a file of unannounced length counts for."""

LOGINS = 1024


def is_upload(scope: Scope) -> bool:
    """Whether a request sends a file to a screen."""
    path = "/" + scope["path"].lstrip("/")
    return scope["type"] == "http" and scope["method"] not in ("GET", "HEAD", "DELETE") and path.startswith(UPLOADS_AT)


def announced(scope: Scope) -> int:
    """Bytes that a request says it sends; the largest file's when it does not say."""
    length = Headers(scope=scope).get("content-length", "")
    return int(length) if length.isdecimal() and len(length) < 12 else LARGEST


class Allowances:
    """Bytes left to each login, in memory: they come back evenly over an hour."""

    def __init__(self, seconds: Callable[[], float] = monotonic) -> None:
        self._seconds = seconds
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def takes(self, login: str, size: int) -> bool:
        """Whether the login may still send ``size`` bytes; they are counted when it may."""
        now = self._seconds()
        left, at = self._left.get(login, (float(BYTES_AN_HOUR), now))
        left = min(BYTES_AN_HOUR, left + (now - at) * BYTES_AN_HOUR / 3600)
        fits = size <= left
        self._left[login] = (left - size if fits else left, now)
        self._left.move_to_end(login)
        if len(self._left) > LOGINS:
            self._left.popitem(last=False)
        return fits
