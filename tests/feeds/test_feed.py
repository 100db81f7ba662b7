"""What belongs in a feed: the window, cancelled seats, reminders."""

from __future__ import annotations

from datetime import date, timedelta

from app.feeds.feed import chosen_reminders, in_window, still_announced

TODAY = date(2026, 11, 26)


def test_the_window_goes_from_thirty_days_back_to_a_hundred_and_eighty_ahead() -> None:
    """Both edges are in, the day beyond each is out."""
    shown = [in_window(day, day, TODAY) for day in (TODAY + timedelta(days=n) for n in (-31, -30, 0, 180, 181))]
    assert shown == [False, True, True, True, False]


def test_a_night_that_ends_on_the_first_day_is_still_in() -> None:
    """A shift is in the window as long as any of its days is."""
    assert in_window(TODAY - timedelta(days=31), TODAY - timedelta(days=30), TODAY)


def test_a_cancelled_seat_is_announced_for_seven_days() -> None:
    """Seven days after the cancellation it is still there, the eighth it is gone."""
    assert still_announced(TODAY - timedelta(days=7), TODAY)
    assert not still_announced(TODAY - timedelta(days=8), TODAY)


def test_reminders_are_chosen_among_known_ones() -> None:
    """Doubles, words, negative and unknown durations are left out; two remain at most, shortest first."""
    assert chosen_reminders(["1440", "60", "60", "30", "-5", "7", "demain", "²", "999999999"]) == (30, 60)
    assert chosen_reminders([]) == ()
