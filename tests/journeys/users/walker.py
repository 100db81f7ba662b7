"""Somebody in front of a screen or of a page behind a link: every click, tap or field set is one gesture."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from playwright.sync_api import expect

from tests.journeys.hand import Hand
from tests.journeys.settled import READY

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

    from tests.journeys.users.album import Album
    from tests.journeys.users.looks import Look

FAILED = "Une erreur du logiciel empêche d’afficher ceci. Vos données enregistrées ne sont pas touchées."
TO_A_SCREEN = 2
"""Gestures to another screen: open its word in the bar, then press its name."""


class Walker(Hand):
    """A hand that speaks the language of its look: what it presses is named by its source text."""

    def __init__(self, page: Page, look: Look, album: Album) -> None:
        super().__init__(page)
        self.look, self.album = look, album

    def press(self, text: str, role: str = "button") -> None:
        """What bears exactly these words."""
        self.click(self.look.says(text), role)

    def press_like(self, pattern: str, role: str = "button") -> None:
        """The first whose words match."""
        self.click(re.compile(pattern), role)

    def types(self, label: str, text: str) -> None:
        self.fill(self.look.says(label), text)

    def on(self, what: Locator) -> None:
        """Press a thing that is found otherwise than by its words."""
        self.waits()
        what.first.click()
        self.gestures += 1

    def signs_in(self, who: tuple[str, str]) -> None:
        """At the page a browser was led to; not counted, as nobody counts it for the others."""
        self.page.locator("input[name=identifiant]").fill(who[0])
        self.page.locator("input[name=mot_de_passe]").fill(who[1])
        self.page.locator("form button.primary").first.click()
        self.page.wait_for_url(lambda address: "/connexion" not in address)

    def walks(self, address: str) -> None:
        """To another screen by the bar: two gestures."""
        self.go(address)
        self.gestures += TO_A_SCREEN

    def keeps(self, step: str, front: str = "", height: int = 0) -> None:
        """A picture of the screen, which holds no failure of ours; ``front``, ``height``: as an album keeps them."""
        self.waits()
        expect(self.page.get_by_text(self.look.says(FAILED), exact=True)).to_have_count(0)
        self.album.keep(self.page, step, front=front, height=height)


class Thumb(Walker):
    """A page behind a link, without scripts: the answer is a whole page, nothing is waited for."""

    def waits(self) -> None:
        """Nothing runs after the page is there."""

    def keeps(self, step: str, front: str = "", height: int = 0) -> None:
        self.album.keep(self.page, step, front=front, height=height, is_screen=False)

    def told(self) -> str:
        """What the page says was done."""
        said = self.page.get_by_role("status").first
        expect(said).to_be_visible(timeout=READY)
        return said.inner_text()
