"""Fictional time in words."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from app.exercise.said import spoken_delay, spoken_fictional, spoken_minutes

T0 = datetime(2026, 11, 30, 7, tzinfo=UTC)


@pytest.mark.parametrize(
    ("minutes", "said"),
    [
        (0, "T0"), (-3, "T0"), (0.9, "T0"), (35, "T+35 min"), (60, "T+1 h"), (100.7, "T+1 h 40"), (47 * 60, "T+47 h"),
        (48 * 60, "T+2 j"), (48 * 60 + 5, "T+2 j 0 h 05"), (54 * 60, "T+2 j 6 h"),
    ],
)  # fmt: skip
def test_minutes_since_t0_are_said_without_the_begun_one(minutes: float, said: str) -> None:
    assert spoken_minutes(minutes) == said


def test_a_delay_of_nothing_is_nought_minutes() -> None:
    assert [spoken_delay(one) for one in (-5, 0, 90)] == ["0 min", "0 min", "1 h 30"]


def test_the_fictional_hour_is_that_of_paris() -> None:
    """Also over the night when the clocks change: an hour that is played lasts an hour."""
    assert spoken_fictional(T0, 100) == "lundi 30 novembre, 9 h 40"
    assert spoken_fictional(datetime(2026, 10, 24, 22, tzinfo=UTC), 5 * 60) == "dimanche 25 octobre, 4 h"
