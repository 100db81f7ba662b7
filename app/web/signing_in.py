"""What every page of signing in shares: who asks, how the page is written, its form checked, and where one goes next.

A :class:`Room` is one page: GET shows it, POST acts, and what it raises of the ReleveError family is said on it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING
from urllib.parse import urlencode, urlsplit

from starlette.responses import RedirectResponse, Response

from app.core.errors import InvalidInput, ReleveError
from app.services.accounts.who_acts import COOKIE, SignedIn, end_login, who_acts
from app.store import community
from app.store.database import Store
from app.web import cookies, csrf, plain, rendering
from app.web.addresses import client_of, is_from_this_machine
from app.web.devices import device_of
from app.web.forms import Form, is_from_elsewhere, read_form
from app.web.guarded import guarded, trouble_of
from app.web.sign_in_pool import WITH_PASSWORDS, SignInPool
from app.words import _, language

if TYPE_CHECKING:
    from collections.abc import Iterable

    from starlette.requests import Request

    from app.web.base_url import BaseUrl
    from app.web.guesses import Guesses

LONGEST_PATH = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Caller:
    """One request to a page of signing in. Templates see it as ``visit``. Instants are UTC."""

    store: Store
    now: datetime
    base_url: str
    client: str
    """Who asks, to slow guessing down; never shown nor kept in clear."""
    device: str
    language: str
    secure: bool
    """Whether cookies are given for TLS only."""
    is_local: bool
    """Whether the request comes from a browser on this machine."""
    login_token: str
    signed_in: SignedIn | None
    form_seed: str
    ticket: str
    """Proof that the password was right, while the code of six figures is awaited."""
    path: str
    part: str = ""
    """What follows the page's own address: the token of a one-time link."""
    query: Mapping[str, str] = field(default_factory=dict)
    demonstration: bool = False
    community: str = ""
    said: str = ""
    trouble: str = ""

    @property
    def root(self) -> str:
        """What every path begins with: empty, unless Relève is served below a folder of its host."""
        return urlsplit(self.base_url).path

    @property
    def next_path(self) -> str:
        """Where the person was going before they were asked who they are; the first screen when they weren't."""
        return local_path(self.query.get("suite", ""), self.root)

    @property
    def keeping(self) -> str:
        """The part of the query that goes with the person from page to page: where to, and the language chosen."""
        kept = {name: self.query[name] for name in ("suite", "lang") if self.query.get(name)}
        return f"?{urlencode(kept)}" if kept else ""

    @property
    def other_language(self) -> str:
        """The query of this same page in the other language."""
        kept = {"suite": self.query["suite"]} if "suite" in self.query else {}
        return "?" + urlencode(kept | {"lang": "en" if self.language == "fr" else "fr"})

    @property
    def seed(self) -> str:
        """What this browser's forms are bound to."""
        return self.login_token if self.signed_in else self.form_seed

    @property
    def form_value(self) -> str:
        """The hidden field of this browser's forms."""
        return csrf.value_for(self.store, self.seed)

    def render(self, template: str, *, status: int = 200, **values: object) -> Response:
        """The page in the caller's language, with the cookie that its form needs."""
        response = rendering.page(
            template, {**values, "visit": self}, status=422 if self.trouble and status == 200 else status
        )
        if not self.signed_in:
            cookies.give(response, cookies.FORM_COOKIE, self.form_seed, root=self.root, secure=self.secure)
        return response

    def go(self, path: str, **query: str) -> Response:
        """303 to a page of ours (``path`` without its root), in the language chosen."""
        kept = {"lang": self.query["lang"]} if "lang" in self.query else {}
        asked = query | kept
        return RedirectResponse(
            f"{self.root}{path}" + (f"?{urlencode(asked)}" if asked else ""), 303, {**rendering.PRIVATE}
        )

    def enter(self, token: str, path: str = "") -> Response:
        """Signed in: the browser keeps the login, forgets the one it may have held, and goes where it was going."""
        if self.signed_in:
            end_login(self.store, self.login_token)
        response = RedirectResponse(path or self.next_path, 303, {**rendering.PRIVATE})
        cookies.give(response, COOKIE, token, root=self.root, secure=self.secure)
        for name in (cookies.FORM_COOKIE, cookies.TICKET_COOKIE):
            cookies.take_back(response, name, root=self.root, secure=self.secure)
        return response


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """One page. ``show`` returns None for an address that opens nothing."""

    address: str
    """``connexion/code``; ending with « / » when a token follows."""
    show: Callable[[Caller], Response | None]
    act: Callable[[Caller, Form], Response | None] | None = None
    for_signed_in: bool = False
    """Whoever is not signed in is asked to, and comes back."""
    done: Mapping[str, str] = field(default_factory=dict)
    """Code in ``?fait=`` → its sentence (source text)."""


