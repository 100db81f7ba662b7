"""The pages behind a personal link: ``/p/<token>[/<part>]``, ``/appel/<token>`` and ``/p`` itself. GET shows, POST acts.

A page is a value in a tuple ``PAGES`` of its own module; this one finds it, opens its link, reads its form and answers
303 after it acted. Without JavaScript, cookie or cache; every address that opens nothing gets one same 404.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING
from urllib.parse import urlencode, urlsplit

from starlette.responses import RedirectResponse, Response

from app.access.actor import Actor, volunteer
from app.access.links import LinkScope, Subject, token_hash
from app.core.errors import InvalidInput, ReleveError
from app.services.messages.personal_link import room_of
from app.store import community, links
from app.store.database import Connection, Store
from app.store.feeds import person_name
from app.web import plain, rendering
from app.web.addresses import client_of
from app.web.forms import MAX_BYTES, Form, is_from_elsewhere, read_form
from app.web.guarded import guarded, trouble_of
from app.words import _, language

if TYPE_CHECKING:
    from collections.abc import Iterable

    from starlette.requests import Request

    from app.web.base_url import BaseUrl
    from app.web.guesses import Guesses

PERSONAL = frozenset({LinkScope.PAGE, LinkScope.CALL_OUT})
"""Links that open something of one person."""

READ_METHODS = ("GET", "HEAD")

KEPT_IN_QUERY = frozenset({"lang", "suite", "annee", "poste", "format", "objet"})
"""What our pages read of their query, and say again in their own links; ``fait`` says what was just done, once."""

NO_LINK = Subject(LinkScope.PAGE, "")
"""What a page without a token is about."""


@dataclass(frozen=True, slots=True)
class Visit:
    """One request to one page, its link opened. Instants are UTC."""

    store: Store
    subject: Subject
    token: str
    now: datetime
    base_url: str
    """``https://host`` before every address that is written out; may be empty."""
    client: str
    """Who asks, to count requests; never shown nor kept."""
    language: str
    demonstration: bool = False
    name: str = ""
    """The person's name in full; empty for links that are nobody's."""
    query: Mapping[str, str] = field(default_factory=dict)
    said: str = ""
    """What the page says of the action just done, in a sentence."""
    trouble: str = ""
    """Why the action was not done, in a sentence."""

    @property
    def home(self) -> str:
        """The path of the page behind the link: ``/p/<token>``."""
        return f"{self.root}/{room_of(self.subject.scope)}/{self.token}"

    @property
    def root(self) -> str:
        """What every path begins with: empty, unless Relève is served below a folder of its host."""
        return urlsplit(self.base_url).path

    @property
    def keeping(self) -> str:
        """``?lang=en`` when the language was chosen by hand, for links to other pages; else empty."""
        return f"?lang={self.language}" if "lang" in self.query else ""

    @property
    def other_language(self) -> str:
        """The query of this same page in the other language."""
        return self.with_query(lang="en" if self.language == "fr" else "fr")

    def with_query(self, **changes: str) -> str:
        """The query of this same page with changes: of what was asked, only what our pages read is said again."""
        return "?" + urlencode({name: value for name, value in self.query.items() if name in KEPT_IN_QUERY} | changes)

    @property
    def actor(self) -> Actor:
        """The person behind the link, acting for themselves."""
        return volunteer(self.subject.person_id, self.name)

    def render(self, template: str, **values: object) -> Response:
        """The page in the visit's language. Templates extend ``own_page.html`` and get ``visit`` besides ``values``."""
        return rendering.page(template, {**values, "visit": self}, status=422 if self.trouble else 200)

    def go_home(self, code: str) -> Response:
        """To the page behind the link, which says what ``code`` means among its ``done``: a reload never acts twice."""
        return _seen_next(self.home, code, self)


Opens = Callable[[Connection, Subject, datetime], bool]
"""Whether a link still opens a page at an instant: expiry is each page's own rule."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One page: where it stands, what it shows, what it does.

    ``show`` must write nothing, and returns None when there is nothing to see: the same 404 as for an unknown link.
    ``act`` does one thing and returns a code of ``done``; what it raises of the ReleveError family is shown as
    ``visit.trouble`` on the page itself, with status 422.
    """

    first: str = "p"
    part: str = ""
    """What follows the token: ``preferences`` for ``/p/<token>/preferences``."""
    scopes: frozenset[LinkScope]
    """Links that open it; none at all: the page needs no link, and stands at ``/p``."""
    opens: Opens
    show: Callable[[Visit], Response | None]
    act: Callable[[Visit, Form], str] | None = None
    done: Mapping[str, str] = field(default_factory=dict)
    """Code in ``?fait=`` → its sentence (source text), shown once the page acted."""
    goes_home: bool = False
    """After acting, the page behind the link is shown instead of this one; the code is among *its* ``done``."""
    form_bytes: int = MAX_BYTES
    """The longest form it takes, as sent: percent-encoded."""


