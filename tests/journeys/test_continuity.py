"""At 18:00 a practice closes: from the coordinator's note to the first visit of the relay, each on their own page."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from app.access.actor import Role
from app.continuity.care_need import content_of
from app.continuity.practice_care import PracticeCare
from app.core.clock import paris_date, system_clock
from app.core.ids import PersonId
from app.roster.practice import Practice
from app.services.continuity.care_mode import declare_care_mode
from app.services.continuity.keep_practice import put_care
from app.services.continuity.seal_needs import NewNeed, seal_needs
from app.services.keeping.set_up_community import set_up_community
from app.services.roster.edit_person import add_practices
from app.store.community import Community
from app.store.database import Store, open_store
from tests.builders import COORDINATOR, a_person, some_people
from tests.journeys.conftest import PHONE, OpenPage, ServeApp, sign_in
from tests.journeys.hand import Hand
from tests.journeys.settled import READY
from tests.services.a_relay import NAMES, NEAR, OURS, PLACES, a_care_need
from tests.services.a_vault import ADMIN, HOSTED
from tests.web.an_account import PASSWORD, an_account

pytestmark = pytest.mark.browser

NEEDS = 4
HERS = PracticeCare(practice=NEAR, daily_visits=NEEDS, absorbable_percent=100, radius_minutes=30)


def test_from_a_practice_that_closes_to_the_first_visit_of_its_relay(
    serve_app: ServeApp, open_page: OpenPage, tmp_path: Path
) -> None:
    """Noted, proposed, accepted, handed over, received, visited: nobody but the two practices ever reads a row."""
    store = _two_practices(tmp_path / "data")
    address = serve_app(folder=tmp_path / "data")
    hand = Hand(_signed_in(open_page, address, "maiwenn"))
    hand.go(f"{address}/relais?volet=fermetures")
    hand.click("Noter une fermeture")
    hand.waits()
    hand.page.get_by_role("combobox", name="Cabinet").click()
    hand.page.get_by_role("option", name=NAMES[OURS]).click()
    hand.click("Enregistrer")
    hand.go(f"{address}/continuite")
    hand.reads(re.compile("4 besoins touchés"))
    hand.click("Proposer ces relais")
    hand.waits()
    assert "P-000" not in hand.page.content()

    relay = _signed_in(open_page, address, "bleuenn")
    relay.goto(f"{address}/suivis/relais")
    expect(relay.get_by_role("heading", level=2)).to_contain_text("On vous propose de reprendre")
    assert "P-000" not in relay.content()
    relay.get_by_role("button", name="Oui, je reprends les 4").click()
    expect(relay.get_by_role("heading", level=2)).to_contain_text("Je reprends")
    assert "P-0001" in relay.content()

    ours = _signed_in(open_page, address, "anne")
    ours.goto(f"{address}/suivis/relais")
    for _need in range(NEEDS):
        ours.get_by_role("button", name=re.compile("^Transmis")).first.click()
        ours.wait_for_load_state()
    for step in ("Reçu", "Premier passage fait"):
        for _need in range(NEEDS):
            relay.goto(f"{address}/suivis/relais")
            relay.get_by_role("button", name=re.compile(f"^{step}")).first.click()
            relay.wait_for_load_state()

    hand.go(f"{address}/relais?volet=transmissions")
    expect(hand.page.get_by_text("4 premiers passages faits").first).to_be_visible(timeout=READY)
    assert "P-000" not in hand.page.content()
    with store.reading() as conn:
        rows = conn.execute("SELECT * FROM hand_over").fetchall()
    assert len(rows) == NEEDS
    assert all(row["transmitted_at"] and row["received_at"] and row["first_visit_at"] for row in rows)


def _two_practices(folder: Path) -> Store:
    """Auray with four needs, Brech with room for four, a member of each with an account, and a coordinator."""
    store = open_store(folder, system_clock)
    now = store.now()
    today = paris_date(now)
    set_up_community(ADMIN, store, Community(name="CPTS fictive", territory="auray"))
    add_practices(
        COORDINATOR, store, [Practice(id=one, name=NAMES[one], commune_insee=PLACES[one]) for one in (OURS, NEAR)]
    )
    put_care(ADMIN, store, HERS)
    assert HOSTED.hosting is not None
    hosting = replace(HOSTED.hosting, valid_until=today + timedelta(days=300))
    declare_care_mode(ADMIN, store, replace(HOSTED, hosting=hosting, dpia_on=today), 0)
    an_account(store, Role.COORDINATION, login="maiwenn")
    for login, practice in (("anne", OURS), ("bleuenn", NEAR)):
        person = a_person(login.title(), practice=practice)
        some_people(store, person)
        account = an_account(store, Role.PROFESSIONAL, login=login, name=login.title(), person_id=PersonId(person.id))
        if practice == OURS:
            ends = now + timedelta(days=90)
            needs = [NewNeed(content_of(a_care_need(number)), ends) for number in range(1, NEEDS + 1)]
            seal_needs(account.actor, store, OURS, needs)
    return store


def _signed_in(open_page: OpenPage, address: str, login: str) -> Page:
    """The coordinator at a desk, professionals on a phone."""
    page = open_page(f"{address}/connexion", **({} if login == "maiwenn" else {"size": PHONE, "touch": True}))
    sign_in(page, login, PASSWORD)
    return page
