"""A volunteer with a phone and one bar: no JavaScript, a thumb, counted taps; and every page behind a link read by axe."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from app.access.links import LinkScope, door_subject, lead_subject, person_subject, token_of
from app.scheduling.session import SeatState
from app.services.activity.close_line import close_line, preview_closing
from app.services.activity.count_doses import add_lot, set_out_container
from app.services.activity.day_rights import lead_actor
from app.services.activity.report_incident import report_incident
from app.services.activity.sign_in import write_name_at_the_door
from app.store import links, polls, seats
from app.web.lead_page import PARTS
from app.web.site import OWN_PAGES, Site
from tests.bench.calendars import served
from tests.builders import COORDINATOR
from tests.services.a_day import SESSION, TEN, a_day
from tests.web.a_centre import ZOE
from tests.web.a_volunteer import HOLE, POLL, Volunteer, a_volunteer

pytestmark = pytest.mark.browser

IPHONE, SMALL = (390, 844), (320, 568)
FINGER = 44
"""Least height of what a thumb presses, in CSS pixels (UI, page perso)."""

AXE = Path(os.environ.get("RELEVE_NODE_MODULES", "node_modules")).absolute() / "axe-core" / "axe.min.js"


@dataclass
class Thumb:
    """A thumb on a phone: every tap is counted."""

    page: Page
    taps: int = 0

    def tap(self, what: Locator) -> None:
        what.scroll_into_view_if_needed()
        what.tap()
        self.taps += 1

    def button(self, name: str) -> None:
        self.tap(self.page.get_by_role("button", name=name).first)


@dataclass
class Served:
    """Zoé's folder behind a real server."""

    volunteer: Volunteer
    address: str

    @property
    def page(self) -> str:
        return self.address + self.volunteer.page

    @property
    def call(self) -> str:
        return self.address + self.volunteer.call

    def said(self) -> dict[str, str]:
        with self.volunteer.centre.store.reading() as conn:
            return {one.session: one.value.value for one in polls.answers(conn, POLL, ZOE)}

    def state(self, seat_id: str) -> tuple[str | None, SeatState]:
        with self.volunteer.centre.store.reading() as conn:
            seat = seats.find(conn, seat_id)  # type: ignore[arg-type]
        assert seat is not None
        return seat.holder.person_id, seat.state


@pytest.fixture
def zoe(tmp_path: Path) -> Iterator[Served]:
    volunteer = a_volunteer(tmp_path / "data")
    site = Site(volunteer.centre.store)
    with served(site) as port:
        yield Served(volunteer, f"http://127.0.0.1:{port}")
    site.close()


@pytest.fixture
def day_pages(tmp_path: Path) -> Iterator[list[str]]:
    """The pages of a session under way, each part of the lead's and the one behind the code at the door: a lot to count, an
    incident open, a container out, a name that waits, a line closed."""
    day = a_day(tmp_path / "day", TEN)
    lead = lead_actor(SESSION)
    add_lot(lead, day.store, SESSION, "covid_19_saison", "FX1", date(2027, 5, 31), 12)
    set_out_container(lead, day.store, SESSION, "C1")
    report_incident(lead, day.store, SESSION, "needle_stick", line=1, note="gant percé")
    write_name_at_the_door(day.store, SESSION, "Gwenn Passage")
    close_line(
        lead,
        day.store,
        SESSION,
        2,
        reason="pas de préparateur",
        expected=preview_closing(COORDINATOR, day.store, SESSION, 2).expected,
    )
    key = day.store.folder.key("links")
    with day.store.transaction() as conn:
        lead_page, door_page = (
            "/p/" + token_of(key, subject, links.ensure(conn, key, subject, TEN).generation)
            for subject in (lead_subject(SESSION), door_subject(SESSION))
        )
    site = Site(day.store)
    with served(site) as port:
        base = f"http://127.0.0.1:{port}"
        yield [*(f"{base}{lead_page}/{part}".rstrip("/") for part, _words in PARTS), base + door_page]
    site.close()


