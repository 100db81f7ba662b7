"""``/connexion/p/<name>`` sends a browser to a provider, ``/connexion/p/<name>/retour`` is where it comes back.

Both are links: a form could not leave for the provider, whose address the policy of our pages does not allow
(``form-action 'self'`` holds for redirects too). What comes back opens a login for the browser that left, once.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from threading import BoundedSemaphore
from typing import TYPE_CHECKING

from starlette.responses import RedirectResponse

from app.core.errors import N_, InvalidInput, NotFound, ReleveError, RuleRefusal
from app.services.accounts.sign_in_with_provider import arrive, depart
from app.web import cookies, plain, rendering
from app.web.guarded import guarded, trouble_of
from app.web.guesses import Guesses
from app.web.signing_in import caller_of, local_path

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.requests import Request
    from starlette.responses import Response

    from app.store.database import Store
    from app.web.base_url import BaseUrl
    from app.web.signing_in import Caller

PREFIX = "connexion/p"
RETURN = "retour"

BROWSER_COOKIE = "releve_fournisseur"
"""A random value that binds what a provider sends back to the browser that left."""

SECONDS = 600
DEPARTURE_COST = 3
"""One departure weighs as much as three wrong guesses: ten at once from one client, then one every six seconds."""

AT_ONCE = 8
"""Conversations with providers at one time: each holds one of the 40 threads that answer everybody."""

LONGEST_ANSWER = 4096

_BUSY = N_("Trop de connexions d’affilée : réessayez dans une minute.")
_NO_ADDRESS = N_("L’adresse de ce site n’est pas lisible dans votre demande. Ouvrez-le par son adresse publique.")


class ProviderPages:
    """Answers under ``/connexion/p/``, from one store."""

    def __init__(self, store: Store, base_url: BaseUrl, asked: Guesses | None = None) -> None:
        """``asked`` counts departures, per client."""
        self._store, self._base_url = store, base_url
        self._asked, self._wrong = asked or Guesses(), Guesses()
        self._places = BoundedSemaphore(AT_ONCE)

    async def answer(self, request: Request, rest: str) -> Response:
        """``rest`` is what follows ``/connexion/p/``: a name, or a name and ``/retour``."""
        if request.method != "GET":
            return plain.wrong_method("GET")
        name, _slash, part = rest.partition("/")
        if part not in ("", RETURN) or not name:
            return plain.nothing_here()

        def work() -> Response | None:
            caller = caller_of(self._store, self._base_url.of(request.scope), request)
            passage = _Passage(caller, name, cookies.cookie(request.scope, BROWSER_COOKIE))
            return self._answered(passage, self._arrive if part else self._depart)

        return await guarded(request, self._wrong, self._store, work)

    def _answered(self, passage: _Passage, act: Callable[[_Passage], Response]) -> Response | None:
        """What ``act`` answers; why not, on a page, with the way to try again. None for a name that opens nothing."""
        caller = passage.caller
        try:
            if not caller.base_url:
                raise InvalidInput(_NO_ADDRESS)
            if not self._places.acquire(blocking=False):
                raise RuleRefusal(_BUSY)
            try:
                return act(passage)
            finally:
                self._places.release()
        except NotFound:
            return None
        except ReleveError as error:
            kept = {word: caller.query[word] for word in ("suite", "lang") if word in caller.query}
            trouble, status = trouble_of(error)
            refused = replace(caller, trouble=trouble, query=kept)
            return refused.render("provider.html", status=status, provider=passage.name)

    def _depart(self, passage: _Passage) -> Response:
        caller = passage.caller
        if self._asked.are_spent(caller.client):
            raise RuleRefusal(_BUSY)
        for _time in range(DEPARTURE_COST):
            self._asked.count_wrong(caller.client)
        leaving = depart(
            self._store,
            passage.name,
            next=caller.next_path,
            redirect_uri=passage.redirect_uri,
        )
        response = RedirectResponse(leaving.address, 303, {**rendering.PRIVATE})
        cookies.give(response, BROWSER_COOKIE, leaving.browser, root=caller.root, secure=caller.secure, seconds=SECONDS)
        return response

    def _arrive(self, passage: _Passage) -> Response:
        caller = passage.caller
        arrived = arrive(
            self._store,
            passage.name,
            {word: text for word, text in caller.query.items() if len(text) <= LONGEST_ANSWER},
            browser=passage.browser,
            redirect_uri=passage.redirect_uri,
            device=caller.device,
        )
        response = caller.enter(arrived.token, local_path(arrived.next, caller.root))
        cookies.take_back(response, BROWSER_COOKIE, root=caller.root, secure=caller.secure)
        return response


@dataclass(frozen=True, slots=True)
class _Passage:
    """One request on its way to a provider or back; ``browser`` is what its cookie holds."""

    caller: Caller
    name: str
    browser: str

    @property
    def redirect_uri(self) -> str:
        """Where the provider sends the browser back, as registered there."""
        return f"{self.caller.base_url}/{PREFIX}/{self.name}/{RETURN}"
