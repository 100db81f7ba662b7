"""Every screen and every panel, walked once a language as coordination: what each probe of ``probes/`` asks of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.journeys.every_screen import probes_of, signed_in, walk

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from tests.journeys.conftest import ServedDemo

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_screen_and_panel_answers_what_is_asked_of_all(
    browser: Browser, served_demo: ServedDemo, language: str
) -> None:
    """Nothing is wrong on any of them, said as « screen › panel: what »."""
    asked = probes_of(language)
    page = signed_in(browser, served_demo, locale="fr-FR" if language == "fr" else "en-GB")
    wrong = [
        f"{screen}: {what}"
        for screen in walk(page, served_demo, language)
        for one in asked
        for what in one(page, screen)
    ]
    page.context.close()
    assert not wrong, "\n".join(wrong)
