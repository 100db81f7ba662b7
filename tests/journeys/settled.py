"""Waiting as a person does: until the page has finished answering the gesture before."""

from __future__ import annotations

from playwright.sync_api import Page

READY = 60_000
"""Milliseconds: a proposal on a busy machine."""
_LOOKS = 3
_BETWEEN = 150


def settled(page: Page) -> None:
    """Wait until the script of the page stands still, seen several times in a row: a run may start a moment after a gesture."""
    still = page.locator("[data-test-script-state=notRunning]")
    for _look in range(_LOOKS):
        page.wait_for_timeout(_BETWEEN)
        still.wait_for(timeout=READY)
