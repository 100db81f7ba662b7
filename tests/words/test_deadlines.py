"""Tests of app/words/deadlines.py: until when, as it is said."""

from datetime import UTC, date, datetime

import pytest

from app.words.deadlines import by_day, by_instant

NOW = datetime(2026, 11, 26, 9, tzinfo=UTC)
"""Thursday, 10:00 in Paris."""


@pytest.mark.parametrize(
    ("day", "hour", "said"),
    [
        (26, 13, "avant 14 h"),
        (26, 8, "en retard depuis 9 h"),
        (27, 8, "avant demain 9 h"),
        (30, 8, "avant lundi 9 h"),
        (24, 8, "en retard de 2 jours"),
    ],
)
def test_an_instant_is_said_by_how_near_it_is(day: int, hour: int, said: str) -> None:
    """Today by its hour, tomorrow and the days of a week by their name, what is past by how late."""
    assert by_instant(datetime(2026, 11, day, hour, tzinfo=UTC), NOW) == said


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2026, 11, 26), "avant ce soir"),
        (date(2026, 11, 27), "avant demain soir"),
        (date(2026, 12, 2), "avant mercredi soir"),
        (date(2026, 12, 3), "avant le 3 décembre 2026"),
        (date(2026, 11, 25), "en retard de 1 jour"),
    ],
)
def test_a_day_is_good_until_its_evening(day: date, said: str) -> None:
    """A week away, its name would be that of today: it is dated."""
    assert by_day(day, NOW.date()) == said
