"""Two folders with everything behind links, the whole of our addresses in front of them, and what was written since."""

from __future__ import annotations

import hashlib
import logging
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from html import unescape
from itertools import count
from pathlib import Path
from urllib.parse import quote, urlsplit

import httpx
from starlette.datastructures import Headers

from app.access.actor import Role
from app.access.links import CALENDAR_SCOPES, LinkScope, Subject, token_of
from app.core.ids import PersonId
from app.exercise.participant import ParticipantRole
from app.services.accounts.recover_access import invite
from app.services.accounts.who_acts import COOKIE
from app.store import journal, links
from app.store.database import Connection, Store, connect
from app.ui.places import SECTIONS
from app.web import site as site_module
from app.web.exercise_page import ABOUT
from app.web.gate import Gate
from app.web.pages import Page
from app.web.security_headers import SCREENS_POLICY, SecurityHeaders
from app.web.site import OWN_PAGES, OWN_PREFIXES, OWN_ROOMS, OwnAddresses, Site, is_own
from tests.abuse.a_crisis import a_crisis, an_exercise_under_way
from tests.builders import COORDINATOR
from tests.services import a_day as day_module
from tests.web.a_centre import BASE, CENTRE, ZOE, App, Client
from tests.web.a_volunteer import CALL_OUT, a_volunteer
from tests.web.an_account import a_login, an_account
from tests.web.conftest import streamlit_like

OF_A_CRISIS = frozenset(
    {
        LinkScope.ALERT,
        LinkScope.DESK,
        LinkScope.REQUEST,
        LinkScope.PLAN_REVIEW,
        LinkScope.FLASH,
        LinkScope.PROJECTOR,
        LinkScope.IMPROVEMENT,
    }
)
OF_ANY_DAY = frozenset({LinkScope.PAGE, LinkScope.CALL_OUT, LinkScope.NEIGHBOUR}) | OF_A_CRISIS
"""Links whose pages the week shows; those of any other scope are walked in both folders."""

NOT_THE_WORK_OF_A_FORM = frozenset({"login_attempt", "login", "provider_request", "_sqlite_migrations"})
"""Tables that a refused request may write: who tried, when, and until when a login was seen."""


