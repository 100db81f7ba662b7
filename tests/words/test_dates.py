"""Dates as spoken."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

import pytest

from app.words import use_language
from app.words.dates import (
    half_day_name,
    spoken_date,
    spoken_day,
    spoken_hour,
    spoken_instant,
    spoken_number,
    spoken_session,
)

MONDAY = (datetime(2026, 11, 30, 8, tzinfo=UTC), datetime(2026, 11, 30, 12, tzinfo=UTC))


def test_a_session_is_spoken_in_full() -> None:
    """Day, half-day and hours, in Paris."""
    assert spoken_session(*MONDAY) == "lundi 30 novembre, matin (9 h–13 h)"


@pytest.mark.parametrize(
    ("start", "end", "name"),
    [(8, 12, "matin"), (13, 17, "après-midi"), (8, 17, "journée"), (18, 21, "soir"), (21, 27, "nuit")],
)
def test_half_days_have_names(start: int, end: int, name: str) -> None:
    """Hours in UTC on a winter day, one hour later in Paris."""
    begins = datetime(2026, 12, 1, start, tzinfo=UTC)
    ends = datetime(2026, 12, 1 + end // 24, end % 24, tzinfo=UTC)
    assert half_day_name(begins, ends) == name


def test_small_words_of_french() -> None:
    """The first of a month is « 1er », half hours are told, thousands have their space."""
    assert spoken_day(date(2026, 12, 1)) == "mardi 1er décembre"
    assert spoken_date(date(2026, 11, 1)) == "1er novembre 2026"
    assert spoken_hour(time(17, 5)) == "17 h 05"
    assert spoken_instant(datetime(2026, 11, 26, 16, 5, tzinfo=UTC)) == "jeudi 26 novembre à 17 h 05"
    assert spoken_number(2400) == "2\u202f400"


def test_english_has_its_own_dates() -> None:
    """The language of the run decides."""
    with use_language("en"):
        assert spoken_day(date(2026, 11, 30)) == "Monday 30 November"
        assert spoken_hour(time(9)) == "9:00"
