"""The crisis bag opened from a USB stick, without network: a phone at night, a laptop, a browser without script, paper."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from app.services.crisis_bag.pack_crisis_bag import pack_crisis_bag
from app.store.crisis_bags import HTML
from tests.builders import COORDINATOR
from tests.journeys.conftest import LAPTOP, PHONE
from tests.services.a_day import EIGHT, a_day

pytestmark = pytest.mark.browser


@pytest.fixture
def page_file(tmp_path: Path) -> Path:
    """The page of a bag packed on Monday at half past eight."""
    return pack_crisis_bag(COORDINATOR, a_day(tmp_path, EIGHT).store).bag.path / HTML


def opened(
    browser: Browser,
    file: Path,
    at: datetime,
    size: tuple[int, int] = PHONE,
    *,
    script: bool = True,
    dark: bool = False,
) -> tuple[BrowserContext, Page, list[str]]:
    """The file in a browser that has no network, at an instant; and whatever it complained of or asked for."""
    context = browser.new_context(
        viewport={"width": size[0], "height": size[1]},
        offline=True,
        java_script_enabled=script,
        color_scheme="dark" if dark else "light",
        timezone_id="Europe/Paris",
        locale="fr-FR",
    )
    page, troubles = context.new_page(), list[str]()
    page.on("pageerror", lambda error: troubles.append(str(error)))
    page.on("console", lambda message: troubles.append(message.text))
    page.on("request", lambda sent: None if sent.url.startswith(("file:", "data:")) else troubles.append(sent.url))
    page.clock.set_fixed_time(at)
    page.goto(file.as_uri())
    return context, page, troubles


def age(page: Page) -> str:
    return page.locator(".age").inner_text().replace("\u00a0", " ").replace("\u202f", " ")


@pytest.mark.parametrize(
    ("later", "said"),
    [
        (timedelta(minutes=20), "Elle a moins d’une heure."),
        (timedelta(minutes=80), "Elle a une heure."),
        (timedelta(hours=30), "Elle a 30 heures."),
        (timedelta(days=9), "Elle a 9 jours."),
        (timedelta(days=-1), "8 h 30. Au-delà"),
    ],
)
def test_it_says_its_age_and_warns_when_it_is_old(
    browser: Browser, page_file: Path, later: timedelta, said: str
) -> None:
    """By the reader's own clock; one that runs behind says nothing rather than something false."""
    context, page, troubles = opened(browser, page_file, EIGHT + later)
    assert age(page).startswith("Copie du 30 novembre 2026, 8 h 30.")
    assert said in age(page)
    assert page.evaluate("document.body.classList.contains('old')") == (later >= timedelta(hours=48))
    assert troubles == []
    context.close()


@pytest.mark.parametrize(("size", "dark"), [(PHONE, True), (LAPTOP, False)])
def test_everyone_is_found_and_rung_without_network(
    browser: Browser, page_file: Path, size: tuple[int, int], dark: bool
) -> None:
    """The menu leads to each chapter, numbers ring, nothing runs over the side, targets are thumb-sized."""
    context, page, troubles = opened(browser, page_file, EIGHT, size, dark=dark)
    page.get_by_role("link", name="Planning").click()
    row = page.locator("#planning").get_by_role("row").filter(has_text="Denez Fictif")
    assert row.get_by_role("link").get_attribute("href") == "tel:0639980004"
    assert row.is_visible()
    assert page.locator("#postes-a-pourvoir .open").count() == 2
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    if size == PHONE:
        small = page.eval_on_selector_all(
            "nav a, .numbers a, td a",
            "links => links.filter(a => a.getBoundingClientRect().height < 44).map(a => a.textContent)",
        )
        assert small == []
    assert page.evaluate("document.fonts.check('16px \"Atkinson Hyperlegible\"')")
    assert troubles == []
    context.close()


def test_without_script_nothing_is_missing_but_the_arithmetic(browser: Browser, page_file: Path) -> None:
    """Its date is written out, with what to think of it."""
    context, page, troubles = opened(browser, page_file, EIGHT + timedelta(days=9), script=False)
    assert age(page) == "Copie du 30 novembre 2026, 8 h 30. Au-delà de deux jours, cherchez une copie plus récente."
    assert page.get_by_text("Denez Fictif").first.is_visible()
    assert troubles == []
    context.close()
