"""Tests of app/indicators/action_sheet.py: the sheet as shipped, and a level that does not exist."""

from __future__ import annotations

import pytest

from app.core.errors import InvalidInput
from app.indicators.action_sheet import HEADING_WORDS, Heading, Maturity, action_sheet, sheet_line_of
from app.library import Library
from app.library.content import built


def test_the_shipped_sheet_has_every_heading() -> None:
    """Population, objectives, steps, resources, maturity and calendar, each with its source."""
    lines = [built(row, sheet_line_of) for row in Library().file("action_sheet.csv")]
    sheet = action_sheet(lines, (), ())
    assert {heading for heading in HEADING_WORDS if sheet.of(heading)} == set(HEADING_WORDS)
    assert sheet.maturity is Maturity.MANAGED
    assert all(line.source for line in lines)
    assert len(sheet.of(Heading.TITLE)) == 1


def test_a_level_is_between_one_and_five() -> None:
    """« 6 » is refused in a sentence."""
    with pytest.raises(InvalidInput):
        sheet_line_of({"heading": "maturity", "text_fr": "6", "text_en": "6", "source": "x"})
