"""Civil time in Paris, twice a year included."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

import pytest

from app.core.clock import instant_of, instant_text, monday_of, paris_instant
from app.core.errors import InvalidInput


def test_wall_times_become_utc_instants() -> None:
    """Winter is one hour ahead of UTC, summer two."""
    assert paris_instant(date(2026, 12, 1), time(9)) == datetime(2026, 12, 1, 8, tzinfo=UTC)
    assert paris_instant(date(2026, 7, 1), time(9)) == datetime(2026, 7, 1, 7, tzinfo=UTC)


def test_the_doubled_hour_has_two_instants() -> None:
    """2:30 on 25 October 2026 happens twice; ``fold`` says which."""
    first, second = (paris_instant(date(2026, 10, 25), time(2, 30), fold) for fold in (0, 1))
    assert (second - first).total_seconds() == 3600


def test_the_missing_hour_is_refused() -> None:
    """2:30 on 28 March 2027 does not exist."""
    with pytest.raises(InvalidInput, match="02:30"):
        paris_instant(date(2027, 3, 28), time(2, 30))


def test_instants_are_stored_as_utc_text_and_read_back() -> None:
    """The text is sortable and the same instant comes back."""
    at = datetime(2026, 11, 26, 16, 5, tzinfo=UTC)
    assert instant_text(at) == "2026-11-26T16:05:00Z"
    assert instant_of(instant_text(at)) == at


def test_a_week_begins_on_monday() -> None:
    """Sunday belongs to the week before."""
    assert monday_of(date(2026, 11, 29)) == date(2026, 11, 23)
