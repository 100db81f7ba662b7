"""Who opens the pages of a practice's needs: its members signed in and its own machine; never a personal link."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.access.actor import LOCAL_COORDINATION, Role
from app.access.links import page_subject, token_of
from app.continuity.holding import CareMode, HoldingMode
from app.services.continuity.care_mode import declare_care_mode, read_care_mode
from app.services.keeping.set_up_community import set_up_community
from app.store import links
from app.store.community import Community
from app.web import keys_page, needs_page, relay_page
from tests.services.a_relay import NEAR, OURS
from tests.services.a_vault import HOSTED
from tests.web.a_browser import Browser
from tests.web.a_centre import Client
from tests.web.a_practice import Practices, practices

ADDRESSES = [
    f"/{room.address}x" if room.address.endswith("/") else f"/{room.address}"
    for room in (*needs_page.ROOMS, *relay_page.ROOMS, *keys_page.ROOMS)
]


@pytest.fixture
def found(tmp_path: Path) -> Iterator[Practices]:
    with practices(tmp_path) as made:
        yield made


def needs_of(store_answer: str) -> bool:
    return "P-0001" in store_answer or "Insuline" in store_answer


def test_strangers_sign_in_first_and_come_back(found: Practices) -> None:
    """Reading and sending alike; once somebody has an account, the machine's own browser too."""
    found.browser(OURS)
    local = Client(found.client.app, peer="127.0.0.1", host="localhost")
    for client in (found.client, local):
        stranger = Browser(client)
        for address in ADDRESSES:
            led = stranger.open(address)
            assert (led.status_code, led.headers["location"].startswith("/connexion?suite=%2Fsuivis")) == (303, True)
        stranger.open("/connexion")
        sent = stranger.send("/suivis", {"encore": "tous"})
        assert (sent.status_code, sent.headers["location"]) == (303, "/connexion?suite=%2Fsuivis")


def test_a_member_reads_their_own_practice_and_no_other(found: Practices) -> None:
    """The neighbour's page does not say that there are any."""
    assert needs_of(found.browser(OURS).open("/suivis").text)
    theirs = found.browser(NEAR)
    for address in ("/suivis", f"/suivis?cabinet={OURS}", "/suivis/relais", "/suivis/cles"):
        page = theirs.open(address)
        assert (page.status_code, needs_of(page.text), "Cabinet d’Auray" in page.text) == (
            200,
            False,
            address == "/suivis/cles",
        )


@pytest.mark.parametrize("role", [one for one in Role if one is not Role.PROFESSIONAL])
def test_the_coordination_reads_why_not(found: Practices, role: Role) -> None:
    """Whatever the role, on every page, and no word of any need."""
    browser = found.of(role)
    for address in ADDRESSES:
        page = browser.open(address)
        assert (page.status_code, 'role="alert"' in page.text, needs_of(page.text)) == (403, True, False)


def test_a_member_of_no_practice_is_told_what_to_ask(found: Practices) -> None:
    """Their sheet says it."""
    page = found.of(Role.PROFESSIONAL, "seule").open("/suivis")
    assert (page.status_code, "Votre fiche ne dit pas à quel cabinet" in page.text) == (403, True)


def test_a_personal_link_opens_none_of_it(found: Practices) -> None:
    """Neither beside its page nor below it: its page only leads to signing in."""
    member = found.member(OURS)
    subject = page_subject(member.id)  # type: ignore[arg-type]
    key = found.store.folder.key("links")
    with found.store.transaction() as conn:
        token = token_of(key, subject, links.ensure(conn, key, subject, found.store.now()).generation)
    home = found.client.get(f"/p/{token}")
    assert (home.status_code, 'href="/suivis"' in home.text, needs_of(home.text)) == (200, True, False)
    for path in (f"/p/{token}/suivis", f"/suivis/{token}", f"/suivis/besoin/{token}"):
        answer = found.client.get(path)
        assert (answer.status_code in (303, 404), needs_of(answer.text)) == (True, False)


def test_the_machine_of_a_practice_reads_without_an_account(found: Practices) -> None:
    """Once it is declared local to it; from elsewhere one signs in, and an undeclared machine reads why not."""
    at_work = Browser(Client(found.client.app, peer="127.0.0.1", host="localhost"))
    refused = at_work.open("/suivis")
    assert (refused.status_code, "pas déclaré" in refused.text, needs_of(refused.text)) == (403, True, False)
    set_up_community(LOCAL_COORDINATION, found.store, Community(name="CPTS d’Auray", territory="auray"))
    local = CareMode(mode=HoldingMode.LOCAL, practices=frozenset({OURS, NEAR}), dpia_on=HOSTED.dpia_on)
    declare_care_mode(LOCAL_COORDINATION, found.store, local, read_care_mode(LOCAL_COORDINATION, found.store).revision)
    page = at_work.open(f"/suivis?cabinet={OURS}")
    assert (page.status_code, needs_of(page.text), f"?cabinet={NEAR}" in page.text) == (200, True, True)
    assert not needs_of(at_work.open(f"/suivis?cabinet={NEAR}").text)
    assert Browser(found.client).open("/suivis").status_code == 303


def test_the_way_there_is_on_a_member_s_account(found: Practices) -> None:
    """Not on that of the coordination, which has the screens."""
    assert 'href="/suivis"' in found.browser(OURS).open("/compte").text
    assert 'href="/suivis"' not in found.of(Role.COORDINATION).open("/compte").text
