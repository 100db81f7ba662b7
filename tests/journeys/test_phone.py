"""A coordinator's phone at 18:00, and pages of 320 pixels: what is urgent is under the thumb, and nothing goes past the edge."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from app.store.database import open_store
from app.web.site import Site
from tests.bench.calendars import served
from tests.journeys.conftest import sign_in
from tests.journeys.demo_pages import BEHIND_A_LOGIN, OPEN_TO_ALL, behind_links
from tests.journeys.every_screen import LAPTOP, PHONE, at_rest, signed_in

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, Locator, Page

    from tests.journeys.conftest import ServedDemo

pytestmark = pytest.mark.browser

FINGER = 44
SMALL = (320, 568)
GESTURES = {
    "Accueil": "[class*=st-key-home_tasks] button",
    "À pourvoir": ".st-key-rota_sides h2",
    "Appeler": "[data-testid=stMain] [data-testid=stButton] button",
    "Jour J": "[data-testid=stMain] h1",
    "Noter": "[data-testid=stBaseButton-primary], [data-testid=stBaseButton-primaryFormSubmit]",
}
"""Word of the bar → what the first screen of a phone shows there, whatever the day of the demonstration."""

WRONG = """(finger) => {
  document.querySelectorAll('details').forEach((one) => { one.open = true; });
  const edge = innerWidth + .5, wrong = [];
  if (document.documentElement.scrollWidth > edge) wrong.push(`${document.documentElement.scrollWidth} px wide`);
  for (const one of document.body.querySelectorAll('*')) {
    const box = one.getBoundingClientRect();
    if (box.width > 1 && box.height > 1 && (box.right > edge || box.left < -.5)) wrong.push(`${one.tagName} ends at ${Math.round(box.right)} px`);
    const pressed = !one.matches('.hidden') && one.matches('button, summary, select, textarea, a.button, input[type=text], input[type=password], input:not([type]), label:has(input[type=radio]), label:has(input[type=checkbox])');
    if (pressed && box.height > 1 && box.height < finger - .5) wrong.push(`${one.tagName} « ${(one.innerText || one.name).slice(0, 30)} » is ${Math.round(box.height)} px high`);
  }
  return [...new Set(wrong)].slice(0, 3);
}"""


def test_the_urgent_gestures_stand_under_the_thumb_and_open_on_what_presses(
    browser: Browser, served_demo: ServedDemo
) -> None:
    """From anywhere one tap, and what presses there is above the bar without scrolling; a laptop has no such bar."""
    page = signed_in(browser, served_demo)
    at_rest(page)
    expect(_bar(page)).to_be_hidden()
    page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
    for word, shown in GESTURES.items():
        _bar(page).get_by_role("link", name=word, exact=False).first.click()
        at_rest(page)
        first = page.locator(shown).filter(visible=True).first
        expect(first).to_be_visible()
        assert _bottom(first) <= _top(_bar(page)), (word, _bottom(first))
    page.context.close()


def test_no_link_of_the_bar_is_smaller_than_a_finger_or_past_the_edge(
    browser: Browser, served_demo: ServedDemo
) -> None:
    """At 390 and at 320 pixels, for the crisis cell too, whose four are others."""
    for role, words in (
        ("coordination", list(GESTURES)),
        ("cellule_de_crise", ["Accueil", "Événement", "Alerter", "Sans soins", "Noter"]),
    ):
        page = signed_in(browser, served_demo, role)
        for size in (PHONE, SMALL):
            page.set_viewport_size({"width": size[0], "height": size[1]})
            at_rest(page)
            links = [one for one in _bar(page).get_by_role("link").all() if one.is_visible()]
            assert [one.locator("p").inner_text() for one in links] == words
            boxes = [one.bounding_box() for one in links]
            assert all(box and box["height"] >= FINGER and box["x"] + box["width"] <= size[0] for box in boxes)
        page.context.close()


def test_the_roles_of_a_week_are_all_seen_on_a_laptop(browser: Browser, served_demo: ServedDemo) -> None:
    """At 1366 pixels the last column of the rota is whole: nothing to scroll sideways."""
    page = signed_in(browser, served_demo)
    page.goto(f"{served_demo.address}/planning")
    at_rest(page)
    wide, seen = page.locator(".releve-grid .scroller").evaluate("one => [one.scrollWidth, one.clientWidth]")
    assert (LAPTOP[0], wide) == (1366, seen)
    page.context.close()


def test_every_page_that_is_no_screen_holds_in_320_pixels(
    browser: Browser, served_demo: ServedDemo, tmp_path: Path
) -> None:
    """Behind a link of each kind, at the door and behind a login, all folded out: nothing past the edge, all within a thumb's reach."""
    folder = tmp_path / "data"
    shutil.copytree(served_demo.folder, folder)
    store = open_store(folder)
    site = Site(store)
    wrong: list[str] = []
    opened: set[str] = set()
    with served(site) as port:
        page = _small_page(browser)

        def look(path: str, name: str) -> None:
            answered = page.goto(f"http://127.0.0.1:{port}/{path}")
            if answered is not None and answered.ok:
                opened.add(name)
                wrong.extend(f"{name}: {one}" for one in page.evaluate(WRONG, FINGER))

        for path, name in behind_links(store).items():
            look(path, name)
        for path in OPEN_TO_ALL:
            look(path, path)
        page.goto(f"http://127.0.0.1:{port}/connexion")
        sign_in(page, *served_demo.accounts["professionnel"])
        for path in BEHIND_A_LOGIN:
            look(path, path)
        page.context.close()
    site.close()
    assert wrong == []
    # What does not open on any day of the demonstration (a lead’s page, a door, a call-out to someone not called) has its own journeys.
    assert {
        "page",
        "page preferences",
        "partner",
        "alert",
        "desk",
        "request",
        "flash",
    } <= opened
    assert {
        "plan_review",
        "slots",
        "exercise",
        "exercise observation",
        "projector",
        "improvement",
        *BEHIND_A_LOGIN,
    } <= opened


def _small_page(browser: Browser) -> Page:
    context = browser.new_context(
        viewport={"width": SMALL[0], "height": SMALL[1]}, has_touch=True, is_mobile=True, color_scheme="dark",
        locale="fr-FR", timezone_id="Europe/Paris",
    )  # fmt: skip
    return context.new_page()


def _bar(page: Page) -> Locator:
    return page.locator(".st-key-releve_urgent_bar")


def _top(one: Locator) -> float:
    box = one.bounding_box()
    assert box is not None
    return box["y"]


def _bottom(one: Locator) -> float:
    box = one.bounding_box()
    assert box is not None
    return box["y"] + box["height"]
