"""The page behind the code at the door over HTTP: one's own number signs, nobody is named, nobody can go on for ever."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from app.access.links import door_subject, token_of
from app.core.clock import fixed_clock
from app.store import links
from app.web import door_page
from app.web.guesses import Guesses
from app.web.site import OwnAddresses, Site
from tests.services.a_day import EIGHT, ENDS, SESSION, STARTS, Day, a_day
from tests.web.a_centre import BASE, Client
from tests.web.conftest import streamlit_like


@pytest.fixture
def day(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Day:
    """Nobody has signed yet, nobody was counted; answers do not wait."""
    monkeypatch.setattr(door_page, "SECONDS", 0.0)
    monkeypatch.setattr(door_page, "_asked", Guesses(lambda: 0.0))
    return a_day(tmp_path, EIGHT)


@pytest.fixture
def path(day: Day) -> str:
    key, subject = day.store.folder.key("links"), door_subject(SESSION)
    with day.store.transaction() as conn:
        return f"/p/{token_of(key, subject, links.ensure(conn, key, subject, EIGHT).generation)}"


@pytest.fixture
def client(day: Day) -> Iterator[Client]:
    site = Site(day.store, BASE)
    yield Client(OwnAddresses(streamlit_like, site))
    site.close()


def signed(day: Day) -> list[str]:
    found = day.read()
    return [found.name(row) for row in found.sheet.rows if row.signed_at]


def test_known_unknown_and_unexpected_are_answered_alike(day: Day, path: str, client: Client) -> None:
    """Same status, same place to go, same page; only the sheet knows."""
    answers = [client.post(path, {"contact": one}) for one in ("06 39 98 00 04", "06 39 98 00 99", "x@exemple.fr")]
    assert {(one.status_code, one.headers["location"], one.content) for one in answers} == {(303, "?fait=signe", b"")}
    assert signed(day) == ["Denez Fictif"]


def test_nobody_is_named_and_reading_writes_nothing(day: Day, path: str, client: Client) -> None:
    """Not one name of the team in either language, before or after someone signed."""
    client.post(path, {"contact": "06 39 98 00 04"})
    for query in ("", "?lang=en", "?fait=signe", "?contact=06+39+98+00+04"):
        page = client.get(path + query)
        assert (page.status_code, len(page.content) < 40_000) == (200, True)
        assert not any(name in page.text for name in (*day.people, "FICTIF", "Fictif", "Mairie", "06 39"))
    assert day.journal() == ["attendance_signed"]


def test_the_door_opens_from_an_hour_before_to_the_end(day: Day, path: str) -> None:
    """Both bounds."""
    second = timedelta(seconds=1)
    hour = STARTS - timedelta(hours=1)
    for at, status in ((hour - second, 404), (hour, 200), (ENDS - second, 200), (ENDS, 404)):
        site = Site(replace(day.store, clock=fixed_clock(at)), BASE)
        assert Client(OwnAddresses(streamlit_like, site)).get(path).status_code == status
        site.close()


def test_a_name_waits_for_the_lead(day: Day, path: str, client: Client) -> None:
    """It is not on the sheet; an empty contact is told."""
    assert client.post(path, {"nom": "Gwenn Passage", "profession": "infirmier"}).headers["location"] == "?fait=nom"
    assert [day.read().name(row) for row in day.read().sheet.at_the_door] == ["Gwenn Passage"]
    assert client.post(path, {"contact": ""}).status_code == 422


def test_one_client_cannot_go_on_for_ever(day: Day, path: str, client: Client) -> None:
    """A team signs in from one line; a machine trying numbers is stopped; another line is not."""
    codes = [client.post(path, {"contact": f"06 39 98 01 {n:02}"}).status_code for n in range(20)]
    assert codes == [303] * 15 + [422] * 5
    assert replace(client, peer="198.51.100.9").post(path, {"contact": "06 39 98 00 04"}).status_code == 303
