"""``/accessibilite``: read by anybody, led to from every page, and whom to tell is the community's own."""

from __future__ import annotations

import re

from app.web.accessibility_page import MET, OURS, STREAMLIT
from tests.web.a_centre import ZOE, Client, PublishedCentre
from tests.web.a_volunteer import Volunteer


def plain(text: str) -> str:
    return text.replace("\xa0", " ")


def test_it_says_what_is_met_what_is_not_and_whom_to_tell(phone: Client) -> None:
    """Each sentence of the table, the state in law's own word, the coordination's number, and the public defender."""
    page = phone.get("/accessibilite")
    text = plain(page.text)
    assert (page.status_code, "set-cookie" in page.headers) == (200, False)
    lists = [*MET, *(one.what for one in (*OURS, *STREAMLIT))]
    assert [one for one in lists if plain(one) not in text] == []
    assert all(f"Critère {one.criterion}" in text for one in (*OURS, *STREAMLIT))
    for words in (
        "n’est pas conforme",
        "Maïwenn Kerdruc",
        "coordination@exemple.fr",
        'href="tel:',
        "Défenseur des droits",
    ):
        assert words in text
    assert '<html lang="en">' in phone.get("/accessibilite?lang=en").text


def test_a_community_that_said_nothing_of_itself_still_has_its_page(client: Client) -> None:
    """No name, no number: no empty line, and nothing else is at that address."""
    page = client.get("/accessibilite").text
    assert 'href="tel:' not in page.partition("<body>")[2]
    assert [client.get(path).status_code for path in ("/accessibilite/", "/accessibilite/x")] == [200, 404]
    assert client.post("/accessibilite", {"x": "1"}).status_code == 405


def test_every_page_leads_there_in_the_language_chosen(
    phone: Client, volunteer: Volunteer, centre: PublishedCentre, client: Client
) -> None:
    """A volunteer's, a call-out's, where a lost link is asked for, where one signs in, a calendar's."""
    for path in (volunteer.page, volunteer.call, "/p", "/connexion"):
        for query in ("", "?lang=en"):
            assert re.search(rf'<footer>.*href="/accessibilite{re.escape(query)}"', phone.get(path + query).text)
    calendar = centre.feed_path(ZOE).removesuffix(".ics")
    assert 'href="../accessibilite?lang=fr"' in client.get(calendar).text
    assert "<footer>" not in phone.get("/accessibilite").text
