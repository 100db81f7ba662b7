"""No violation of WCAG 2.0 to 2.2, A and AA, nor of axe's good practice, in light and in dark."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.journeys.every_screen import in_the_dark

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.journeys.every_screen import Screen

AXE = Path(os.environ.get("RELEVE_NODE_MODULES", "node_modules")).absolute() / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
CHOSEN = {"runOnly": RULES, "resultTypes": ["violations"]}
COLOURS = {"runOnly": {"type": "rule", "values": ["color-contrast"]}, "resultTypes": ["violations"]}
"""All that the dark changes."""
STREAMLIT = {"presentation-role-conflict": "stFileUploaderDropzone"}
"""What the library that draws the screens gets wrong itself: rule → the only part it is forgiven on. Said on /accessibilite."""
RUN = """async ([chosen, forgiven]) => (await axe.run(chosen)).violations
  .map(one => [one.id, one.nodes.map(node => node.html).filter(html => !forgiven[one.id] || !html.includes(forgiven[one.id]))])
  .filter(([_id, nodes]) => nodes.length)
  .map(([id, nodes]) => id + ": " + nodes.slice(0, 3).map(html => html.slice(0, 120)).join(" | "))"""


def probe(page: Page, screen: Screen) -> list[str]:
    if not AXE.is_file():
        pytest.skip("axe-core is not installed (npm ci)")
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(AXE.read_text(encoding="utf-8"))
    wrong = _read(page, CHOSEN)
    with in_the_dark(page):
        dark = _read(page, COLOURS)
        if dark:
            # Colours pass from one theme to the other a moment after it is asked.
            page.wait_for_timeout(1500)
            dark = _read(page, COLOURS)
        wrong += [f"{one} (dark)" for one in dark]
    return wrong


def _read(page: Page, chosen: object) -> list[str]:
    return list(page.evaluate(RUN, [chosen, STREAMLIT]))
