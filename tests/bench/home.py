"""Accueil at demonstration size: the first reading, each rerun, and how soon a browser shows it.

CPU seconds, the test harness included, bar 0.15 s a rerun; then the real server's CPU a rerun, frame and navigation
included; then wall time in Chromium, from the address to the first task readable, everything kept from before, bar 1.5 s.
"""

from __future__ import annotations

import shutil
import statistics
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING
from unittest.mock import patch

from app.services.accounts.who_acts import COOKIE
from tests.bench.a_screen import Opened, the_demonstration
from tests.bench.a_tab import Tab
from tests.bench.a_timed_server import served
from tests.bench.sessions import cpu_seconds, tokens_in

if TYPE_CHECKING:
    from tests.bench.rows import Row

FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-dev-shm-usage")
SETTLED_SECONDS = 5.0
"""After its first screen the server settles its memory, and its first duties of the day are done."""

USEFUL = ".st-key-home_tasks, .st-key-home_changes"
"""What is worth reading: the first things to do, or what changed."""


def run(quick: bool) -> list[Row]:
    """Four rows, three without Chromium. ``quick``: the harness alone, three reruns."""
    runs = 3 if quick else 7
    # A screen opened alone has no other screen to lead to.
    with (
        the_demonstration(),
        patch("streamlit.page_link"),
        patch("app.ui.panels.home_tasks.leads_to", lambda _page: True),
    ):
        page = Opened("home", {})
        found = [
            _row("first run", page.once(), "s CPU", "nothing kept"),
            _row("rerun", page.again(runs), "s CPU", "bar 0.15 s, nobody wrote in between"),
        ]
    if quick:
        return found
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "releve"
        token = tokens_in(folder)[0]
        with served(folder) as one:
            found.append(_row("rerun on the server", _rerun(one.port, one.pid, token, runs), "s CPU", "bar: 0.15 s"))
            if chromium := shutil.which("chromium"):
                found.append(
                    _row("first useful paint, warm", _paint(chromium, one.port, token, runs), "s", "bar: 1.5 s")
                )
    return found


def _row(name: str, value: float, unit: str, note: str) -> Row:
    return {"section": "home", "name": f"Accueil, {name}", "value": round(value, 3), "unit": unit, "note": note}


def _rerun(port: int, pid: int, token: str, runs: int) -> float:
    """CPU seconds of the server's process."""
    with Tab(port, token) as tab:
        tab.open("")
        time.sleep(SETTLED_SECONDS)
        tab.open("")
        began = cpu_seconds(pid)
        for _run in range(2 * runs):
            tab.open("")
        return (cpu_seconds(pid) - began) / (2 * runs)


def _paint(chromium: str, port: int, token: str, runs: int) -> float:
    """The median of so many visits, after two that fill the browser's cache."""
    from playwright.sync_api import sync_playwright

    address, waits = f"http://127.0.0.1:{port}", list[float]()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=list(FLAGS))
        context = browser.new_context(viewport={"width": 1366, "height": 768}, locale="fr-FR")
        context.add_cookies([{"name": COOKIE, "value": token, "url": address}])
        page = context.new_page()
        for _visit in range(runs + 2):
            page.goto("about:blank")
            began = time.perf_counter()
            page.goto(address, wait_until="commit")
            page.locator(USEFUL).first.wait_for(timeout=60_000)
            waits.append(time.perf_counter() - began)
        browser.close()
    return statistics.median(waits[2:])
