"""Tests of app/response/situation.py: the figures of an event are kept as they were."""

from __future__ import annotations

from app.response.situation import as_text, from_text
from tests.response.a_situation import BARE, FULL


def test_figures_are_kept_as_they_were() -> None:
    """What is frozen reads back whole; a field that a later version added takes its default, one it dropped is left out."""
    assert from_text(as_text(FULL)) == FULL
    old = as_text(BARE).replace('"open_points": 0, ', "").replace('"title"', '"gone": 3, "title"')
    assert from_text(old) == BARE
