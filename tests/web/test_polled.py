"""The short way of a poll: the answer is the one of the whole way, to the byte, and whatever is not a plain poll goes on."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest
from starlette.types import Receive, Scope, Send

from app.access.actor import LOCAL_COORDINATION
from app.access.links import LinkScope
from app.services.messages.rotate_link import rotate_link
from app.web.base_path import BasePath
from app.web.front_door import FrontDoor
from app.web.polled import Polled
from app.web.site import OwnAddresses, Site
from tests.feeds.a_feed import values
from tests.web.a_centre import BASE, ZOE, Client, PublishedCentre
from tests.web.conftest import streamlit_like


@dataclass
class Both:
    """A site with its short way and without, and the paths that went on past the short one."""

    site: Site
    went_on: list[str] = field(default_factory=list)

    @property
    def whole(self) -> Client:
        base_url = self.site.base_url
        return Client(FrontDoor(BasePath(OwnAddresses(streamlit_like, self.site), base_url), base_url))

    @property
    def short(self) -> Client:
        behind = self.whole.app

        async def noted(scope: Scope, receive: Receive, send: Send) -> None:
            self.went_on.append(scope["path"])
            await behind(scope, receive, send)

        return Client(Polled(noted, self.site.calendars, self.site.base_url))


@pytest.mark.parametrize("base_url", [BASE, f"{BASE}/releve", "http://192.168.1.10:8501", ""])
@pytest.mark.parametrize("encoding", ["", "gzip"])
@pytest.mark.parametrize("is_known", [False, True])
def test_the_short_way_answers_as_the_whole_one(
    centre: PublishedCentre, base_url: str, encoding: str, is_known: bool
) -> None:
    """Below a folder or not, over TLS or not, compressed or not, changed or not: status, headers and bytes are the same."""
    both = Both(Site(centre.store, base_url))
    path = ("/releve" if base_url.endswith("/releve") else "") + centre.feed_path(ZOE)
    first = both.whole.get(path, accept_encoding=encoding)
    known = {"if_none_match": first.headers["etag"]} if is_known else {}
    expected = both.whole.get(path, accept_encoding=encoding, **known)
    found = both.short.get(path, accept_encoding=encoding, **known)
    both.site.close()
    assert both.went_on == []
    assert (found.status_code, sorted(found.headers.multi_items()), found.content) == (
        304 if is_known else 200, sorted(expected.headers.multi_items()), expected.content,
    )  # fmt: skip


def test_whatever_is_not_a_plain_poll_goes_on(centre: PublishedCentre) -> None:
    """A first poll, another method, a query, a body whose end is said twice, an unknown address, and one poll after a write."""
    both = Both(Site(centre.store, BASE))
    path, unknown = centre.feed_path(ZOE), "/calendrier/" + "A" * 43 + ".ics"
    codes = [both.short.get(path).status_code, both.short.get(path).status_code]
    codes += [both.short.ask("HEAD", path).status_code, both.short.ask("POST", path).status_code]
    codes += [both.short.get(f"{path}?rappel=60").status_code, both.short.get(unknown).status_code]
    codes.append(both.short.get(path, transfer_encoding="chunked", content_length="0").status_code)
    codes.append(both.short.get(f"/autre{path}").status_code)
    centre.cancel(0)
    codes += [both.short.get(path).status_code, both.short.get(path).status_code]
    both.site.close()
    assert codes == [200, 200, 200, 405, 200, 404, 400, 200, 200, 200]
    assert both.went_on == [path, path, path, path, unknown, path, f"/autre{path}", path]


def test_a_link_that_changed_is_not_sent_from_what_was_kept(centre: PublishedCentre) -> None:
    """Revoked: the old address no longer gives the shifts, from the next poll on."""
    both = Both(Site(centre.store, BASE))
    path = centre.feed_path(ZOE)
    before = [both.short.get(path), both.short.get(path)]
    rotate_link(LOCAL_COORDINATION, centre.store, LinkScope.PERSON, ZOE, base_url="")
    after = both.short.get(path)
    both.site.close()
    assert [len(values(one.content, "UID")) for one in before] == [5, 5]
    assert values(after.content, "SUMMARY") == ["Ce calendrier a changé d’adresse : demandez votre nouveau lien"]
    assert both.went_on == [path, path]
