"""Links to hand out: who gets one, what the message says, a table and a sheet."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from app.access.actor import LOCAL_COORDINATION, Actor, Role
from app.access.links import LinkScope
from app.core.errors import NotAllowed, NotFound
from app.core.ids import CentreId
from app.services.messages.hand_out_links import Channel, centre_links, hand_out_links, links_csv, links_pdf
from app.services.messages.rotate_link import rotate_link
from app.store import journal
from tests.web.a_centre import ALI, BASE, CENTRE, ZOE, PublishedCentre, a_published_centre

READER = Actor("lecteur", "Lectrice", Role.READING)


@pytest.fixture
def centre(tmp_path: Path) -> PublishedCentre:
    return a_published_centre(tmp_path, days=1)


def test_everyone_who_may_hold_a_seat_gets_a_link_ready_to_send(centre: PublishedCentre) -> None:
    """By name; e-mail before SMS; the message holds the page, once; the same links at every call."""
    given = hand_out_links(LOCAL_COORDINATION, centre.store, CENTRE, base_url=BASE)
    assert [(one.person_id, one.name, one.channel, one.contact) for one in given] == [
        (ALI, "Ali Le Goff", Channel.SMS, "06 99 00 33 44"),
        (ZOE, "Zoé Œil-D’Armor", Channel.EMAIL, "zoe@exemple.fr"),
    ]
    for one in given:
        assert one.text.startswith(f"Bonjour {one.name.split()[0]},\n")
        assert one.text.count(one.link.page) == 1
        assert (one.link.feed, one.link.webcal) == (f"{one.link.page}.ics", one.link.feed.replace("https", "webcal"))
    assert hand_out_links(LOCAL_COORDINATION, centre.store, CENTRE, base_url=BASE) == given


def test_a_centre_has_a_link_of_each_scope(centre: PublishedCentre) -> None:
    """Whole, without names, open seats, each line, each role, named as phones will list them; paths without a base."""
    made = centre_links(LOCAL_COORDINATION, centre.store, CENTRE, base_url="")
    assert [(one.subject.scope, one.name) for one in made] == [
        (LinkScope.CENTRE, "Centre du Pratel"),
        (LinkScope.CENTRE_MASKED, "Centre du Pratel (sans les noms)"),
        (LinkScope.OPEN, "Postes à pourvoir — Centre du Pratel"),
        (LinkScope.LINE, "Ligne 1 — Centre du Pratel"),
        (LinkScope.ROLE, "Préparation des doses — Centre du Pratel"),
        (LinkScope.ROLE, "Injection — Centre du Pratel"),
        (LinkScope.ROLE, "Accueil — Centre du Pratel"),
    ]
    assert all(one.feed.startswith("/calendrier/") and one.feed.endswith(".ics") for one in made)


def test_links_are_for_the_coordination_and_for_centres_that_exist(centre: PublishedCentre) -> None:
    """A reader is refused each service; an unknown centre or link says so; nothing is written."""
    for call in (
        lambda: hand_out_links(READER, centre.store, CENTRE, base_url=BASE),
        lambda: centre_links(READER, centre.store, CENTRE, base_url=BASE),
        lambda: rotate_link(READER, centre.store, LinkScope.PERSON, ZOE, base_url=BASE),
    ):
        with pytest.raises(NotAllowed):
            call()
    with pytest.raises(NotFound):
        hand_out_links(LOCAL_COORDINATION, centre.store, CentreId("nulle-part"), base_url=BASE)
    with pytest.raises(NotFound, match="jamais été distribué"):
        rotate_link(LOCAL_COORDINATION, centre.store, LinkScope.PERSON, ZOE, base_url=BASE)
    with centre.store.reading() as conn:
        assert journal.recent(conn) == []


def test_the_journal_says_who_handed_out_and_renewed_without_the_token(centre: PublishedCentre) -> None:
    """One entry a use case with counts and generation, and whose personal links were read."""
    hand_out_links(LOCAL_COORDINATION, centre.store, CENTRE, base_url=BASE)
    rotate_link(LOCAL_COORDINATION, centre.store, LinkScope.PERSON, ZOE, base_url=BASE)
    with centre.store.reading() as conn:
        found = [(entry.actor_id, entry.type, entry.subject_id, entry.payload) for entry in journal.recent(conn)]
    assert found == [
        ("local", "link.rotated", ZOE, {"scope": "person", "generation": 2}),
        ("local", "data_read", "people", {"what": "links", "people": [ALI, ZOE], "count": 2}),
        ("local", "links.handed_out", CENTRE, {"people": 2}),
    ]


@pytest.mark.parametrize("name", ["=1+1", "+33", "-2", "@cmd", "\t=x", "  =x"])
def test_no_cell_of_the_table_is_a_formula(centre: PublishedCentre, name: str) -> None:
    """A name that a spreadsheet would compute is shown as it is."""
    with centre.store.transaction() as conn:
        conn.execute("UPDATE person SET given_name = ?, family_name = '', email = ? WHERE id = ?", (name, name, ZOE))
        conn.execute("UPDATE person SET mobile = '+33699003344' WHERE id = ?", (ALI,))
    given = hand_out_links(LOCAL_COORDINATION, centre.store, CENTRE, base_url=BASE)
    content = links_csv(given)
    assert content.startswith(b"\xef\xbb\xbfnom;canal;")
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))
    cells = [cell for row in rows for cell in row]
    assert [cell for cell in cells if cell.lstrip()[:1] in ("=", "+", "-", "@")] == []
    assert "'+33699003344" in cells
    assert len(rows) == 3


def test_the_sheet_is_a_pdf(centre: PublishedCentre) -> None:
    """One card a person."""
    given = hand_out_links(LOCAL_COORDINATION, centre.store, CENTRE, base_url=BASE)
    assert links_pdf("Liens — Centre du Pratel", given).startswith(b"%PDF-")
