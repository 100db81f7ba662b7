"""Half-days that are no ordinary ones say so."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from app.drills.world import Part, Slice
from app.ui.views.coverage_slice import unusual

THURSDAY = datetime(2026, 11, 26, 7, tzinfo=UTC)


def said(days: int, part: Part) -> str:
    starts = THURSDAY + timedelta(days=days)
    return unusual(Slice(starts, starts + timedelta(hours=5), part))


def test_a_night_and_a_weekend_are_said_a_working_day_is_not() -> None:
    """Thursday says nothing; Saturday, Sunday and any night do."""
    assert said(0, Part.MORNING) == said(0, Part.AFTERNOON) == ""
    assert said(2, Part.MORNING).startswith("C’est un samedi")
    assert said(3, Part.AFTERNOON).startswith("C’est un dimanche")
    assert said(0, Part.NIGHT).startswith("La nuit")