OpenPhone = Callable[..., Page]


@pytest.fixture
def phone(browser: Browser) -> Iterator[OpenPhone]:
    """Opens an address on a phone: touch, no JavaScript unless axe needs it, the size, the language and the light asked."""
    contexts = []

    def open_one(
        address: str,
        size: tuple[int, int] = IPHONE,
        *,
        scripts: bool = False,
        dark: bool = False,
        locale: str = "fr-FR",
    ) -> Page:
        context = browser.new_context(
            viewport={"width": size[0], "height": size[1]},
            has_touch=True,
            is_mobile=True,
            java_script_enabled=scripts,
            color_scheme="dark" if dark else "light",
            locale=locale,
            timezone_id="Europe/Paris",
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(15_000)
        page.goto(address)
        return page

    yield open_one
    for context in contexts:
        context.close()


@pytest.mark.parametrize("size", [IPHONE, SMALL], ids=["390 px", "320 px"])
def test_twelve_sessions_in_fourteen_taps(zoe: Served, phone: OpenPhone, size: tuple[int, int]) -> None:
    """One tap a session and one to send: thirteen; the page then says that the answers are noted."""
    page = phone(zoe.page, size)
    thumb = Thumb(page)
    rows = page.locator("form:has(input[name=poll]) > fieldset")
    expect(rows).to_have_count(12)
    wanted = ("oui", "si besoin", "non")
    for number in range(12):
        thumb.tap(rows.nth(number).get_by_text(wanted[number % 3], exact=True))
    thumb.button("Envoyer mes réponses")
    expect(page.get_by_role("status")).to_have_text("Merci ! Vos réponses sont notées.")
    assert sorted(zoe.said().values()) == ["if_needed"] * 4 + ["no"] * 4 + ["yes"] * 4
    assert thumb.taps == 13


def test_all_my_tuesdays_take_five_taps(zoe: Served, phone: OpenPhone) -> None:
    """Open the shortcuts, one tap for each half-day that comes back, send: twelve sessions answered."""
    page = phone(zoe.page)
    thumb = Thumb(page)
    thumb.tap(page.get_by_text("Aller plus vite", exact=False))
    for words, answer in (("lundis matin", "oui"), ("mardis matin", "non"), ("mardis après-midi", "si besoin")):
        row = page.get_by_role("group", name=f"Tous mes {words}")
        thumb.tap(row.get_by_text(answer, exact=True))
    thumb.button("Envoyer mes réponses")
    expect(page.get_by_role("status")).to_be_visible()
    assert len(zoe.said()) == 12
    assert thumb.taps == 5


@pytest.mark.parametrize("size", [IPHONE, SMALL], ids=["390 px", "320 px"])
def test_a_call_out_in_one_tap(zoe: Served, phone: OpenPhone, size: tuple[int, int]) -> None:
    """From the link of the message: read, tap « Oui, je viens », the seat is theirs."""
    page = phone(zoe.call, size)
    thumb = Thumb(page)
    expect(page.get_by_text("Mutuelle du Pratel")).to_be_visible()
    thumb.button("Oui, je viens")
    expect(page.get_by_role("status")).to_have_text("Merci ! Le poste est à vous.")
    assert zoe.state(HOLE) == (ZOE, SeatState.ACKNOWLEDGED)
    assert thumb.taps == 1


def test_confirming_takes_one_tap_and_leaving_two(zoe: Served, phone: OpenPhone) -> None:
    """« Vu, je confirme » at once; « je ne peux plus » says what it will do, then asks once."""
    page = phone(zoe.page)
    thumb = Thumb(page)
    thumb.button("Vu, je confirme (lundi 30 novembre")
    expect(page.get_by_role("status")).to_have_text("Merci, c’est noté : vous venez.")
    assert (zoe.state("seat-i-000"), thumb.taps) == ((ZOE, SeatState.ACKNOWLEDGED), 1)
    card = page.get_by_role("region", name="Samedi 5 décembre")
    thumb.tap(card.get_by_text("Je ne peux plus, ou je voudrais échanger"))
    expect(card.get_by_text("Votre poste sera libéré tout de suite")).to_be_visible()
    thumb.tap(card.get_by_role("button", name="Oui, je ne peux plus venir"))
    expect(page.get_by_role("status")).to_contain_text("Votre poste est libéré")
    assert (zoe.state("seat-i-005"), thumb.taps) == ((None, SeatState.OPEN), 3)


def test_the_keyboard_reaches_everything(zoe: Served, phone: OpenPhone) -> None:
    """Tab goes down the page in the order it is read; the answer to a call-out is given with Enter."""
    page = phone(zoe.call)
    for _step in range(3):
        page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Oui, je viens")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("Le poste est à vous")


@pytest.mark.parametrize("locale", ["fr-FR", "en-GB"])
def test_nothing_overflows_and_everything_fits_a_thumb(
    zoe: Served, day_pages: list[str], phone: OpenPhone, locale: str
) -> None:
    """At 320 px no page scrolls sideways, opened out or not, and what is pressed is at least 44 px high."""
    for address in (*every_page(zoe), *day_pages):
        page = phone(address, SMALL, scripts=True, locale=locale)
        page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
        assert page.evaluate("document.documentElement.scrollWidth") <= SMALL[0], address
        pressed = page.locator("button:visible, summary:visible, a.button:visible, .choice label:visible").all()
        small = [one.inner_text() for one in pressed if (one.bounding_box() or {"height": 0})["height"] < FINGER]
        assert small == [], address


@pytest.mark.node
@pytest.mark.parametrize("locale", ["fr-FR", "en-GB"])
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_axe_finds_nothing(zoe: Served, day_pages: list[str], phone: OpenPhone, locale: str, dark: bool) -> None:
    """Every page behind a link, everything opened out, in both languages and lights; also once done, refused, too late."""
    if not AXE.is_file():
        reason = "no axe-core (npm install, then RELEVE_NODE_MODULES)"
        pytest.fail(reason) if os.environ.get("CI") == "true" else pytest.skip(reason)
    found = {}
    for address in (*every_page(zoe), *day_pages):
        page = phone(address, SMALL, scripts=True, dark=dark, locale=locale)
        found |= faults(page, address)
    page = phone(zoe.page, scripts=True, dark=dark, locale=locale)
    page.locator("button[name=confirm]").first.click()
    found |= faults(page, "done")
    page.locator("form:has(input[name=poll]) > button").click()
    found |= faults(page, "refused")
    with zoe.volunteer.centre.store.transaction() as conn:
        conn.execute("UPDATE seat SET person_id = 'p-ali', state = 'acknowledged' WHERE id = ?", (HOLE,))
    found |= faults(phone(zoe.call, scripts=True, dark=dark, locale=locale), "too late")
    assert found == {}


def faults(page: Page, name: str) -> dict[str, list[str]]:
    """What axe holds against a page, by rule and element."""
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    page.evaluate(AXE.read_text(encoding="utf-8"))
    report = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    violations = [f"{one['id']}: {one['nodes'][0]['html'][:120]}" for one in report["violations"]]
    return {name: violations} if violations else {}


def every_page(zoe: Served) -> list[str]:
    """Each page that a volunteer's links open, the page of their calendar included; files apart."""
    own = [
        zoe.page + (f"/{page.part}" if page.part else "")
        for page in OWN_PAGES
        if LinkScope.PAGE in page.scopes and not page.part.endswith(".pdf") and page.part != "echange"
    ]
    calendar = f"{zoe.address}/calendrier/{zoe.volunteer.centre.link(person_subject(ZOE))}"
    return [*own, f"{zoe.page}/echange?poste=seat-i-000", zoe.call, calendar, f"{zoe.address}/p"]