class Pages:
    """Answers for every registered page, from one store. ``guesses`` is shared with the other addresses that hold tokens."""

    def __init__(self, store: Store, base_url: BaseUrl, guesses: Guesses, pages: Iterable[Page]) -> None:
        self._store, self._base_url, self._guesses = store, base_url, guesses
        self._pages = {(page.first, page.part, scope): page for page in pages for scope in page.scopes or (None,)}

    async def answer(self, request: Request, first: str, rest: str) -> Response:
        """The page at ``/{first}/{rest}``, or what acting on it leads to."""
        form: Form | ReleveError | None = None
        if request.method == "POST":
            if is_from_elsewhere(request, self._base_url.of(request.scope)):
                return plain.sent_from_elsewhere()
            try:
                form = await read_form(request, most=self._form_bytes(first, rest))
            except InvalidInput as error:
                form = error
        work = partial(self._answered, request, first, rest, form)
        return await guarded(request, self._guesses, self._store, work)

    def _form_bytes(self, first: str, rest: str) -> int:
        """The longest form of any page at that part, whether the link opens it or not."""
        part = rest.partition("/")[2]
        return max(
            (page.form_bytes for key, page in self._pages.items() if key[:2] == (first, part)), default=MAX_BYTES
        )

    def _answered(self, request: Request, first: str, rest: str, form: Form | ReleveError | None) -> Response | None:
        found = self._found(request, first, rest)
        if found is None:
            return None
        page, visit = found
        if form is None:
            return page.show(_told(visit, page.done))
        if page.act is None:
            return plain.wrong_method(*READ_METHODS)
        try:
            if isinstance(form, ReleveError):
                raise form
            code = page.act(visit, form)
        except ReleveError as error:
            trouble, status = trouble_of(error)
            shown = page.show(replace(visit, trouble=trouble))
            if shown is not None and status == 503:
                shown.status_code = status
            return shown
        return _seen_next(visit.home if page.goes_home else "", code, visit)

    def _found(self, request: Request, first: str, rest: str) -> tuple[Page, Visit] | None:
        token, _slash, part = rest.partition("/")
        visit = Visit(
            store=self._store,
            subject=NO_LINK,
            token=token,
            now=self._store.now(),
            base_url=self._base_url.of(request.scope),
            client=client_of(request.scope),
            language=language(),
            query=dict(request.query_params),
        )
        with self._store.reading() as conn:
            opened = self._opened(conn, first, token, part, visit.now)
            if opened is None:
                return None
            page, subject = opened
            name = (person_name(conn, subject.person_id) or "") if subject.scope in PERSONAL and subject.id else ""
            demonstration = community.read(conn).demonstration
        return page, replace(visit, subject=subject, demonstration=demonstration, name=name)

    def _opened(
        self, conn: Connection, first: str, token: str, part: str, now: datetime
    ) -> tuple[Page, Subject] | None:
        if not token:
            page = self._pages.get((first, part, None))
            return (page, NO_LINK) if page else None
        link = links.resolve(conn, token_hash(token))
        if link is None or link.rotated_at is not None:
            return None
        page = self._pages.get((first, part, link.subject.scope))
        return (page, link.subject) if page and page.opens(conn, link.subject, now) else None


def _told(visit: Visit, done: Mapping[str, str]) -> Visit:
    """The visit with the sentence of what was just done, when the address names one."""
    template = done.get(visit.query.get("fait", ""), "")
    return replace(visit, said=_(template)) if template else visit


def _seen_next(path: str, code: str, visit: Visit) -> Response:
    """303 to what is to be seen now, in the language chosen."""
    kept = {"lang": visit.language} if "lang" in visit.query else {}
    query = urlencode({"fait": code} | kept)
    return RedirectResponse(f"{path}?{query}", 303, {**rendering.PRIVATE})
