"""Our own addresses, answered before Streamlit sees them: it answers any unknown path with an HTML page and 200,
which wipes a phone's calendar, and its middleware rewrites compressed answers.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from starlette.requests import ClientDisconnect, Request

from app.services.messages.personal_link import ROOMS
from app.web import (
    accessibility_page,
    account_page,
    alert_page,
    api,
    call_out_page,
    desk_page,
    door_page,
    exercise_page,
    flash_page,
    improvement_page,
    keys_page,
    lead_page,
    login_page,
    lost_link,
    needs_page,
    one_time_page,
    own_pages,
    partner_page,
    partner_request_page,
    plain,
    plan_review_page,
    projector_page,
    relay_page,
    slots_page,
    survey_page,
    training_page,
    volunteer_page,
)
from app.web.base_url import BaseUrl
from app.web.calendars import Calendars
from app.web.guesses import Guesses
from app.web.health import health
from app.web.pages import READ_METHODS, Pages
from app.web.provider_pages import ProviderPages
from app.web.refused_page import readable
from app.web.rendering import chosen_language
from app.web.security_headers import OWN_POLICY, SecurityHeaders
from app.web.signing_in import Rooms
from app.web.subscription import Subscription
from app.words import use_language

if TYPE_CHECKING:
    from starlette.responses import Response
    from starlette.types import ASGIApp, Receive, Scope, Send

    from app.store.database import Store

log = logging.getLogger("releve.site")

ROOMS_AT = ("connexion", "deconnexion", "compte", "moi", "suivis")
"""Where people sign in, out, keep their account, and a practice its own needs."""

PAGES_AT = ("p", *ROOMS.values(), "accessibilite")
"""Where the pages behind a personal link stand, and the one that says how accessible they are."""

OWN_PREFIXES = ("/calendrier", "/api", "/imprimer", "/sante", *(f"/{room}" for room in (*PAGES_AT, *ROOMS_AT)))
"""First segments of the addresses that are ours, whatever follows."""

CALENDAR_END = ".ics"

PROVIDERS_AT = "connexion/p/"

PAGE_METHODS = (*READ_METHODS, "POST")
"""What our pages know; whether a link opens one that acts is not said to who asks with another method."""

OWN_PAGES = (
    *volunteer_page.PAGES,
    *call_out_page.PAGES,
    *alert_page.PAGES,
    *own_pages.PAGES,
    *survey_page.PAGES,
    *training_page.PAGES,
    *lost_link.PAGES,
    *partner_page.PAGES,
    *partner_request_page.PAGES,
    *lead_page.PAGES,
    *door_page.PAGES,
    *desk_page.PAGES,
    *flash_page.PAGES,
    *plan_review_page.PAGES,
    *exercise_page.PAGES,
    *projector_page.PAGES,
    *improvement_page.PAGES,
    *accessibility_page.PAGES,
)
"""Every page behind a personal link, the one where a lost link is asked for again, and the statement of accessibility."""

OWN_ROOMS = (
    *login_page.ROOMS,
    *one_time_page.ROOMS,
    *account_page.ROOMS,
    *needs_page.ROOMS,
    *relay_page.ROOMS,
    *slots_page.ROOMS,
    *keys_page.ROOMS,
)
"""Every page of signing in, and those that a login alone opens."""


class Site:
    """The addresses under :data:`OWN_PREFIXES`: each answers text, JSON or its own page, never a screen."""

    def __init__(self, store: Store, public_url: str = "") -> None:
        """``public_url`` starts every link; empty means the community's own, or the address the client asked."""
        base_url, guesses = BaseUrl(public_url, store), Guesses()
        self.base_url = base_url
        self._store = store
        self.calendars = Calendars(store, base_url, guesses)
        self._subscription = Subscription(store, base_url, guesses)
        self._pages = Pages(store, base_url, guesses, OWN_PAGES)
        self._rooms = Rooms(store, base_url, guesses, OWN_ROOMS)
        self._providers = ProviderPages(store, base_url)

    def close(self) -> None:
        """Let go of the database."""
        self.calendars.close()

    async def answer(self, request: Request) -> Response:
        """The answer to a request under one of our prefixes. A bug is 503 in plain text.

        What opens nothing answers in the browser's language; a page looks further (:func:`app.web.guarded.guarded`).
        """
        first = request.scope["path"].lstrip("/").partition("/")[0]
        known = PAGE_METHODS if first in PAGES_AT + ROOMS_AT else READ_METHODS
        if request.method not in known:
            return plain.wrong_method(*known)
        try:
            with use_language(chosen_language(request)):
                return readable(request, await self._found(request))
        except ClientDisconnect:
            # Whoever hung up hears nothing: no fault of ours.
            return plain.unavailable()
        except Exception as error:
            log.error("not answered: %s", type(error).__name__)
            return plain.unavailable()

    async def _found(self, request: Request) -> Response:
        first, _slash, rest = request.scope["path"].lstrip("/").partition("/")
        if first == "sante" and not rest:
            return await health(self._store, request.scope)
        if first in PAGES_AT:
            return await self._pages.answer(request, first, rest)
        if first in ROOMS_AT:
            return await self._of_signing_in(request, f"{first}/{rest}" if rest else first)
        if first == "api":
            return api.answer(request, rest, self.base_url.of(request.scope))
        if first != "calendrier":
            return plain.nothing_here()
        if rest.endswith(CALENDAR_END):
            return await self.calendars.answer(request, rest.removesuffix(CALENDAR_END))
        return await self._subscription.answer(request, rest)

    async def _of_signing_in(self, request: Request, address: str) -> Response:
        if address.startswith(PROVIDERS_AT):
            return await self._providers.answer(request, address.removeprefix(PROVIDERS_AT))
        return await self._rooms.answer(request, address)


class OwnAddresses:
    """Middleware: hands requests under our prefixes to the site, everything else on."""

    def __init__(self, app: ASGIApp, site: Site) -> None:
        self._app, self._site = app, site
        self._answer = SecurityHeaders(self._site_app, OWN_POLICY)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and is_own(scope["path"]):
            await self._answer(scope, receive, send)
        else:
            await self._app(scope, receive, send)

    async def _site_app(self, scope: Scope, receive: Receive, send: Send) -> None:
        response = await self._site.answer(Request(scope, receive))
        await response(scope, receive, send)


def is_own(path: str) -> bool:
    """Whether a path is ours, with any number of leading slashes and in any case: what phones ask is never a screen."""
    first = path.lstrip("/").partition("/")[0].casefold()
    return f"/{first}" in OWN_PREFIXES
