"""``GET /calendrier/<token>.ics``: the bytes of a calendar, for phones that never forgive a wrong answer.

A fault never reaches a phone as HTML, as an empty calendar or as a 404, each of which wipes its events: the last good
body is served, else 503. An unknown address is 404 in plain text, the same for every address that opens nothing.
"""

from __future__ import annotations

import hashlib
import logging
from email.utils import format_datetime
from typing import TYPE_CHECKING

from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from app.core.clock import paris_date
from app.feeds.calendar import build
from app.feeds.feed import chosen_reminders
from app.services.read_calendar import open_calendar
from app.store.feeds import ChangeWatch
from app.web import plain
from app.web.addresses import client_of
from app.web.conditional import accepts_gzip, matches
from app.web.guarded import wrong
from app.web.kept_calendars import Asked, Body, KeptCalendars, Stamp, moved_on
from app.words import LANGUAGES, use_language

if TYPE_CHECKING:
    from starlette.requests import Request

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
        body = await self._body(asked, client_of(request.scope))
        return body if isinstance(body, Response) else _response(request, body)

    def _asked(self, request: Request, token: str) -> Asked:
        language = request.query_params.get("lang", "")
        return Asked(
            token,
            self._base_url.of(request.scope),
            chosen_reminders(request.query_params.getlist("rappel")),
            language if language in LANGUAGES else LANGUAGES[0],
        )

    async def _body(self, asked: Asked, client: str) -> Body | Response:
        last_good = self._kept.last_good(asked)
        try:
            stamp = (self._watch.stamp(), paris_date(self._store.now()))
            fresh = self._kept.fresh(asked, stamp)
            if fresh is not None:
                return fresh
            body = await run_in_threadpool(self._written, asked, stamp, last_good)
        except Exception as error:
            # The address is a secret: the log names the kind of fault only.
            log.error("calendar not written: %s", type(error).__name__)
            return last_good or plain.unavailable()
        return self._settled(asked, body, stamp, client)

    def _settled(self, asked: Asked, body: Body | None, stamp: Stamp, client: str) -> Body | Response:
        if body is None:
            self._kept.forget(asked)
            return wrong(self._guesses, client)
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
    zipped = accepts_gzip(request.headers.get("accept-encoding"))
    headers = {
        "etag": body.tags[1 if zipped else 0],
        "last-modified": format_datetime(body.last_modified, usegmt=True),
        "cache-control": "private, no-cache",
        "vary": "Accept-Encoding",
        "x-robots-tag": "noindex, nofollow",
    }
    if matches(request.headers.get("if-none-match"), body.tags):
        return Response(status_code=304, headers=headers)
    content = body.zipped if zipped else body.plain
    headers |= {"content-encoding": "gzip"} if zipped else {}
    headers |= {
        "content-type": "text/calendar; charset=utf-8",
        "content-disposition": 'inline; filename="releve.ics"',
        "content-length": str(len(content)),
    }
    return Response(b"" if request.method == "HEAD" else content, headers=headers)
