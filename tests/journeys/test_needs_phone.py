"""A nurse in her car, a phone, no JavaScript: from the list to « C’est noté » in a few taps and under twenty seconds."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from app.services.accounts.who_acts import COOKIE
from app.services.continuity.read_register import read_register
from app.web.site import Site
from tests.bench.calendars import served
from tests.services.a_relay import OURS
from tests.web.a_practice import Practices, practices

pytestmark = pytest.mark.browser

IPHONE, SMALL = (390, 844), (320, 568)
FINGER = 44
"""Least height of what a thumb presses, in CSS pixels (UI, page perso)."""
TAP_SECONDS = 1.1
"""Pointing at a known target and pressing it: K-L-M of Card, Moran and Newell (1980), P 1.1 s, the press included."""
THINK_SECONDS = 1.35
"""M of the same: before each choice."""
SCROLL_SECONDS = 0.8
PAGE_SECONDS = 1.5
"""A page of ours with one bar: 6 kB at a hundred kilobits a second, and the way there and back."""
LIMIT = 20
AXE = Path(os.environ.get("RELEVE_NODE_MODULES", "node_modules")).absolute() / "axe-core" / "axe.min.js"
PAGES = ("", "/nouveau", "/relais", "/cles")


@dataclass
class Nurse:
    """A thumb on a phone at a human pace: taps, choices thought over, pages waited for."""

    page: Page
    taps: int = 0
    pages: int = 0
    thoughts: int = 0
    scrolls: int = 0

    def tap(self, what: Locator, *, thinks: bool = False, leads: bool = False) -> None:
        box, size = what.bounding_box(), self.page.viewport_size
        assert box is not None
        assert size is not None
        self.scrolls += not 0 <= box["y"] <= size["height"] - box["height"]
        what.scroll_into_view_if_needed()
        what.tap()
        self.taps += 1
        self.thoughts += thinks
        self.pages += leads

    def choose(self, what: Locator, value: str) -> None:
        """A list opened with one tap and a line of it chosen with another, scrolled to."""
        what.select_option(value)
        self.taps += 2
        self.thoughts += 1
        self.scrolls += 1

    @property
    def seconds(self) -> float:
        return (
            self.taps * TAP_SECONDS
            + self.thoughts * THINK_SECONDS
            + self.scrolls * SCROLL_SECONDS
            + self.pages * PAGE_SECONDS
        )


@dataclass
class Served:
    """The practices behind a real server, and a member's login."""

    practices: Practices
    address: str
    login: str


@pytest.fixture
def auray(tmp_path: Path) -> Iterator[Served]:
    """Four needs of Auray, to review; Anne is signed in."""
    with practices(tmp_path / "data", closed=False) as made:
        login = made.browser(OURS).cookies[COOKIE]
        site = Site(made.store)
        with served(site) as port:
            yield Served(made, f"http://127.0.0.1:{port}", login)
        site.close()


OpenPhone = Callable[..., Page]


@pytest.fixture
def phone(browser: Browser, auray: Served) -> Iterator[OpenPhone]:
    """Opens a page as Anne, on a phone: touch, no JavaScript unless axe needs it."""
    contexts: list[BrowserContext] = []

    def open_one(path: str = "", size: tuple[int, int] = IPHONE, *, scripts: bool = False, dark: bool = False) -> Page:
        context = browser.new_context(
            viewport={"width": size[0], "height": size[1]},
            has_touch=True,
            is_mobile=True,
            java_script_enabled=scripts,
            color_scheme="dark" if dark else "light",
            locale="fr-FR",
            timezone_id="Europe/Paris",
        )
        context.add_cookies([{"name": COOKIE, "value": auray.login, "url": auray.address}])
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(15_000)
        page.goto(f"{auray.address}/suivis{path}")
        return page

    yield open_one
    for context in contexts:
        context.close()


@pytest.mark.parametrize("size", [IPHONE, SMALL], ids=["390 px", "320 px"])
def test_a_need_is_noted_in_five_taps_and_under_twenty_seconds(
    auray: Served, phone: OpenPhone, size: tuple[int, int]
) -> None:
    """« Noter un suivi », the category (two taps), informed, « Noter »: the number, the commune and the limits are there."""
    nurse = Nurse(phone(size=size))
    page = nurse.page
    nurse.tap(page.get_by_role("link", name="Noter un suivi"), leads=True)
    nurse.choose(page.get_by_label("Catégorie", exact=True), "PLAIE")
    nurse.tap(page.get_by_role("radio", name="Oui").locator(".."), thinks=True)
    nurse.tap(page.get_by_role("button", name="Noter", exact=True), leads=True)
    expect(page.get_by_role("status")).to_have_text("C’est noté.")
    rows = read_register(auray.practices.member(OURS), auray.practices.store, OURS).rows
    assert {(row.need.pseudonym, row.need.category) for row in rows} >= {("P-0005", "PLAIE")}
    assert nurse.taps == 5
    assert nurse.seconds < LIMIT


def test_renewing_is_one_tap_and_ending_three(auray: Served, phone: OpenPhone) -> None:
    """« Toujours d’actualité » from the list; « Modifier ou terminer », « Ce suivi est fini », « Oui »."""
    nurse = Nurse(phone())
    page = nurse.page
    nurse.tap(page.get_by_role("button", name="Toujours d’actualité").first, leads=True)
    expect(page.get_by_role("status")).to_have_text("C’est noté : toujours d’actualité.".replace(" :", "\u00a0:"))
    assert nurse.taps == 1
    nurse.tap(page.get_by_role("link", name="Modifier ou terminer").first, leads=True)
    nurse.tap(page.get_by_text("Ce suivi est fini", exact=True))
    nurse.tap(page.get_by_role("button", name="Oui, ce suivi est fini"), leads=True)
    expect(page.get_by_role("status")).to_contain_text("n’est plus gardé")
    assert nurse.taps == 4
    assert len(read_register(auray.practices.member(OURS), auray.practices.store, OURS).rows) == 3


@pytest.mark.parametrize("path", PAGES)
def test_nothing_sticks_out_and_every_button_holds_a_thumb(phone: OpenPhone, path: str) -> None:
    """At 320 px: one column, no side scroll, 44 px for each button and field."""
    page = phone(path, SMALL, scripts=True)
    assert page.evaluate("document.documentElement.scrollWidth") <= SMALL[0]
    small = page.evaluate(
        "finger => [...document.querySelectorAll('button, .button, select, input[type=text], summary')]"
        ".filter(one => one.offsetParent && one.getBoundingClientRect().height < finger).map(one => one.outerHTML)",
        FINGER,
    )
    assert small == []


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_every_page_is_read_by_axe(phone: OpenPhone, dark: bool) -> None:
    """No violation of WCAG 2 A and AA, in light and dark."""
    if not AXE.is_file():
        pytest.skip("axe-core is not installed (npm ci)")
    for path in PAGES:
        page = phone(path, scripts=True, dark=dark)
        page.evaluate(AXE.read_text(encoding="utf-8"))
        found = page.evaluate("() => axe.run({runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa']})")
        assert [(path, one["id"]) for one in found["violations"]] == []
