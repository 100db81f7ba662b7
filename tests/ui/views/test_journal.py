"""The Journal says what was verified, and when; never that all holds before somebody asked."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from app.services.keeping.read_journal import JournalPage, JournalRow
from app.store.journal import Span
from app.ui.views import journal as view

NOW = datetime(2026, 11, 26, 8, 24, 37, tzinfo=UTC)
"""Thursday 26 November 2026, 9:24:37 in Paris."""


def a_page() -> JournalPage:
    return JournalPage((), 0, Span(337, NOW - timedelta(days=1), NOW), None, {})


@pytest.mark.parametrize(
    ("ago", "said"),
    [
        (None, "337 écritures depuis le 25 novembre 2026."),
        (0, "337 écritures depuis le 25 novembre 2026. Chaîne vérifiée à l’instant : rien n’a été réécrit."),
        (
            84,
            "337 écritures depuis le 25 novembre 2026. Chaîne vérifiée jeudi 26 novembre à 8 h : rien n’a été réécrit.",
        ),
    ],
)
def test_that_nothing_was_rewritten_is_said_with_its_hour(ago: int | None, said: str) -> None:
    """Before anybody asked, only how many entries."""
    verified_at = None if ago is None else NOW - timedelta(minutes=ago)
    assert view.sentence(a_page(), (), verified_at, NOW).replace("\u00a0", " ") == said


def test_a_rupture_is_said_whoever_asked() -> None:
    """The count would hide it."""
    assert "chaîne est rompue" in view.sentence(a_page(), ("altéré",), None, NOW)


def test_a_row_says_the_hour_without_its_seconds_on_one_line() -> None:
    """« 9 h 24 »: the export keeps the seconds."""
    row = JournalRow(1, NOW, "Maïwenn Fictif", "connexion", "", "")
    assert view.cells(row) == ("jeu. 26 nov., 9\u00a0h\u00a024", "Maïwenn Fictif", "connexion", "", "")
