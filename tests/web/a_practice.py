"""Practices whose members have an account and a browser each: what the pages of their needs are tested with."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from app.access.actor import Actor, Role
from app.core.ids import PersonId, PracticeId
from app.roster.practice import Site as Establishment
from app.roster.practice import SiteKind
from app.services.accounts.who_acts import COOKIE
from app.store import people
from app.store.database import Store
from app.web.site import OwnAddresses, Site
from tests.services.a_relay import Relay, a_relay
from tests.web.a_browser import Browser
from tests.web.a_centre import BASE, Client
from tests.web.an_account import a_login, an_account
from tests.web.conftest import streamlit_like

PHARMACY = Establishment(id="pharmacie", kind=SiteKind.PHARMACY, name="Pharmacie fictive", commune_insee="56007")


@dataclass
class Practices:
    """The folder, its members, and a client to ask as anyone."""

    relay: Relay
    client: Client

    @property
    def store(self) -> Store:
        return self.relay.store

    def member(self, practice: PracticeId) -> Actor:
        return self.relay.members[practice]

    def browser(self, practice: PracticeId) -> Browser:
        """A member's, signed in."""
        actor = self.member(practice)
        return self.of(Role.PROFESSIONAL, practice, person_id=PersonId(actor.id), name=actor.name)

    def of(self, role: Role, login: str = "", **more: object) -> Browser:
        """That of an account in some role, signed in."""
        account = an_account(self.store, role, login=f"{login or role.value}", **more)  # type: ignore[arg-type]
        return Browser(self.client, {COOKIE: a_login(self.store, account)})

    def later(self, **by: float) -> None:
        self.relay.clock.at += timedelta(**by)


@contextmanager
def practices(folder: Path, **more: object) -> Iterator[Practices]:
    """Three practices around Auray (see :func:`a_relay`), a pharmacy, behind our own addresses."""
    relay = a_relay(folder, **more)  # type: ignore[arg-type]
    with relay.store.transaction() as conn:
        people.put_site(conn, PHARMACY)
    site = Site(relay.store, BASE)
    yield Practices(relay, Client(OwnAddresses(streamlit_like, site)))
    site.close()