class Rooms:
    """Answers for every page of signing in, from one store. ``guesses`` is shared with the addresses that hold tokens."""

    def __init__(self, store: Store, base_url: BaseUrl, guesses: Guesses, rooms: Iterable[Room]) -> None:
        self._store, self._base_url, self._guesses = store, base_url, guesses
        self._rooms = {room.address: room for room in rooms}
        self._pool = SignInPool()

    async def answer(self, request: Request, address: str) -> Response:
        """The page at ``/{address}``, or what its form leads to."""
        room, part = self._room(address)
        if room is None:
            return plain.nothing_here()
        form: Form | ReleveError | None = None
        if request.method == "POST":
            if room.act is None:
                return plain.wrong_method("GET", "HEAD")
            if is_from_elsewhere(request, self._base_url.of(request.scope)):
                return plain.sent_from_elsewhere()
            try:
                form = await read_form(request)
            except InvalidInput as error:
                form = error

        def work() -> Response | None:
            caller = replace(caller_of(self._store, self._base_url.of(request.scope), request), part=part)
            return answered(room, caller, form)

        async def act() -> Response:
            return await guarded(request, self._guesses, self._store, work)

        takes_turn = form is not None and room.address in WITH_PASSWORDS
        response = await (self._pool.answer(request, act) if takes_turn else act())
        if response.status_code == 404 and part:
            client = client_of(request.scope)
            if self._guesses.are_spent(client):
                return plain.unavailable()
            self._guesses.count_wrong(client)
        return response

    def _room(self, address: str) -> tuple[Room | None, str]:
        """The page, and the token that follows its address."""
        before, slash, last = address.rpartition("/")
        if before + slash in self._rooms and last:
            return self._rooms[before + slash], last
        return self._rooms.get(address), ""


def caller_of(store: Store, base_url: str, request: Request) -> Caller:
    """Who asks, looked up."""
    scope = request.scope
    token = cookies.login_token(scope)
    with store.reading() as conn:
        settings = community.read(conn)
    return Caller(
        store=store,
        now=store.now(),
        base_url=base_url,
        client=client_of(scope),
        device=device_of(request.headers.get("user-agent", "")),
        language=language(),
        secure=cookies.is_secure(scope, base_url),
        is_local=is_from_this_machine(scope),
        login_token=token,
        signed_in=who_acts(store, token),
        form_seed=cookies.cookie(scope, cookies.FORM_COOKIE) or csrf.new_seed(),
        ticket=cookies.cookie(scope, cookies.TICKET_COOKIE),
        path=scope["path"],
        query=dict(request.query_params),
        demonstration=settings.demonstration,
        community=settings.name,
    )


def answered(room: Room, caller: Caller, form: Form | ReleveError | None) -> Response | None:
    """The page, or what sending its form leads to. A form that is not ours, or that is refused, is shown again with why."""
    if room.for_signed_in and caller.signed_in is None:
        return caller.go("/connexion", suite=f"{caller.root}/{room.address}")
    if form is None or room.act is None:
        template = room.done.get(caller.query.get("fait", ""), "")
        return room.show(replace(caller, said=_(template)) if template else caller)
    try:
        if isinstance(form, ReleveError):
            raise form
        csrf.require(caller.store, caller.seed, form)
        return room.act(caller, form)
    except ReleveError as error:
        trouble, status = trouble_of(error)
        shown = room.show(replace(caller, trouble=trouble))
        if shown is not None and status == 503:
            shown.status_code = status
        return shown


def local_path(asked: str, root: str) -> str:
    """``asked`` when it is a path of ours, else the first screen: nobody is sent to another site by a link of ours.

    Browsers read « // » and « \\ » at the start as another host's name, and drop tabs and line breaks (WHATWG URL §4.4).
    """
    home = f"{root}/"
    fits = (
        asked.startswith(home)
        and not asked.startswith("//")
        and len(asked) <= LONGEST_PATH
        and "\\" not in asked
        and all(" " < sign != "\x7f" for sign in asked)
    )
    return asked if fits else home
