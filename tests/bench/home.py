"""Accueil at demonstration size: the first reading, then each rerun. CPU seconds, the test harness included; bound: 0.15 s."""

from __future__ import annotations

from unittest.mock import patch

from tests.bench.a_screen import Opened, row, the_demonstration

Row = dict[str, object]


def run(quick: bool) -> list[Row]:
    """Two rows. ``quick``: three reruns."""
    # A screen opened alone has no other screen to lead to.
    with (
        the_demonstration(),
        patch("streamlit.page_link"),
        patch("app.ui.panels.home_tasks.leads_to", lambda _page: True),
    ):
        page = Opened("home", {})
        return [
            row("home", "Accueil, first run", page.once(), "nothing kept"),
            row("home", "Accueil, rerun", page.again(3 if quick else 7), "bound 0.15 s, nobody wrote in between"),
        ]
