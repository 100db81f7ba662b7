"""One walk through every screen and every panel of the product, which many questions share.

A screen is opened by its address; its panels are those its own rows « Volet » offer, found as they are met, rows inside
panels too. Nothing is written: a walk only opens and reads.
"""

from __future__ import annotations

import importlib
import os
import pkgutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING
from zlib import crc32

from app.ui.places import HOME, SECTIONS
from app.words import _ as said
from app.words import use_language
from tests.journeys import probes

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page

    from tests.journeys.conftest import ServedDemo

LAPTOP, PHONE = (1366, 768), (390, 844)
FRENCH = "fr"
STILL = """async () => {
  let since = performance.now();
  while (performance.now() - since < 300) {
    await new Promise(done => setTimeout(done, 30));
    const state = document.querySelector("[data-test-script-state]")?.dataset.testScriptState;
    if (state !== "notRunning" || document.querySelector("[data-stale=true], [data-testid=stSkeleton]")) since = performance.now();
  }
}"""
"""300 ms in a row without a run, a stale part or an empty shape."""
WHOLE = bool(os.environ.get("RELEVE_EVERY_PANEL"))
"""Whether every panel is walked (minutes), or each screen with one in ten of its other panels."""
ONE_IN = 10
MOST_DEPTH = 3
"""Rows of panels one inside another: the deepest screens have two."""


@dataclass(frozen=True, slots=True)
class Screen:
    """What stands before a probe: which screen, which panels are open on it (their words), in which language."""

    file: str
    address: str
    panels: tuple[str, ...] = ()
    language: str = FRENCH

    def __str__(self) -> str:
        return " › ".join((self.address, *self.panels))


Probe = Callable[["Page", Screen], list[str]]


def probes_of(language: str) -> list[Probe]:
    """The probes asked in a language, by name of their module."""
    names = sorted(one.name for one in pkgutil.iter_modules(probes.__path__))
    modules = [importlib.import_module(f"{probes.__name__}.{name}") for name in names]
    return [one.probe for one in modules if language in getattr(one, "LANGUAGES", (FRENCH,))]


def places() -> list[tuple[str, str]]:
    """File and address of every screen that exists, in the order of the bar."""
    return [
        (place.file, "" if place.file == HOME else place.address) for _section, several in SECTIONS for place in several
    ]


def walk(page: Page, demo: ServedDemo, language: str = FRENCH, *, whole: bool = WHOLE) -> Iterator[Screen]:
    """Open every screen on the panel it opens on, and others: each is on the page, at rest, when it is given.

    ``whole``: all the others; otherwise the same few each time, which a change of ours meets soon enough.
    """
    for file, address in places():
        page.goto(f"{demo.address}/{address}?langue={language}")
        at_rest(page)
        yield from _panels(page, Screen(file, address or HOME, language=language), whole=whole)


def _panels(page: Page, screen: Screen, *, whole: bool) -> Iterator[Screen]:
    """The panel that is open, then the others of the deepest row, each with the rows it opens itself."""
    depth = len(screen.panels)
    rows = _rows(page, screen.language)
    if rows.count() <= depth or depth >= MOST_DEPTH:
        yield screen
        return
    choices = rows.nth(depth).get_by_role("radio")
    opened = next((number for number in range(choices.count()) if _is_open(choices.nth(number))), 0)
    for number in sorted(range(choices.count()), key=lambda number: number != opened):
        choice = choices.nth(number)
        words = choice.inner_text().strip()
        if number != opened and not whole and crc32(f"{screen.file} {depth} {number}".encode()) % ONE_IN:
            continue
        if not _is_open(choice):
            choice.click()
            at_rest(page)
        yield from _panels(
            page, Screen(screen.file, screen.address, (*screen.panels, words), screen.language), whole=whole
        )


def _is_open(choice: Locator) -> bool:
    return choice.get_attribute("aria-checked") == "true"


def _rows(page: Page, language: str) -> Locator:
    with use_language(language):
        return page.get_by_role("radiogroup", name=said("Volet"), exact=True)


def at_rest(page: Page) -> None:
    """Wait until something is drawn and the script of the page has stood still for a while: a run starts late after a click."""
    page.locator("[data-testid=stMainBlockContainer] [data-testid=stElementContainer]").first.wait_for(state="attached")
    page.evaluate(STILL)


@contextmanager
def on_a_phone(page: Page) -> Iterator[None]:
    """The same screen, 390 pixels wide, within the block."""
    page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
    page.wait_for_timeout(250)
    yield
    page.set_viewport_size({"width": LAPTOP[0], "height": LAPTOP[1]})


@contextmanager
def in_the_dark(page: Page) -> Iterator[None]:
    """The same screen on a dark ground, within the block."""
    page.emulate_media(color_scheme="dark")
    page.wait_for_timeout(250)
    yield
    page.emulate_media(color_scheme="light")


def signed_in(browser: Browser, demo: ServedDemo, role: str = "coordination", locale: str = "fr-FR") -> Page:
    """A page of someone of that role who has come in, on a laptop, in the light; whoever asks closes its context."""
    context = browser.new_context(
        viewport={"width": LAPTOP[0], "height": LAPTOP[1]},
        color_scheme="light",
        locale=locale,
        timezone_id="Europe/Paris",
        bypass_csp=True,
    )
    page = context.new_page()
    page.set_default_timeout(60_000)
    login, password = demo.accounts[role]
    page.goto(f"{demo.address}/connexion")
    page.locator("input[name=identifiant]").fill(login)
    page.locator("input[name=mot_de_passe]").fill(password)
    page.locator("input[name=mot_de_passe]").press("Enter")
    page.wait_for_url(lambda address: "/connexion" not in address)
    return page
