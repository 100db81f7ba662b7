"""The page behind a link: how to subscribe, in both languages, without JavaScript, and nothing that leaks."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from urllib.parse import parse_qs, urlsplit

import pytest

from app.access.actor import LOCAL_COORDINATION
from app.access.links import LinkScope
from app.services.messages.rotate_link import rotate_link
from app.store import community
from app.web import subscription as module
from app.web.site import OwnAddresses, Site
from app.web.subscription import Addresses
from tests.web.a_centre import ALI, BASE, ZOE, Client, PublishedCentre
from tests.web.conftest import streamlit_like


class Page(HTMLParser):
    """Links, resources and title of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.hrefs: list[str] = []
        self.resources: list[str] = []
        self.title = ""
        self.language = ""
        self._in_title = False
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        if tag == "a":
            self.hrefs.append(found["href"])
        if "src" in found or tag == "link":
            self.resources.append(found.get("src", found.get("href", "")))
        if tag == "html":
            self.language = found["lang"]
        self._in_title = tag == "title"

    def handle_endtag(self, tag: str) -> None:
        self._in_title = False

    def handle_data(self, data: str) -> None:
        if self._in_title:
            self.title += data


def page_of(centre: PublishedCentre, person: object = ZOE) -> str:
    return centre.feed_path(person).removesuffix(".ics")  # type: ignore[arg-type]


def test_the_page_offers_every_way_to_subscribe(centre: PublishedCentre, client: Client) -> None:
    """webcal, Google by ``cid=webcal``, both Outlooks by https, an address to copy, a QR code, delays, a warning."""
    path = page_of(centre)
    response = client.get(path)
    page = Page(response.text)
    feed = f"{BASE}{path}.ics"
    webcal = feed.replace("https://", "webcal://")
    assert page.hrefs.count(webcal) == 2
    google = next(href for href in page.hrefs if "calendar.google.com" in href)
    assert parse_qs(urlsplit(google).query) == {"cid": [webcal]}
    outlook = [parse_qs(urlsplit(href).query)["url"] for href in page.hrefs if "addfromweb" in href]
    assert outlook == [[feed], [feed]]
    assert f'value="{feed}"' in response.text
    assert response.text.count("<svg") == 1
    for words in ("Abonnez-vous, n’importez pas.", "8 à 24 heures", "Nextcloud", "02 99 00 55 66"):
        assert words in response.text
    assert "lundi 30 novembre, matin (9 h–13 h) — à confirmer" in response.text


def test_the_page_is_light_private_and_loads_nothing(centre: PublishedCentre, client: Client) -> None:
    """Under 40 kB, no resource from anywhere, no token in the title, not kept, not indexed; a strict policy."""
    response = client.get(page_of(centre))
    page = Page(response.text)
    token = page_of(centre).rpartition("/")[2]
    assert len(response.content) < 40_000
    assert page.resources == []
    assert token not in page.title
    assert page.title == "S’abonner à un calendrier — Relève"
    policy = response.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy
    assert "style=" not in response.text, "an inline style would be blocked by the policy"
    assert response.headers["cache-control"] == "private, no-store"
    assert response.headers["referrer-policy"] == "no-referrer"


@pytest.mark.parametrize(
    ("query", "accepted", "language"),
    [
        ("", None, "fr"),
        ("", "en-GB,en;q=0.9,fr;q=0.5", "en"),
        ("", "de,fr;q=0.3,en;q=0.2", "fr"),
        ("?lang=fr", "en", "fr"),
        ("?lang=en", "fr", "en"),
        ("?lang=xx", "en", "en"),
    ],
)
def test_the_page_speaks_the_readers_language(
    centre: PublishedCentre, client: Client, query: str, accepted: str | None, language: str
) -> None:
    """By ``?lang=``, else by what the browser prefers, else French; dates and address follow."""
    headers = {"accept_language": accepted} if accepted else {}
    response = client.get(page_of(centre) + query, **headers)
    assert (Page(response.text).language, response.headers["content-language"]) == (language, language)
    assert (".ics?lang=en" in response.text) == (language == "en")
    assert ("Monday 30 November" in response.text) == (language == "en")


