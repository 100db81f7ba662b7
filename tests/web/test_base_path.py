"""Below a folder of its host: our addresses answer there, links say so, and nothing else of the host is taken."""

from __future__ import annotations

import pytest
from starlette.types import Receive, Scope, Send

from app.web.base_path import BasePath, below, root_of
from app.web.base_url import BaseUrl
from app.web.site import OwnAddresses, Site
from tests.web.a_centre import ZOE, Client, PublishedCentre
from tests.web.conftest import streamlit_like


@pytest.fixture
def served(centre: PublishedCentre) -> Client:
    """The site as it stands at https://cpts.exemple.fr/releve."""
    site = Site(centre.store, "https://cpts.exemple.fr/releve")
    return Client(BasePath(OwnAddresses(streamlit_like, site), site.base_url))


def test_addresses_answer_below_the_folder_and_beside_it(centre: PublishedCentre, served: Client) -> None:
    """The same calendar through the proxy and for a probe on this machine; a screen too."""
    path = centre.feed_path(ZOE)
    through, beside = served.get(f"/releve{path}"), served.get(path)
    assert (through.status_code, through.content) == (200, beside.content)
    assert served.get("/releve/sante").json()["ok"] is True
    assert "écran" in served.get("/releve/planning").text


def test_links_carry_the_folder(centre: PublishedCentre, served: Client) -> None:
    """A subscription page below the folder shows addresses that a phone can follow."""
    page = served.get("/releve" + centre.feed_path(ZOE).removesuffix(".ics")).text
    assert "cpts.exemple.fr/releve/calendrier/" in page
    assert "cpts.exemple.fr/calendrier/" not in page


def test_the_folder_itself_leads_to_its_slash(served: Client) -> None:
    """Without it a page would look for its parts one folder too high; what was asked is kept."""
    answer = served.get("/releve?langue=en")
    assert (answer.status_code, answer.headers["location"]) == (308, "/releve/?langue=en")


@pytest.mark.parametrize(
    "path", ["/releves/sante", "/autre/sante", "//releve/sante", "/relevesante", "/releve-2/sante"]
)
def test_a_neighbour_of_the_folder_is_none_of_ours(served: Client, path: str) -> None:
    """Nothing is taken off what only begins alike."""
    assert "écran" in served.get(path).text


@pytest.mark.parametrize(
    ("url", "root"),
    [("https://r.fr", ""), ("https://r.fr/releve", "/releve"), ("https://r.fr/a/b/", "/a/b"), ("", "")],
)
def test_the_folder_is_that_of_the_public_address(url: str, root: str) -> None:
    """Nothing else has to be set."""
    assert root_of(url) == root


def test_both_forms_of_an_address_lose_the_folder() -> None:
    """The decoded path and the bytes that were sent; an accent in the folder's name does no harm."""
    scope: Scope = {"type": "http", "path": "/santé/p/x y", "raw_path": b"/sant%C3%A9/p/x%20y"}
    inner = below(scope, "/sant%C3%A9")
    assert (inner["path"], inner["raw_path"]) == ("/p/x y", b"/p/x%20y")
    assert below({**scope, "path": "/p/x"}, "/sant%C3%A9")["path"] == "/p/x"


def test_websockets_lose_it_too(centre: PublishedCentre) -> None:
    """Streamlit's own connection, and the start of the process, pass unharmed."""
    seen: list[str] = []

    async def app(scope: Scope, _receive: Receive, _send: Send) -> None:
        seen.append(scope.get("path", scope["type"]))

    outer = BasePath(app, BaseUrl("https://cpts.exemple.fr/releve", centre.store))

    async def run() -> None:
        for scope in (
            {"type": "websocket", "path": "/releve/_stcore/stream", "headers": []},
            {"type": "lifespan"},
        ):
            await outer(scope, None, None)  # type: ignore[arg-type]

    import asyncio

    asyncio.run(run())
    assert seen == ["/_stcore/stream", "lifespan"]
