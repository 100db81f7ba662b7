"""The address carries the view: back, reload and a link given to a colleague bring back what was chosen, in their language."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.journeys.every_screen import at_rest, signed_in

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page

    from tests.journeys.conftest import ServedDemo

pytestmark = pytest.mark.browser


def chosen(page: Page) -> str:
    """The open panel."""
    return page.get_by_role("radio", checked=True).first.inner_text().strip()


def about(page: Page) -> Locator:
    """The list of what messages are about, whatever the language: the second of the filters."""
    return page.locator("[data-testid=stSelectbox] input").nth(1)


def test_back_reload_and_share_bring_the_view_back(browser: Browser, served_demo: ServedDemo) -> None:
    """A panel and a filter stand in the address; going back undoes them one by one; the link opens them in English."""
    page = signed_in(browser, served_demo)
    page.goto(f"{served_demo.address}/messages")
    at_rest(page)
    first = chosen(page)
    page.get_by_role("radio", name="Envoyés").click()
    at_rest(page)
    about(page).click()
    page.get_by_role("option").nth(1).click()
    at_rest(page)
    words, address = about(page).input_value(), page.url
    page.reload()
    at_rest(page)
    assert (chosen(page), about(page).input_value()) == ("Envoyés", words)
    page.go_back()
    at_rest(page)
    expect(about(page)).to_have_value("Tous les objets")
    page.go_back()
    at_rest(page)
    expect(page.get_by_role("radio", checked=True).first).to_have_text(first)
    page.goto(f"{address}&langue=en")
    at_rest(page)
    assert chosen(page) != "Envoyés"
    assert about(page).input_value() not in {"", words}
    page.context.close()
