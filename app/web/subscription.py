"""``GET /calendrier/<token>``: how to subscribe, for any phone. Server-rendered, readable without JavaScript, 320 px wide."""

from __future__ import annotations

import base64
import hashlib
import logging
from dataclasses import dataclass
from functools import cache
from ipaddress import ip_address
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode, urlsplit

import segno
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from starlette.concurrency import run_in_threadpool
from starlette.responses import HTMLResponse, Response

from app.access.links import LinkScope
from app.core.clock import paris_date
from app.feeds.feed import REMINDER_CHOICES, EventStatus, FeedEvent, chosen_reminders
from app.feeds.wording import location, seat_words
from app.roster.phones import spoken_phone
from app.services.read_calendar import open_calendar
from app.web import plain
from app.web.addresses import client_of, is_loopback_name
from app.web.conditional import preferred
from app.words import LANGUAGES, _, language, ngettext, use_language
from app.words.dates import spoken_session

if TYPE_CHECKING:
    from datetime import datetime

    from starlette.requests import Request

    from app.services.read_calendar import Opened
    from app.store.database import Store
    from app.web.base_url import BaseUrl
    from app.web.guesses import Guesses

log = logging.getLogger("releve.subscription")

TEMPLATES = Path(__file__).parent / "templates"
NEXT_SHOWN = 10


@dataclass(frozen=True, slots=True)
class Addresses:
    """One feed under every address that some client opens (CALENDAR: Google refuses ``cid=https``, Outlook webcal)."""

    https: str
    name: str

    @property
    def webcal(self) -> str:
        return f"webcal://{self.https.partition('://')[2]}"

    @property
    def google(self) -> str:
        return f"https://calendar.google.com/calendar/r?cid={quote(self.webcal, safe='')}"

    @property
    def outlook(self) -> str:
        return f"https://outlook.live.com/calendar/0/addfromweb?{self._outlook_query}"

    @property
    def office(self) -> str:
        return f"https://outlook.office.com/calendar/0/addfromweb?{self._outlook_query}"

    @property
    def _outlook_query(self) -> str:
        return urlencode({"url": self.https, "name": self.name}, quote_via=quote)

    @property
    def is_private(self) -> bool:
        """Whether only this machine or its local network can reach it: Google's and Microsoft's servers can't."""
        host = urlsplit(self.https).hostname or ""
        if is_loopback_name(host) or "." not in host.strip("."):
            return True
        try:
            return ip_address(host).is_private
        except ValueError:
            return False

    @property
    def qr(self) -> Markup:
        """The https address as an inline SVG; the page around it carries the text alternative."""
        return Markup(segno.make(self.https, error="m", micro=False).svg_inline(border=4, omitsize=True))


class Subscription:
    """Serves the page behind every calendar link."""

    def __init__(self, store: Store, base_url: BaseUrl, guesses: Guesses) -> None:
        self._store, self._base_url, self._guesses = store, base_url, guesses

    async def answer(self, request: Request, token: str) -> Response:
        """The page, 404 in plain text for a token that opens nothing, 503 for a fault."""
        client = client_of(request.scope)
        if self._guesses.are_spent(client):
            return plain.unavailable()
        code = request.query_params.get("lang", "")
        if code not in LANGUAGES:
            code = preferred(request.headers.get("accept-language"), LANGUAGES)
        reminders = chosen_reminders(request.query_params.getlist("rappel"))
        try:
            page = await run_in_threadpool(self._page, token, self._base_url.of(request.scope), code, reminders)
        except Exception as error:
            log.error("page not written: %s", type(error).__name__)
            return plain.unavailable()
        if page is None:
            self._guesses.count_wrong(client)
            return plain.nothing_here()
        return HTMLResponse("" if request.method == "HEAD" else page, headers=_headers(page, code))

    def _page(self, token: str, base_url: str, code: str, reminders: tuple[int, ...]) -> str | None:
        now = self._store.now()
        with use_language(code):
            opened = open_calendar(self._store, token, base_url=base_url, today=paris_date(now))
            return None if opened is None else render(opened, f"{base_url}/calendrier/{token}", now, reminders)


def render(opened: Opened, page: str, now: datetime, reminders: tuple[int, ...]) -> str:
    """The page in the current language. ``page`` is its own address; ``reminders`` those chosen, minutes before."""
    query = [*(("rappel", str(minutes)) for minutes in reminders), *([("lang", "en")] if language() == "en" else [])]
    feed = f"{page}.ics" + (f"?{urlencode(query)}" if query else "")
    personal = opened.subject.scope is LinkScope.PERSON
    coming = [
        event for event in opened.feed.events if event.ends_at > now and event.status is not EventStatus.CANCELLED
    ]
    return (
        _environment()
        .get_template("subscription.html")
        .render(
            opened=opened,
            to=Addresses(feed, opened.feed.name),
            personal=personal,
            coming=[(_when(event), seat_words(event), location(event)) for event in coming[:NEXT_SHOWN]]
            if personal
            else [],
            reminders=[(minutes, _before(minutes), minutes in reminders) for minutes in REMINDER_CHOICES],
            language=language(),
            style=Markup(_style()),
            script=Markup(_script()),
        )
    )


def _when(event: FeedEvent) -> str:
    words = spoken_session(event.starts_at, event.ends_at)
    return words if event.status is EventStatus.CONFIRMED else _("{session} — à confirmer").format(session=words)


def _before(minutes: int) -> str:
    if minutes < 60:
        return ngettext("{count} minute avant", "{count} minutes avant", minutes).format(count=minutes)
    if minutes < 1440:
        return ngettext("{count} heure avant", "{count} heures avant", minutes // 60).format(count=minutes // 60)
    return ngettext("la veille", "{count} jours avant", minutes // 1440).format(count=minutes // 1440)


def _headers(page: str, code: str) -> dict[str, str]:
    return {
        "content-length": str(len(page.encode())),
        "content-language": code,
        "vary": "Accept-Language",
        "cache-control": "private, no-store",
        "x-robots-tag": "noindex, nofollow",
        "content-security-policy": _policy(),
    }


@cache
def _environment() -> Environment:
    environment = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined)
    environment.globals["_"] = _
    environment.filters["spoken_phone"] = spoken_phone
    return environment


@cache
def _style() -> str:
    return (TEMPLATES / "page.css").read_text(encoding="utf-8")


@cache
def _script() -> str:
    return (TEMPLATES / "copy.js").read_text(encoding="utf-8")


@cache
def _policy() -> str:
    """Only the page's own style and script, by their hash; no other resource at all."""
    style, script = (
        base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in (_style(), _script())
    )
    return (
        f"default-src 'none'; style-src 'sha256-{style}'; script-src 'sha256-{script}';"
        " base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    )
