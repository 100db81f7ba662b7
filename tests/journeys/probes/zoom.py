"""At 200 % on a laptop, 683 CSS pixels wide: nothing scrolls sideways, no first sentence or band is cut."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.journeys.every_screen import LAPTOP

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.journeys.every_screen import Screen

LOST = """() => {
  const wrong = [], main = document.querySelector("[data-testid=stMain]");
  for (const one of [document.documentElement, main]) if (one.scrollWidth > one.clientWidth + 1) wrong.push("scrolls sideways");
  const said = document.querySelector("h1");
  if (!said) wrong.push("no first sentence");
  else if (said.scrollWidth > said.clientWidth + 1) wrong.push("first sentence cut");
  for (const band of document.querySelectorAll(".releve-band p")) {
    const box = band.getBoundingClientRect(), held = band.parentElement.getBoundingClientRect();
    if (box.height > held.height + 1) wrong.push("band cut: " + band.innerText.slice(0, 30));
  }
  return wrong;
}"""


def probe(page: Page, screen: Screen) -> list[str]:
    page.set_viewport_size({"width": LAPTOP[0] // 2, "height": LAPTOP[1] // 2})
    page.wait_for_timeout(150)
    wrong = list(page.evaluate(LOST))
    if wrong:
        # A grid takes its new width a moment after the window.
        page.wait_for_timeout(1500)
        wrong = list(page.evaluate(LOST))
    page.set_viewport_size({"width": LAPTOP[0], "height": LAPTOP[1]})
    return wrong
