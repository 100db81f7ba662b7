"""A request as it is said on the telephone, read into its parts; what was not said is left empty."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from app.response.request_line import Heard, heard
from app.response.staffing_request import Wanted

NOW = datetime(2026, 11, 26, 16, 5, tzinfo=UTC)
"""Thursday 26 November 2026, 17:05 in Paris."""
WORDS = {"mg": "physician", "medecins": "physician", "ide": "nurse", "infirmiers": "nurse"}


def read(line: str) -> Heard:
    return heard(line, lambda word: WORDS.get(word, ""), NOW)


def test_people_hours_and_place_are_understood() -> None:
    """The issue's own example."""
    assert read("2 MG + 2 IDE à la MSP de Pluvigner jusqu’à 21 h") == Heard(
        (Wanted("physician", 2), Wanted("nurse", 2)), NOW, datetime(2026, 11, 26, 20, 0, tzinfo=UTC), "MSP de Pluvigner"
    )


def test_what_is_not_a_person_is_not_counted() -> None:
    """Beds and dressings are what the request is for, not who is wanted."""
    assert read("20 lits ce soir : 9 pansements, 2 infirmiers").wanted == (Wanted("nurse", 2),)


@pytest.mark.parametrize(
    ("line", "starts", "ends"),
    [
        ("1 IDE de 18h30 à 22 h", datetime(2026, 11, 26, 17, 30, tzinfo=UTC), datetime(2026, 11, 26, 21, tzinfo=UTC)),
        ("1 IDE à 20 h", datetime(2026, 11, 26, 19, tzinfo=UTC), None),
        ("1 IDE de 18h30 jusqu'à 22h", datetime(2026, 11, 26, 17, 30, tzinfo=UTC), datetime(2026, 11, 26, 21, tzinfo=UTC)),
        ("1 IDE demain de 8 h jusqu’à 12 h 15", datetime(2026, 11, 27, 7, tzinfo=UTC), datetime(2026, 11, 27, 11, 15, tzinfo=UTC)),
        ("1 IDE jusqu’à 6 h", NOW, datetime(2026, 11, 27, 5, tzinfo=UTC)),
        ("1 IDE ce soir", datetime(2026, 11, 26, 18, tzinfo=UTC), datetime(2026, 11, 26, 22, tzinfo=UTC)),
        ("1 IDE cette nuit", datetime(2026, 11, 26, 20, tzinfo=UTC), datetime(2026, 11, 27, 6, tzinfo=UTC)),
        ("1 IDE à 25 h", None, None),
        ("1 IDE", None, None),
    ],
)  # fmt: skip
def test_hours_are_those_said(line: str, starts: datetime | None, ends: datetime | None) -> None:
    """« ce soir » and « cette nuit » have their usual hours; an end before the start is the next day's; else nothing."""
    found = read(line)
    assert (found.starts_at, found.ends_at) == (starts, ends)


def test_the_same_role_said_twice_is_added_up() -> None:
    """« 1 IDE et 2 infirmiers » is three nurses."""
    assert read("1 IDE et 2 infirmiers").wanted == (Wanted("nurse", 3),)


def test_nothing_is_guessed_of_an_empty_line() -> None:
    """An empty line leaves the whole form to fill."""
    assert read("") == Heard()
