"""Which copies are kept, when the next is due: rules over instants, without a disk."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.clock import monday_of, paris_date
from app.core.errors import InvalidInput
from app.library import Library
from app.store.backup_rules import BackupRules, Copy, Kind, dropped, is_late, last_due, next_due, rules_of

NOW = datetime(2026, 11, 26, 16, tzinfo=UTC)
USUAL = BackupRules()


def copies_of(*ages_hours: float, kind: Kind = Kind.NIGHTLY) -> list[Copy]:
    """Copies made so many hours ago."""
    return [Copy(f"copie-{hours}", NOW - timedelta(hours=hours), kind) for hours in ages_hours]


def test_the_table_shipped_says_what_the_defaults_say() -> None:
    """A folder without its own table follows data/backups.csv, whose values are those written in the code."""
    rows = [record.cells for record in Library().file("backups.csv")]
    assert rules_of(rows, NOW.date()) == USUAL
    assert all(row["source"] for row in rows)


def test_a_year_of_nights_leaves_a_week_five_weeks_and_twelve_months() -> None:
    """One night after the other, with the rotation each time: what is left is what was promised."""
    held: list[Copy] = []
    for night in range(400):
        at = datetime(2025, 10, 1, 2, tzinfo=UTC) + timedelta(days=night)
        held.append(Copy(f"nuit-{night:03}", at, Kind.NIGHTLY))
        gone = {one.name for one in dropped(held, USUAL, at)}
        held = [one for one in held if one.name not in gone]
    days = [paris_date(one.at) for one in held]
    last = days[-1]
    assert [last - timedelta(days=n) in days for n in range(7)] == [True] * 7
    assert len({monday_of(day) for day in days if day > last - timedelta(days=35)}) >= 5
    assert len({day.replace(day=1) for day in days}) == 12
    assert len(held) <= 7 + 5 + 12


@given(st.lists(st.integers(0, 24 * 900), min_size=1, max_size=60, unique=True))
def test_the_newest_and_the_recent_always_stay(ages: list[int]) -> None:
    """Whatever the copies, dropping twice drops nothing more, and no copy of the last two days goes."""
    held = copies_of(*ages)
    gone = {one.name for one in dropped(held, USUAL, NOW)}
    left = [one for one in held if one.name not in gone]
    assert dropped(left, USUAL, NOW) == []
    assert max(held, key=lambda one: one.at) in left
    assert all(one in left for one in held if NOW - one.at <= timedelta(hours=48))


def test_what_was_copied_before_an_upgrade_outlives_the_rotation() -> None:
    """The last three such copies stay however old; a fourth goes with the rest of its day."""
    old = [one for hours in range(9000, 9040, 10) for one in copies_of(hours, kind=Kind.BEFORE_MIGRATION)]
    plain = copies_of(8999, 1)
    gone = dropped([*old, *plain], BackupRules(monthly=0, weekly=0, daily=1), NOW)
    assert [one.name for one in gone] == ["copie-9030", "copie-8999"]


@pytest.mark.parametrize(
    ("now", "last", "following"),
    [
        ("2026-11-26T16:00", "2026-11-26T02:00", "2026-11-27T02:00"),
        ("2026-11-26T01:59", "2026-11-25T02:00", "2026-11-26T02:00"),
        ("2026-11-26T02:00", "2026-11-26T02:00", "2026-11-27T02:00"),
        ("2026-03-29T00:30", "2026-03-28T02:00", "2026-03-29T01:00"),
        ("2026-10-25T01:30", "2026-10-24T01:00", "2026-10-25T02:00"),
    ],
)
def test_three_in_the_morning_is_three_in_paris(now: str, last: str, following: str) -> None:
    """In winter, in summer, and in the nights when the clocks change. Instants in UTC."""
    at, due, then = (datetime.fromisoformat(one).replace(tzinfo=UTC) for one in (now, last, following))
    assert (last_due(USUAL, at), next_due(USUAL, at)) == (due, then)


def test_too_long_without_a_copy_is_late() -> None:
    """Never copied is late; 36 hours are not, one second more is."""
    last = NOW - timedelta(hours=36)
    assert [is_late(USUAL, None, NOW), is_late(USUAL, last, NOW), is_late(USUAL, last, NOW + timedelta(seconds=1))] == [
        True, False, True,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("setting", "value", "said"),
    [
        ("daily", "0", "de 1 à 366"),
        ("daily", "beaucoup", "beaucoup"),
        ("late_hours", "12", "de 25 à"),
        ("hour", "02:30", "heure d’été"),
        ("hour", "minuit", "minuit"),
        ("houre", "03:00", "houre"),
    ],
)
def test_a_setting_that_does_not_fit_is_named(setting: str, value: str, said: str) -> None:
    """Which one, what it says, what would fit."""
    with pytest.raises(InvalidInput, match=said):
        rules_of([{"setting": setting, "value": value}], NOW.date())


def test_a_row_counts_on_the_days_it_covers() -> None:
    """A rotation voted for December is not that of November."""
    row = {"setting": "daily", "value": "14", "valid_from": "2026-12-01", "valid_to": "2026-12-31"}
    days = [date(2026, 11, 30), date(2026, 12, 1), date(2026, 12, 31), date(2027, 1, 1)]
    assert [rules_of([row], day).daily for day in days] == [7, 14, 14, 7]
    assert rules_of([{"setting": "hour", "value": "04:15"}], days[0]).hour == time(4, 15)
