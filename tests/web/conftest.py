"""A published centre behind our own addresses."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.responses import HTMLResponse
from starlette.types import Receive, Scope, Send

from app.store.database import Store, open_store
from app.web.site import OwnAddresses, Site
from tests.web.a_centre import BASE, ZOE, Client, PublishedCentre, a_published_centre
from tests.web.a_volunteer import Volunteer, a_volunteer


async def streamlit_like(scope: Scope, receive: Receive, send: Send) -> None:
    """Stands for Streamlit: 200 and HTML whatever the path."""
    await HTMLResponse('<!doctype html><html lang="en"><title>écran</title>')(scope, receive, send)


@pytest.fixture
def centre(tmp_path: Path) -> PublishedCentre:
    return a_published_centre(tmp_path)


@pytest.fixture
def volunteer(tmp_path: Path) -> Volunteer:
    """Zoé, whose page is full."""
    return a_volunteer(tmp_path / "volontaire")


@pytest.fixture
def phone(volunteer: Volunteer) -> Iterator[Client]:
    """Whoever holds Zoé's links."""
    site = Site(volunteer.centre.store, BASE)
    yield Client(OwnAddresses(streamlit_like, site))
    site.close()


@pytest.fixture
def site(centre: PublishedCentre) -> Iterator[Site]:
    site = Site(centre.store, BASE)
    yield site
    site.close()


@pytest.fixture
def client(site: Site) -> Client:
    return Client(OwnAddresses(streamlit_like, site))


@pytest.fixture
def store_copy(centre: PublishedCentre, tmp_path_factory: pytest.TempPathFactory) -> Store:
    """The folder as a backup with keys restores it."""
    centre.feed_path(ZOE)
    folder = tmp_path_factory.mktemp("copie") / "data"
    shutil.copytree(centre.store.folder.path, folder)
    return open_store(folder, centre.clock)
