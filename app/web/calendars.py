"""``GET /calendrier/<token>.ics``: the bytes of a calendar, for phones that never forgive a wrong answer.

A fault never reaches a phone as HTML, as an empty calendar or as a 404, each of which wipes its events: the last good
body is served, else 503. An unknown address is 404 in plain text, the same for every address that opens nothing.
"""

from __future__ import annotations

import hashlib
import logging
from typing import TYPE_CHECKING

from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from app.core.clock import paris_date
from app.feeds.calendar import build
from app.feeds.feed import chosen_reminders
from app.services.messages.read_calendar import open_calendar
from app.store.feeds import ChangeWatch
from app.web import plain
from app.web.addresses import client_of
from app.web.conditional import accepts_gzip, matches
from app.web.guarded import wrong
from app.web.kept_calendars import Asked, Body, KeptCalendars, Pairs, Stamp, moved_on
from app.words import LANGUAGES, use_language

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.requests import Request
    from starlette.types import Scope

    from app.store.database import Store
    from app.web.base_url import BaseUrl
    from app.web.guesses import Guesses

log = logging.getLogger("releve.calendars")


class Calendars:
    """Serves calendars from one store. ``guesses`` is shared with the other addresses that hold tokens."""

    def __init__(self, store: Store, base_url: BaseUrl, guesses: Guesses) -> None:
        self._store, self._base_url, self._guesses = store, base_url, guesses
        self._watch = ChangeWatch(store.folder.database)
        self._kept = KeptCalendars()

    def close(self) -> None:
        """Let go of the database."""
        self._watch.close()

    async def answer(self, request: Request, token: str) -> Response:
        """The calendar behind ``token``; 304, 404 or 503 as the module says."""
        asked = self._asked(request, token)
        body = await self._body(asked, request.scope)
        return body if isinstance(body, Response) else _response(request, body)

    def unchanged(self, token: str, base_url: str, headers: Mapping[bytes, bytes]) -> tuple[int, Pairs, bytes] | None:
        """Status, headers and bytes of a calendar already written and still true; None when there is more to do."""
        asked = Asked(token, base_url, (), LANGUAGES[0])
        try:
            fresh = self._kept.fresh(asked, self._stamp())
        except Exception:
            # Whoever asks the whole way hears what the module says of a fault.
            return None
        return None if fresh is None else _chosen(headers, fresh)

    def _stamp(self) -> Stamp:
        return self._watch.stamp(), paris_date(self._store.now())

    def _asked(self, request: Request, token: str) -> Asked:
        base_url = self._base_url.of(request.scope)
        if not request.scope["query_string"]:
            return Asked(token, base_url, (), LANGUAGES[0])
        language = request.query_params.get("lang", "")
        return Asked(
            token,
            base_url,
            chosen_reminders(request.query_params.getlist("rappel")),
            language if language in LANGUAGES else LANGUAGES[0],
        )

    async def _body(self, asked: Asked, scope: Scope) -> Body | Response:
        last_good = self._kept.last_good(asked)
        try:
            stamp = self._stamp()
            fresh = self._kept.fresh(asked, stamp)
            if fresh is not None:
                return fresh
            body = await run_in_threadpool(self._written, asked, stamp, last_good)
        except Exception as error:
            # The address is a secret: the log names the kind of fault only.
            log.error("calendar not written: %s", type(error).__name__)
            return last_good or plain.unavailable()
        return self._settled(asked, body, stamp, scope)

    def _settled(self, asked: Asked, body: Body | None, stamp: Stamp, scope: Scope) -> Body | Response:
        if body is None:
            self._kept.forget(asked)
            return wrong(self._guesses, client_of(scope))
        self._kept.keep(asked, body, stamp)
        return body

    def _written(self, asked: Asked, stamp: Stamp, previous: Body | None) -> Body | None:
        with use_language(asked.language):
            opened = open_calendar(
                self._store, asked.token, base_url=asked.base_url, today=stamp[1], reminders=asked.reminders
            )
            if opened is None:
                return None
            revision = hashlib.sha256(repr(opened.feed).encode("utf-8", "surrogatepass")).digest()
            if previous is not None and previous.revision == revision:
                return previous
            written = build(opened.feed)
        return Body(revision, written, moved_on(previous, written, self._store.now()))


def _response(request: Request, body: Body) -> Response:
    status, headers, content = _chosen(dict(request.scope["headers"]), body)
    return Written(status, b"" if request.method == "HEAD" else content, headers)


def _chosen(asked: Mapping[bytes, bytes], body: Body) -> tuple[int, Pairs, bytes]:
    """Status, headers and bytes for whoever asks with these headers: compressed or not, and not again."""
    zipped = accepts_gzip(asked.get(b"accept-encoding", b"").decode("latin-1"))
    head = body.heads[1 if zipped else 0]
    tag = asked.get(b"if-none-match")
    if tag is not None and matches(tag.decode("latin-1"), body.tags):
        return 304, head.unchanged, b""
    return 200, head.whole, body.zipped if zipped else body.plain


class Written(Response):
    """An answer whose headers are already written."""

    def __init__(self, status: int, content: bytes, headers: Pairs) -> None:
        self.status_code, self.body, self.background = status, content, None
        self.raw_headers = list(headers)
