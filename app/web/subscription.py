"""``GET /calendrier/<token>``: how to subscribe, for any phone. Server-rendered, readable without JavaScript, 320 px wide."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from ipaddress import ip_address
from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode, urlsplit

import segno
from markupsafe import Markup

from app.access.links import LinkScope
from app.core.clock import paris_date
from app.feeds.feed import REMINDER_CHOICES, EventStatus, FeedEvent, chosen_reminders
from app.feeds.wording import location, seat_words
from app.services.messages.read_calendar import open_calendar
from app.web.addresses import is_loopback_name
from app.web.guarded import guarded
from app.web.rendering import page
from app.words import _, language, ngettext
from app.words.dates import spoken_session

if TYPE_CHECKING:
    from datetime import datetime

    from starlette.requests import Request
    from starlette.responses import Response

    from app.services.messages.read_calendar import Opened
    from app.store.database import Store
    from app.web.base_url import BaseUrl
    from app.web.guesses import Guesses

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
        reminders = chosen_reminders(request.query_params.getlist("rappel"))
        work = partial(self._page, token, self._base_url.of(request.scope), reminders)
        return await guarded(request, self._guesses, self._store, work)

    def _page(self, token: str, base_url: str, reminders: tuple[int, ...]) -> Response | None:
        now = self._store.now()
        opened = open_calendar(self._store, token, base_url=base_url, today=paris_date(now))
        return None if opened is None else render(opened, f"{base_url}/calendrier/{token}", now, reminders)


def render(opened: Opened, address: str, now: datetime, reminders: tuple[int, ...]) -> Response:
    """The page in the current language. ``address`` is its own; ``reminders`` those chosen, minutes before."""
    query = [*(("rappel", str(minutes)) for minutes in reminders), *([("lang", "en")] if language() == "en" else [])]
    feed = f"{address}.ics" + (f"?{urlencode(query)}" if query else "")
    personal = opened.subject.scope is LinkScope.PERSON
    coming = [
        event for event in opened.feed.events if event.ends_at > now and event.status is not EventStatus.CANCELLED
    ]
    return page(
        "subscription.html",
        {
            "opened": opened,
            "to": Addresses(feed, opened.feed.name),
            "personal": personal,
            "coming": [(_when(event), seat_words(event), location(event)) for event in coming[:NEXT_SHOWN]]
            if personal
            else [],
            "reminders": [(minutes, _before(minutes), minutes in reminders) for minutes in REMINDER_CHOICES],
        },
        script="copy.js",
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