@dataclass
class World:
    """A folder, the links of what is in it, and everything of ours that answers HTTP in front of it."""

    store: Store
    subjects: dict[LinkScope, Subject]
    app: App
    login: str
    """The token of an administrator's browser."""
    one_time: str
    """The token of an invitation not used yet."""
    faults: list[str] = field(default_factory=list)
    """What the log says of requests that were not answered."""
    only_pages_of_the_day: bool = False
    """Whether what the other folder shows as well is left to it."""
    watch: Connection | None = None
    seen: tuple[int, dict[str, str]] | None = None

    def token(self, scope: LinkScope) -> str:
        """The token of the link of a scope."""
        key, subject = self.store.folder.key("links"), self.subjects[scope]
        with self.store.transaction() as conn:
            return token_of(key, subject, links.ensure(conn, key, subject, self.store.now()).generation)

    def digest(self) -> dict[str, str]:
        """What each table holds, apart from who tried; read again only when something was committed since."""
        self.watch = self.watch or connect(self.store.folder.database)
        version = int(self.watch.execute("PRAGMA data_version").fetchone()[0])
        if self.seen is None or self.seen[0] != version:
            names = [row[0] for row in self.watch.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
            kept = sorted(set(names) - NOT_THE_WORK_OF_A_FORM)
            self.seen = version, {name: _held(self.watch, name) for name in kept}
        return self.seen[1]

    def head(self) -> str:
        """The journal's."""
        with self.store.reading() as conn:
            return journal.head(conn)


def _held(conn: Connection, name: str) -> str:
    rows = conn.execute(f"SELECT * FROM {name}")
    return hashlib.sha256("\n".join(sorted(repr(tuple(row)) for row in rows)).encode("utf-8", "replace")).hexdigest()


@contextmanager
def a_world(name: str, folder: Path) -> Iterator[World]:
    """``semaine``: a volunteer with a poll, a call-out, a swap; a guest observes an exercise. ``jour``: a session half an hour
    before it opens; a guest plays an exercise."""
    store, subjects = _week(folder) if name == "semaine" else _day(folder)
    with world_of(store, subjects, only_pages_of_the_day=name == "jour") as world:
        yield world


@contextmanager
def world_of(
    store: Store, subjects: dict[LinkScope, Subject], *, only_pages_of_the_day: bool = False
) -> Iterator[World]:
    """Everything of ours that answers HTTP, in front of a folder with an administrator and someone invited."""
    account = an_account(store, Role.ADMINISTRATION, login="admin")
    invited = an_account(store, Role.COORDINATION, login="invitee")
    site = Site(store, BASE)
    screens = SecurityHeaders(Gate(streamlit_like, store=store, base_url=site.base_url), SCREENS_POLICY)
    world = World(
        store,
        subjects,
        OwnAddresses(screens, site),
        a_login(store, account),
        invite(COORDINATOR_ADMIN, store, invited.id),
    )
    world.only_pages_of_the_day = only_pages_of_the_day
    for scope in LinkScope:
        world.token(scope)
    handler, logger = _Keeping(world.faults), logging.getLogger("releve")
    logger.addHandler(handler)
    logger.propagate = False
    try:
        yield world
    finally:
        logger.removeHandler(handler)
        logger.propagate = True
        site.close()
        if world.watch is not None:
            world.watch.close()


class _Keeping(logging.Handler):
    def __init__(self, kept: list[str]) -> None:
        super().__init__(logging.WARNING)
        self._kept = kept

    def emit(self, record: logging.LogRecord) -> None:
        self._kept.append(record.getMessage())


COORDINATOR_ADMIN = type(COORDINATOR)("admin", "Maïwenn Fictif", Role.ADMINISTRATION)


def _week(folder: Path) -> tuple[Store, dict[LinkScope, Subject]]:
    centre = a_volunteer(folder).centre
    crisis = a_crisis(centre.store, ZOE)
    return centre.store, subjects_of(CENTRE, ZOE, centre.session_ids[0], "", crisis)


def _day(folder: Path) -> tuple[Store, dict[LinkScope, Subject]]:
    day = day_module.a_day(folder)
    played = an_exercise_under_way(day.store, ParticipantRole.PLAYER)
    known = day_module.CENTRE, day.id("Corentin"), day_module.SESSION, day_module.TOWN_HALL
    return day.store, subjects_of(*known, played)


def subjects_of(
    centre: str, person: PersonId, session: str, partner: str, crisis: Mapping[LinkScope, str] | None = None
) -> dict[LinkScope, Subject]:
    """What each scope's link is about; a scope that nobody thought of here is about the centre."""
    known = {
        **(crisis or {}),
        LinkScope.PERSON: person,
        LinkScope.PAGE: person,
        LinkScope.LINE: f"{centre}/1",
        LinkScope.ROLE: f"{centre}/injector",
        LinkScope.CALL_OUT: f"{CALL_OUT}/{person}",
        LinkScope.PARTNER: f"{centre}/{partner}",
        LinkScope.LEAD: session,
        LinkScope.DOOR: session,
    }
    return {scope: Subject(scope, known.get(scope, centre)) for scope in LinkScope}


@dataclass(frozen=True)
class Address:
    """One address of ours. ``token`` stands in ``path`` when a link or a one-time token opens it."""

    path: str
    token: str = ""
    signed_in: bool = False
    acts: bool = False
    query: str = ""
    is_screen: bool = False
    page: str = ""
    """Which page of the code it is; empty for what is no page behind a link."""

    @property
    def name(self) -> str:
        """Without its secret, for a test's message."""
        return self.path.replace(self.token, "<jeton>") if self.token else self.path


def addresses(world: World) -> list[Address]:
    """Every address that the code knows, found from its own tables: pages, rooms, prefixes, calendars, screens."""
    found: list[Address] = []
    left_out = OF_ANY_DAY if world.only_pages_of_the_day else frozenset()
    for page in OWN_PAGES:
        for scope in sorted(page.scopes - left_out):
            token = world.token(scope)
            path = "/".join(part for part in (page.first, token, page.part) if part)
            found.append(_page(page, f"/{path}", token, scope.value))
        if not page.scopes and not world.only_pages_of_the_day:
            found.append(_page(page, f"/{page.first}", "", ""))
    if world.only_pages_of_the_day:
        return found
    for room in OWN_ROOMS:
        token = world.one_time if room.address.endswith("/") else ""
        for signed_in in {room.for_signed_in, True}:
            found.append(Address(f"/{room.address}{token}", token, signed_in, room.act is not None))
    for scope in sorted(CALENDAR_SCOPES):
        token = world.token(scope)
        found += [Address(f"/calendrier/{token}.ics", token), Address(f"/calendrier/{token}", token)]
    for prefix in OWN_PREFIXES:
        found += [
            Address(prefix),
            Address(f"{prefix}/"),
            Address(f"{prefix}/inconnu/plus/loin"),
            Address(f"//{prefix.upper()}/x"),
        ]
    found += [Address(f"{site_module.PROVIDERS_AT.join(['/', ''])}psc"), Address("/connexion/p/psc/retour")]
    for _section, places in SECTIONS:
        found += [Address(f"/{place.address}", is_screen=True) for place in places]
        found += [Address(f"/{place.address}", signed_in=True, is_screen=True) for place in places]
    for piece in (
        "/",
        "/_stcore/health",
        "/_stcore/upload_file/a/b",
        "/media/x.csv",
        "/component/x/y.js",
        "/static/x.js",
    ):
        found += [Address(piece), Address(piece, signed_in=True)]
    found = list(dict.fromkeys(found))
    return found + list(_linked(world, found))


def _page(page: Page, path: str, token: str, scope: str) -> Address:
    return Address(path, token, acts=page.act is not None, page=f"{page.first}/{scope}/{page.part}")


def _linked(world: World, known: list[Address]) -> Iterator[Address]:
    """Addresses of ours that the pages lead to and no table names: one of each, with its query."""
    seen = {one.path for one in known if not one.page.count("echange")}
    abouts = set()
    for address in (one for one in known if one.page or (one.signed_in and not one.is_screen)):
        shown = Stranger(world).ask("GET", address)
        for href in re.findall(r'href="([^"#]+)', shown.text) if shown.status_code == 200 else []:
            to = urlsplit(unescape(href))
            is_new = to.path not in seen or (f"{ABOUT}=" in to.query and to.path not in abouts)
            if to.netloc in ("", urlsplit(BASE).netloc) and is_own(to.path) and is_new:
                seen.add(to.path)
                abouts |= {to.path} if f"{ABOUT}=" in to.query else set()
                token = address.token if address.token and address.token in to.path else ""
                yield Address(
                    to.path, token, address.signed_in, acts=True, query=to.query, page=_page_at(to.path, token)
                )


def _page_at(path: str, token: str) -> str:
    """The name of the page behind a link at that path."""
    parts = path.replace(token, "<>").strip("/").split("/") if token else []
    return next(
        (
            f"{page.first}/{scope}/{page.part}"
            for page in OWN_PAGES
            for scope in page.scopes
            if parts == [one for one in (page.first, "<>", page.part) if one] and page.part
        ),
        "",
    )


_numbers = count(1)


@dataclass
class Stranger:
    """Asks from another address each time, so that what slows guessing down never hides a fault."""

    world: World

    def ask(self, method: str, address: Address, body: bytes = b"", query: str = "", **headers: str) -> httpx.Response:
        """One request, as it would come from the internet."""
        number = next(_numbers)
        client = Client(self.world.app, peer=f"2001:db8:{number >> 16:x}:{number & 0xFFFF:x}::1")
        if address.signed_in:
            headers["cookie"] = f"{COOKIE}={self.world.login}; " + headers.get("cookie", "")
        asked = "&".join(one for one in (address.query, query) if one)
        path = quote(address.path, safe="/%.;:@-_~!$'()*,=+") + (f"?{asked}" if asked else "")
        return client.ask(method, path, body, **headers)

    def post(self, address: Address, body: bytes, **headers: str) -> httpx.Response:
        """A form, as a browser sends it from our own page."""
        given = {"content_type": "application/x-www-form-urlencoded", "sec_fetch_site": "same-origin", "origin": "null"}
        return self.ask("POST", address, body, **(given | headers))


def host_of(response: httpx.Response) -> str:
    """Where a redirection leads: empty for our own site."""
    target = urlsplit(response.headers.get("location", ""))
    return (
        "" if target.netloc in ("", urlsplit(BASE).netloc) and target.scheme in ("", "https") else target.netloc or "?"
    )


def cookies_of(response: httpx.Response) -> str:
    """What a browser would send back."""
    given = Headers(raw=response.headers.raw).getlist("set-cookie")
    return "; ".join(line.partition(";")[0] for line in given)
