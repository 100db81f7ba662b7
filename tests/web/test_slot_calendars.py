"""The calendars of slots over HTTP: served as any calendar, their page without a reminder or a name."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.services.slots.keep_slots import cancel_slot
from app.services.slots.slot_calendar import slot_calendars
from app.web.site import OwnAddresses, Site
from tests.builders import COORDINATOR
from tests.feeds.a_feed import values
from tests.services.some_slots import Kept, some_slots
from tests.web.a_centre import BASE, Client
from tests.web.conftest import streamlit_like


@pytest.fixture
def kept(tmp_path: Path) -> Kept:
    return some_slots(tmp_path)


@pytest.fixture
def phone(kept: Kept) -> Iterator[Client]:
    site = Site(kept.store, BASE)
    yield Client(OwnAddresses(streamlit_like, site))
    site.close()


def test_the_regulation_reads_the_slots_as_they_stand(kept: Kept, phone: Client) -> None:
    """200, text/calendar, strong tag; a cancellation changes the bytes and the tag; unchanged is 304."""
    path = slot_calendars(COORDINATOR, kept.store, base_url="")[0].feed
    first = phone.get(path)
    assert (first.status_code, first.headers["content-type"]) == (200, "text/calendar; charset=utf-8")
    assert len(values(first.content, "UID")) == 43
    assert phone.get(path, if_none_match=first.headers["etag"]).status_code == 304
    cancel_slot(COORDINATOR, kept.store, kept.slots()[0].id, 1)
    after = phone.get(path, if_none_match=first.headers["etag"])
    assert (after.status_code, values(after.content, "STATUS")[0]) == (200, "CANCELLED")
    assert after.headers["etag"] != first.headers["etag"]


def test_the_page_says_how_to_subscribe(kept: Kept, phone: Client) -> None:
    """Its name, no reminder to choose, no « vacations »: it is nobody's seat."""
    page = phone.get(slot_calendars(COORDINATOR, kept.store, base_url="")[1].page).text
    assert "Soins non programmés — Cabinet d’Auray" in page
    assert "webcal://" in page
    assert "Prochaines vacations" not in page
    assert "rappel" not in page
