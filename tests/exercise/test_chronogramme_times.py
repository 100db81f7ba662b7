"""Times as people write them: read as fictional minutes since T0, or refused with what to write."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.exercise.chronogramme_times import LATEST, TimeReading, between_hint, is_fraction_of_a_day
from app.exercise.said import spoken_minutes
from app.roster.importing.report import CellRefused

CLOCK = TimeReading(datetime(2026, 11, 30, 8, tzinfo=UTC))


@pytest.mark.parametrize(
    ("cell", "minutes"),
    [
        ("T0", 0), ("T", 0), ("T+0", 0), ("T+1h30", 90), ("T + 1 h 30", 90), ("t+1:30", 90), ("+45", 45), ("T+45'", 45),
        ("90", 90), ("90 min", 90), ("1:30", 90), ("01:30:00", 90), ("1,5 h", 90), ("1 h", 60), ("2 j 6 h", 3240),
        ("T+2 j 6 h 05", 3245), ("H+2", 120), ("H+1h30", 90), ("0.0625", 90), ("T+1\u00a0h\u00a040", 100), ("J+1 9 h", 1440), ("J1 9h30", 1470),
        ("J0 9 h 40", 40), ("J+2 08:00", 2820), ("1 heure 05", 65),
    ],
)  # fmt: skip
def test_a_time_since_t0_is_read_however_it_is_written(cell: str, minutes: int) -> None:
    """Hours, minutes, days, colons, fractions of a day, days of the exercise."""
    assert CLOCK.offset(cell) == minutes


@pytest.mark.parametrize(
    "cell",
    [
        "bientôt",
        "T+",
        "1h75x",
        "-10",
        "T-30",
        "J+1",
        "J0 8 h",
        "99999999",
        "0.3333",
        "9" * 400,
        "9" * 5000,
        f"T+{'9' * 400} h",
        f"J+{'9' * 5000} 8 h",
    ],
)
def test_what_is_no_time_is_refused_with_an_example(cell: str) -> None:
    """Before T0, without an hour, beyond sixty days, or no time at all."""
    with pytest.raises(CellRefused) as refused:
        CLOCK.offset(cell)
    assert refused.value.hint


@given(st.integers(0, LATEST))
def test_what_relève_writes_reads_back(minutes: int) -> None:
    """« T+2 j 6 h 05 » is the same minute again, whatever it is."""
    assert CLOCK.offset(spoken_minutes(minutes)) == minutes


@pytest.mark.parametrize(
    ("cell", "day", "before", "minutes"),
    [
        ("9:40", "", None, 40), ("9 h 40", "", 30, 40), ("09h40", "", 0, 40), ("10 h", "", 90, 60), ("00:10", "", 840, 910),
        ("2026-11-30 09:40:00", "", None, 40), ("30/11/2026 9:40", "", None, 40), ("8 h", "J+1", 60, 1380),
        ("8:00", "01/12/2026", None, 1380), ("T+1 h", "", 30, 60), ("à 11 h", "", 0, 120),
    ],
)  # fmt: skip
def test_an_hour_of_the_day_counts_from_t0(cell: str, day: str, before: int | None, minutes: int) -> None:
    """On the fictional day of the line above, or the next when it is much earlier; a day or a date beside it decides."""
    assert CLOCK.hour(cell, day, before) == minutes


@pytest.mark.parametrize(
    ("cell", "day"), [("8:55", ""), ("25:00", ""), ("9:40", "jeudi"), ("2026-13-45 9:00", ""), ("9:40", "31/02/2026")]
)
def test_an_hour_that_cannot_be_is_refused(cell: str, day: str) -> None:
    """Just before T0, past midnight, a day that is none."""
    with pytest.raises(CellRefused):
        CLOCK.hour(cell, day, 0)


def test_an_hour_that_the_clocks_skip_is_refused() -> None:
    """27 to 28 March 2027: half past two does not exist; an hour later does, and the night is an hour shorter."""
    clock = TimeReading(datetime(2027, 3, 27, 21, tzinfo=UTC))
    assert clock.hour("3:30", "", 0) == 270
    with pytest.raises(CellRefused):
        clock.hour("2:30", "", 0)


def test_plain_numbers_are_hours_where_the_header_says_so() -> None:
    """« T+ (h) »: 1.5 is ninety minutes; written out, minutes stay minutes."""
    clock = TimeReading(CLOCK.t0, in_hours=True)
    assert (clock.offset("1.5"), clock.offset("2"), clock.offset("30 min")) == (90, 120, 30)


def test_what_to_write_lies_between_the_lines_around() -> None:
    """Between two, after one, or an example alone."""
    assert "T+20 min" in between_hint(10, 30)
    assert "T+20 min" in between_hint(10, None)
    assert "T+1 h 30" in between_hint(None, None)
    assert (is_fraction_of_a_day("0.0625"), is_fraction_of_a_day("90")) == (True, False)
