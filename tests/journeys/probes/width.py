"""On a phone, 390 pixels wide: nothing goes past the edge or scrolls the page sideways, and what is pressed has a finger's room.

A table, a grid or a chart may be wider when it scrolls within itself. Not measured: what has its own words beside it (the
small buttons inside a field, the handles of a chart), which nobody needs to press; what is
folded, which takes its width when it unfolds.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.journeys.every_screen import on_a_phone

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.journeys.every_screen import Screen

FINGER = 44
"""Least height of what a thumb presses, in CSS pixels."""

WIDE = """() => {
  const edge = innerWidth + 1, wrong = [];
  const main = document.querySelector('[data-testid=stMain]');
  if (document.scrollingElement.scrollWidth > edge) wrong.push(`the page is ${document.scrollingElement.scrollWidth} px wide`);
  if (main.scrollWidth > edge) wrong.push(`the screen is ${main.scrollWidth} px wide`);
  const above = (one) => one.parentElement ?? one.getRootNode().host;
  const held = (one) => {
    for (let at = above(one); at && at !== main; at = above(at)) {
      const style = getComputedStyle(at), box = at.getBoundingClientRect();
      if (style.clipPath !== 'none' || (style.overflowX !== 'visible' && box.right <= edge && box.left >= -1)) return true;
    }
    return false;
  };
  const roots = [main, ...[...main.querySelectorAll('*')].map((one) => one.shadowRoot).filter(Boolean)];
  for (const root of roots) for (const one of root.querySelectorAll('*')) {
    if (one.closest('[data-testid=stElementToolbar], svg')) continue;
    const box = one.getBoundingClientRect();
    if (box.width > 1 && box.height > 1 && (box.right > edge || box.left < -1) && one.checkVisibility() && !held(one))
      wrong.push(`${one.dataset?.testid ?? one.className ?? one.tagName} stands at ${Math.round(box.left)}–${Math.round(box.right)} px`);
  }
  return wrong.slice(0, 3);
}"""

SMALL = """(finger) => {
  const pressed = ['[data-testid^="stBaseButton"]', '[data-testid=stPopoverButton]', '[data-testid=stPageLink-NavLink]',
    '[data-testid=stButtonGroup] button', '[data-testid=stExpander] summary', '[data-testid=stMain] a.releve-way'].join();
  const roots = [document, ...[...document.querySelectorAll('[data-testid=stMain] *')].map((one) => one.shadowRoot).filter(Boolean)];
  const wrong = [];
  for (const root of roots) for (const one of root.querySelectorAll(root === document ? pressed : 'button, [role=option], [draggable]')) {
    const box = one.getBoundingClientRect();
    if (one.closest('[data-testid=stElementToolbar], [data-testid=stSidebar], [data-testid=stHeader]')) continue;
    if (box.width > 1 && box.height > 1 && box.height < finger - .5) wrong.push(`${Math.round(box.height)} px high: ${one.innerText.trim().slice(0, 40)}`);
  }
  return wrong.slice(0, 3);
}"""


LATE = (500, 1500, 3000)
"""Milliseconds between two looks, while something is wrong: a grid takes its new width a moment after the window."""


def probe(page: Page, screen: Screen) -> list[str]:
    with on_a_phone(page):
        wrong = _wrong(page)
        for late in LATE:
            if not wrong:
                break
            page.wait_for_timeout(late)
            wrong = _wrong(page)
        return wrong


def _wrong(page: Page) -> list[str]:
    return [*page.evaluate(WIDE), *page.evaluate(SMALL, FINGER)]
