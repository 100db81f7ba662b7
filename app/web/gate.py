"""Who may see screens: pages, websocket, media, uploads, components and Streamlit's own files, all of them behind one gate.

Until an account exists, a browser on this machine. From then on, whoever is signed in, looked up at each request; a
professional has a page of their own instead of screens.
"""

from __future__ import annotations

from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING
from urllib.parse import urlencode, urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import ClientDisconnect, HTTPConnection
from starlette.responses import PlainTextResponse, RedirectResponse

from app.access.actor import Role
from app.core.errors import N_
from app.services.accounts.who_acts import accounts_exist, who_acts
from app.web import cookies, plain
from app.web.addresses import asked_base, is_from_this_machine, netloc_of
from app.web.frames import Frames
from app.web.rendering import chosen_language
from app.web.uploads import WITHOUT_UPLOADER, Allowances, announced, is_upload
from app.words import _, use_language

if TYPE_CHECKING:
    from starlette.responses import Response
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from app.services.accounts.who_acts import SignedIn
    from app.store.database import Store
    from app.web.base_url import BaseUrl

REFUSAL = N_(
    "Les écrans de Relève ne s’ouvrent que sur le poste qui l’héberge, à l’adresse http://127.0.0.1, tant qu’aucun compte n’existe."
)
SIGN_IN = N_("Connectez-vous pour voir ceci.")
NOT_YOURS = N_("Votre compte n’ouvre pas les écrans : votre page est à l’adresse /moi de ce site.")
SENT_FROM_ELSEWHERE = N_("Cette demande vient d’un autre site : rien n’a été fait.")

NO_FILE = N_("Vos écrans ne demandent aucun fichier.")

MEDIA_AT = "/media/"
NOT_PAGES = ("/_stcore/", "/static/", "/media/", "/component/", "/app/static/")
"""Below these stand what screens are made of: nobody is led from there to a page."""

_HEADERS = {"cache-control": "private, no-store", "x-robots-tag": "noindex, nofollow"}


class Gate:
    """Lets through who may see screens, and answers everyone else itself."""

    def __init__(self, app: ASGIApp, store: Store, base_url: BaseUrl) -> None:
        self._app, self._store, self._base_url = app, store, base_url
        self._allowances = Allowances()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        with use_language(chosen_language(HTTPConnection(scope))):
            refusal = await self._refusal(scope)
        if refusal is None:
            await self._screen(scope, receive, send)
        elif scope["type"] == "websocket":
            # Before the handshake: the server answers it 403.
            await send({"type": "websocket.close", "code": 4401})
        else:
            await refusal(scope, receive, send)

    async def _screen(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket":
            receive = Frames(receive, partial(who_acts, self._store, cookies.login_token(scope)))
        elif scope["path"].startswith(MEDIA_AT):
            send = _unkept(send)
        # Whoever hangs up while sending a file is no fault of ours.
        with suppress(ClientDisconnect):
            await self._app(scope, receive, send)

    async def _refusal(self, scope: Scope) -> Response | None:
        """What is answered instead of the screen; None when it may be seen."""
        present, asks_who = await run_in_threadpool(self._present, cookies.login_token(scope), is_page(scope))
        if not asks_who:
            return None if is_from_this_machine(scope) else PlainTextResponse(_(REFUSAL), 403)
        base_url = self._base_url.of(scope)
        if present is None:
            return _led_to_sign_in(scope, urlsplit(base_url).path)
        if is_sent_from_elsewhere(scope, base_url):
            return PlainTextResponse(_(SENT_FROM_ELSEWHERE), 403, _HEADERS)
        if present.account.role is Role.PROFESSIONAL:
            return _led_to(scope, urlsplit(base_url).path + "/moi", NOT_YOURS)
        return self._refused_file(scope, present) if is_upload(scope) else None

    def _refused_file(self, scope: Scope, present: SignedIn) -> Response | None:
        """Why a file is not taken, before any of it is read."""
        if present.actor.role in WITHOUT_UPLOADER:
            return PlainTextResponse(_(NO_FILE), 403, _HEADERS)
        return None if self._allowances.takes(present.login.id, announced(scope)) else plain.unavailable()

    def _present(self, token: str, seen: bool) -> tuple[SignedIn | None, bool]:
        """Who is there, and whether that matters yet. Pieces of a screen are asked for with nobody there, too."""
        found = who_acts(self._store, token, seen=seen)
        return found, found is not None or accounts_exist(self._store)


def _unkept(send: Send) -> Send:
    """What screens show or hand over is kept by no browser: the next person at the machine would find it."""

    async def send_unkept(message: Message) -> None:
        if message["type"] == "http.response.start":
            MutableHeaders(scope=message)["cache-control"] = _HEADERS["cache-control"]
        await send(message)

    return send_unkept


def is_sent_from_elsewhere(scope: Scope, base_url: str) -> bool:
    """Whether another site's page opens a websocket or sends something in a signed-in person's place.

    Reading by a link from elsewhere is fine, and shows nothing to where it came from.
    """
    if scope["type"] == "http" and scope["method"] in ("GET", "HEAD"):
        return False
    headers = Headers(scope=scope)
    site, origin = headers.get("sec-fetch-site", ""), headers.get("origin")
    if site not in ("", "none", "same-origin"):
        return True
    if origin is None or (origin == "null" and site == "same-origin"):
        return False
    ours = {netloc_of(base) for base in (base_url, asked_base(scope))}
    return netloc_of(origin) not in ours - {""}


def _led_to_sign_in(scope: Scope, root: str) -> Response:
    path, query = scope["path"], scope["query_string"].decode("latin-1")
    asked = (path if path.startswith(f"{root}/") else root + path) + (f"?{query}" if query else "")
    # The first screen is where signing in leads anyway.
    suite = f"?{urlencode({'suite': asked})}" if asked != f"{root}/" else ""
    answer = _led_to(scope, f"{root}/connexion{suite}", SIGN_IN, status=401)
    if answer.status_code == 401:
        answer.headers["www-authenticate"] = f'Cookie realm="Releve", form-action="{root}/connexion"'
    return answer


def _led_to(scope: Scope, address: str, sentence: str, *, status: int = 403) -> Response:
    """A page is exchanged for another one; anything else is refused in one sentence."""
    if is_page(scope):
        return RedirectResponse(address, 303, _HEADERS)
    return PlainTextResponse(_(sentence), status, _HEADERS)


def is_page(scope: Scope) -> bool:
    """Whether a browser asks for a page to show, rather than for a piece of one."""
    return (
        scope["type"] == "http"
        and scope["method"] in ("GET", "HEAD")
        and "text/html" in Headers(scope=scope).get("accept", "")
        and not f"{scope['path']}/".startswith(NOT_PAGES)
    )
