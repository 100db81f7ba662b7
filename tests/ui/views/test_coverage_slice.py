"""Half-days that are no ordinary ones say so."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from app.drills.world import Part, Slice
from app.ui.views.coverage_slice import hours, unusual

THURSDAY = datetime(2026, 11, 26, 7, tzinfo=UTC)


def said(days: int, part: Part) -> str:
    starts = THURSDAY + timedelta(days=days)
    return unusual(Slice(starts, starts + timedelta(hours=5), part))


def test_the_half_day_under_way_says_its_hours_one_to_come_does_not() -> None:
    """At 19 h the afternoon is still the present half-day: it says until when."""
    now = Slice(THURSDAY.replace(hour=12), THURSDAY.replace(hour=19), Part.AFTERNOON)
    night = Slice(THURSDAY.replace(hour=19), THURSDAY + timedelta(days=1), Part.NIGHT)
    said = hours(now, (now, night)).replace("\u00a0", " ").replace("\u202f", " ")
    assert said == "Demi-journée en cours : 13 h – 20 h."
    assert hours(night, (now, night)) == ""


def test_a_night_and_a_weekend_are_said_a_working_day_is_not() -> None:
    """Thursday says nothing; Saturday, Sunday and any night do."""
    assert said(0, Part.MORNING) == said(0, Part.AFTERNOON) == ""
    assert said(2, Part.MORNING).startswith("C’est un samedi")
    assert said(3, Part.AFTERNOON).startswith("C’est un dimanche")
    assert said(0, Part.NIGHT).startswith("La nuit")