def test_chosen_reminders_are_in_every_address(centre: PublishedCentre, client: Client) -> None:
    """The form needs no JavaScript: it asks the page again with the reminders in its address."""
    response = client.get(f"{page_of(centre)}?rappel=60&rappel=1440")
    assert "?rappel=60&amp;rappel=1440" in response.text
    assert response.text.count(" checked") == 2


def test_a_coordinators_link_shows_no_shift_and_no_phone(centre: PublishedCentre, client: Client) -> None:
    """The page of a centre's calendar is about subscribing only."""
    path = centre.centre_paths()[LinkScope.CENTRE_MASKED].removesuffix(".ics")
    text = client.get(path).text
    assert [word for word in ("Zoé", "Ali", "02 99", "Prochaines vacations") if word in text] == []


def test_a_renewed_link_says_so(centre: PublishedCentre, client: Client) -> None:
    """The old page tells whom to ask and offers nothing to subscribe to."""
    path = page_of(centre)
    rotate_link(LOCAL_COORDINATION, centre.store, LinkScope.PERSON, ZOE, base_url="")
    response = client.get(path)
    assert response.status_code == 200
    assert "Ce calendrier a changé d’adresse" in response.text
    assert Page(response.text).hrefs == ["?lang=en", "../accessibilite?lang=fr"]


def test_an_unknown_page_is_the_same_404_as_an_unknown_calendar(centre: PublishedCentre, client: Client) -> None:
    """Plain text, never a page; and a fault is 503."""
    page, feed = client.get("/calendrier/inconnu"), client.get("/calendrier/inconnu.ics")
    assert (page.status_code, page.content, page.headers) == (404, feed.content, feed.headers)


def test_a_fault_is_not_a_page_of_nothing(
    centre: PublishedCentre, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """503 in plain text."""
    path = page_of(centre)

    def broken(*_args: object, **_named: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(module, "open_calendar", broken)
    response = client.get(path)
    assert (response.status_code, response.headers["content-type"]) == (503, "text/plain; charset=utf-8")


def test_head_of_the_page(centre: PublishedCentre, client: Client) -> None:
    """Link previews that look first learn the type and length."""
    path = page_of(centre)
    get, head = client.get(path), client.ask("HEAD", path)
    assert (head.content, head.headers) == (b"", get.headers)


def test_a_page_only_this_machine_reaches_says_that_google_will_not(centre: PublishedCentre) -> None:
    """On loopback or a local network the outside services can't read the calendar, and the page says it."""
    site = Site(centre.store)
    client = Client(OwnAddresses(streamlit_like, site), host="127.0.0.1:8501")
    text = client.get(page_of(centre, ALI)).text
    site.close()
    assert "n’est joignable que depuis ce réseau" in text
    private = [
        Addresses(f"https://{host}/x.ics", "").is_private
        for host in ("192.168.1.4", "poste", "releve.exemple.fr", "93.184.216.34")
    ]
    assert private == [True, True, False, False]


def test_names_that_look_like_markup_stay_text(centre: PublishedCentre, client: Client) -> None:
    """A name with angle brackets and quotes is shown, not obeyed."""
    with centre.store.transaction() as conn:
        conn.execute("UPDATE person SET given_name = '<script>x</script>\"' WHERE id = ?", (ZOE,))
    text = client.get(page_of(centre)).text
    assert "<script>x" not in text
    assert re.search(r"&lt;script&gt;x", text)


def test_a_fictional_community_says_so_on_the_page(centre: PublishedCentre, client: Client) -> None:
    """« DÉMONSTRATION » stands on top where the community is one, and nowhere else."""
    before = client.get(page_of(centre)).text
    with centre.store.transaction() as conn:
        community.write(conn, community.Community(demonstration=True))
    assert ("DÉMONSTRATION" in before, "DÉMONSTRATION" in client.get(page_of(centre)).text) == (False, True)
