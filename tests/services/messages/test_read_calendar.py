"""What a link lets its holder read: names only where they may be known, phones only on the page."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from app.access.links import LinkScope
from app.services.messages.read_calendar import Contact, Opened, open_calendar
from app.words import use_language
from tests.web.a_centre import ZOE, PublishedCentre, a_published_centre

TODAY = date(2026, 11, 26)


@pytest.fixture
def centre(tmp_path: Path) -> PublishedCentre:
    return a_published_centre(tmp_path, days=1)


def opened(centre: PublishedCentre, path: str) -> Opened:
    found = open_calendar(centre.store, path.rpartition("/")[2].removesuffix(".ics"), base_url="", today=TODAY)
    assert found is not None
    return found


def test_names_reach_the_coordinations_calendars_only(centre: PublishedCentre) -> None:
    """Holders' names do not even enter the values of a personal, masked or open calendar."""
    named = {
        scope: any(event.holder for event in opened(centre, path).feed.events)
        for scope, path in {**centre.centre_paths(), LinkScope.PERSON: centre.feed_path(ZOE)}.items()
    }
    assert named == {
        LinkScope.CENTRE: True,
        LinkScope.LINE: True,
        LinkScope.ROLE: False,  # the last role, reception, is open
        LinkScope.CENTRE_MASKED: False,
        LinkScope.OPEN: False,
        LinkScope.PERSON: False,
    }


def test_a_phone_is_for_the_page_not_for_the_feed(centre: PublishedCentre) -> None:
    """The centre's contact comes beside the feed, whose value holds no number."""
    found = opened(centre, centre.feed_path(ZOE))
    assert found.contacts == (Contact("Centre du Pratel", "Accueil du centre", "02 99 00 55 66"),)
    assert "02 99" not in repr(found.feed)


def test_roles_are_named_in_the_readers_language(centre: PublishedCentre) -> None:
    """From the reference table; a role the table does not know is named by its code."""
    path = centre.centre_paths()[LinkScope.CENTRE]
    with use_language("en"):
        assert [event.role for event in opened(centre, path).feed.events] == [
            "injection",
            "dose preparation",
            "reception",
        ]
    with centre.store.transaction() as conn:
        conn.execute("UPDATE seat SET role = 'jongleur' WHERE id = 'seat-r-000'")
    assert opened(centre, path).feed.events[2].role == "jongleur"


def test_a_broken_table_of_the_folder_does_not_silence_calendars(centre: PublishedCentre) -> None:
    """A coordinator's mistake in ``content/data/roles.csv`` leaves the shipped names in force."""
    overlay = centre.store.folder.content / "data"
    overlay.mkdir()
    (overlay / "roles.csv").write_text("code,act\nx\n", encoding="utf-8")
    assert opened(centre, centre.feed_path(ZOE)).feed.events[0].role == "injection"


def test_a_token_of_nothing_opens_nothing(centre: PublishedCentre) -> None:
    """Unknown tokens, and links whose person is gone."""
    assert open_calendar(centre.store, "inconnu", base_url="", today=TODAY) is None
