"""Quiet hours in Paris wall time, across both changes of the clock, Sundays and holidays."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.mobilisation.quiet import QuietHours, last_allowed, next_allowed
from tests.scheduling.builders import paris

USUAL = QuietHours()
NEVER_QUIET = QuietHours(time(), time(), frozenset(), False)
NIGHTS = QuietHours(time(21), time(8), frozenset(), False)
INSTANTS = st.integers(0, 60 * 24 * 730).map(
    lambda minute: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minute)
)
WALLS = st.times().map(lambda wall: wall.replace(second=0, microsecond=0))
HOURS = st.builds(QuietHours, WALLS, WALLS, st.frozensets(st.integers(0, 6), max_size=5), st.booleans())


@pytest.mark.parametrize(
    ("at", "covered"),
    [
        (paris(2026, 11, 27, 7, 59), True),
        (paris(2026, 11, 27, 8), False),
        (paris(2026, 11, 27, 20, 59), False),
        (paris(2026, 11, 27, 21), True),
        (paris(2026, 11, 29, 15), True),  # a Sunday
        (paris(2026, 12, 25, 15), True),  # Christmas, a Friday
    ],
)
def test_nobody_is_disturbed_at_night_on_sundays_and_holidays(at: datetime, covered: bool) -> None:
    """The bounds: 8:00 speaks, 21:00 is quiet."""
    assert USUAL.covers(at) is covered


def test_a_saturday_evening_waits_for_monday_morning() -> None:
    """Saturday 21:00 → Monday 8:00, and Christmas Eve on a Thursday night → Saturday 26."""
    assert next_allowed(paris(2026, 11, 28, 21), [USUAL]) == paris(2026, 11, 30, 8)
    assert next_allowed(paris(2026, 12, 24, 22), [USUAL]) == paris(2026, 12, 26, 8)


def test_eight_o_clock_stays_eight_o_clock_when_the_clocks_change() -> None:
    """The night to 25 October lasts one hour more, the night to 28 March one less: 11 h become 12 h, then 10 h."""
    autumn, spring = paris(2026, 10, 24, 21), paris(2027, 3, 27, 21)
    assert [next_allowed(at, [NIGHTS]) for at in (autumn, spring)] == [
        autumn.astimezone(UTC) + timedelta(hours=12),
        spring.astimezone(UTC) + timedelta(hours=10),
    ]


def test_quiet_hours_that_end_inside_the_missing_hour_end_at_three() -> None:
    """2:30 does not exist on 28 March 2027: the first allowed instant is 3:00, 01:00 UTC."""
    odd = QuietHours(time(22), time(2, 30), frozenset(), False)
    assert next_allowed(paris(2027, 3, 28, 1), [odd]) == datetime(2027, 3, 28, 1, tzinfo=UTC)


def test_the_doubled_hour_may_open_quiet_hours_early() -> None:
    """On 25 October 2026 at 2:45 the clock is about to go back to 2:00: quiet from 2:40 to 5:00, it is allowed again then."""
    odd = QuietHours(time(2, 40), time(5), frozenset(), False)
    assert next_allowed(datetime(2026, 10, 25, 0, 45, tzinfo=UTC), [odd]) == datetime(2026, 10, 25, 1, tzinfo=UTC)


def test_all_quiet_hours_count_together() -> None:
    """A nurse who is on her round until 10:00 is not called at 8:00."""
    mornings = QuietHours(time(6), time(10), frozenset(), False)
    assert next_allowed(paris(2026, 11, 27, 22), [USUAL, mornings]) == paris(2026, 11, 28, 10)


def test_someone_who_is_never_free_is_never_called() -> None:
    """Seven quiet days a week leave no instant; no rule at all leaves the present one."""
    always = QuietHours(weekdays=frozenset(range(7)))
    now = paris(2026, 11, 27, 3)
    assert (next_allowed(now, [always]), last_allowed(now, [always])) == (None, None)
    assert next_allowed(now, [NEVER_QUIET]) == next_allowed(now, []) == now


def test_a_reminder_moves_to_an_earlier_day_at_the_same_hour() -> None:
    """Sunday 10:00 → Saturday 10:00; a Saturday stays."""
    saturday = paris(2026, 11, 28, 10)
    assert last_allowed(paris(2026, 11, 29, 10), [USUAL]) == last_allowed(saturday, [USUAL]) == saturday


def test_the_rule_is_said_in_one_sentence() -> None:
    """As the settings show it."""
    assert USUAL.sentence == "Personne n’est sollicité de 21 h à 8 h, ni le dimanche, ni les jours fériés."
    assert NEVER_QUIET.sentence == "Aucune heure de silence n’est réglée."


@given(INSTANTS, st.lists(HOURS, max_size=2))
def test_the_instant_found_is_allowed_and_nothing_before_it_is(at: datetime, rules: list[QuietHours]) -> None:
    """Compared with every quarter of an hour in between; clocks change on whole hours."""
    found = next_allowed(at, rules)
    end = found if found is not None else at + timedelta(days=3)
    assert found is None or (found >= at and not any(one.covers(found) for one in rules))
    steps = min(int((end - at) / timedelta(minutes=15)) + 1, 200)
    walked = [at + timedelta(minutes=15) * step for step in range(steps)]
    assert all(any(one.covers(instant) for one in rules) for instant in walked if instant < end)
