"""What one person reads about themselves: all of it, in both forms, and nothing about anyone else."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from app.access.actor import volunteer
from app.core.errors import NotAllowed
from app.services.keeping.read_own_data import file_name, own_data_json, read_own_data
from app.services.keeping.set_up_community import set_up_community
from app.services.slots.busy_times import forget_calendar, paste, read_address
from app.store import own_data
from app.store.community import Community
from app.words import use_language
from tests.builders import COORDINATOR
from tests.services.mobilisation.test_availability import BUSY_MONDAY
from tests.web.a_centre import ALI, ZOE, PublishedCentre, a_published_centre

ME = volunteer(ZOE, "Zoé")
ADDRESS = "https://agenda.example/secret-8f3a/basic.ics"


@pytest.fixture
def centre(tmp_path: Path) -> PublishedCentre:
    return a_published_centre(tmp_path, days=2)


def test_the_file_holds_everything_of_the_person_and_nothing_of_others(centre: PublishedCentre) -> None:
    """Every table, the roster's fields; Ali, who sits in the same sessions, is nowhere in it."""
    centre.feed_path(ZOE)
    data = read_own_data(ME, centre.store, ZOE, page_address="cette page")
    held = json.loads(own_data_json(data))
    assert set(held) == {
        "format", "read_at", "person", "preferences", "busy_calendar", "notice", *own_data.HELD,
    }  # fmt: skip
    assert (held["format"], held["person"]["email"], len(held["seats"])) == ("releve.own-data/1", "zoe@exemple.fr", 2)
    assert {link["scope"] for link in held["links"]} == {"person", "page"}
    text = own_data_json(data).decode()
    assert "Zoé" in text
    for foreign in ("Ali", "Le Goff", "06 99 00 33 44", ALI):
        assert foreign not in text
    assert file_name(data) == "mes-donnees-2026-11-26.json"


def test_nobody_reads_somebody_elses(centre: PublishedCentre) -> None:
    """Another volunteer is refused; the coordination may, for whoever asks by telephone."""
    with pytest.raises(NotAllowed):
        read_own_data(volunteer(ALI, "Ali"), centre.store, ZOE, page_address="")
    assert read_own_data(COORDINATOR, centre.store, ZOE, page_address="").person.id == ZOE


def test_the_notice_is_the_communitys_in_the_language_of_the_page(centre: PublishedCentre) -> None:
    """Source, retention, contact and code word come from the settings; rights and purpose from the text of the table."""
    settings = Community(
        name="CPTS des Abers", contact="02 98 00 00 00", code_word="cormoran", data_source="l’annuaire santé",
        retention="trois ans", coordinator="Rozenn Fictif",
    )  # fmt: skip
    set_up_community(COORDINATOR, centre.store, settings)
    notice = read_own_data(ME, centre.store, ZOE, page_address="cette page").notice
    for part in (
        "RGPD",
        "CPTS des Abers",
        "l’annuaire santé",
        "trois ans",
        "02 98 00 00 00",
        "cormoran",
        "CNIL",
        "cette page",
    ):
        assert part in notice
    with use_language("en"):
        assert "GDPR" in read_own_data(ME, centre.store, ZOE, page_address="this page").notice


def test_a_volunteer_gives_their_own_calendar_and_takes_it_back(centre: PublishedCentre) -> None:
    """Only hours are kept and counted; the secret address is never told again; forgetting leaves nothing."""
    assert read_address(ME, centre.store, ZOE, ADDRESS, fetch=lambda _url: BUSY_MONDAY.encode()) == 1
    held = json.loads(own_data_json(read_own_data(ME, centre.store, ZOE, page_address="")))
    assert held["busy_calendar"] == {"site": "agenda.example", "read_at": "2026-11-26T16:05:00Z", "intervals": 1}
    assert "secret" not in json.dumps(held)
    forget_calendar(ME, centre.store, ZOE)
    with centre.store.reading() as conn:
        assert own_data.busy_calendar(conn, ZOE) is None


def test_a_pasted_calendar_replaces_the_address_it_came_from_before(centre: PublishedCentre) -> None:
    """What is shown as its source is true."""
    read_address(ME, centre.store, ZOE, ADDRESS, fetch=lambda _url: BUSY_MONDAY.encode())
    paste(ME, centre.store, ZOE, BUSY_MONDAY)
    with centre.store.reading() as conn:
        assert own_data.busy_calendar(conn, ZOE) == own_data.BusyCalendar("", None, 1)


def test_nobody_touches_somebody_elses_calendar(centre: PublishedCentre) -> None:
    """Refused before any address is asked."""
    other = volunteer(ALI, "Ali")
    asked: list[str] = []

    def fetch(url: str) -> bytes:
        asked.append(url)
        return BUSY_MONDAY.encode()

    with pytest.raises(NotAllowed):
        read_address(other, centre.store, ZOE, ADDRESS, fetch=fetch)
    with pytest.raises(NotAllowed):
        paste(other, centre.store, ZOE, BUSY_MONDAY)
    with pytest.raises(NotAllowed):
        forget_calendar(other, centre.store, ZOE)
    assert asked == []
