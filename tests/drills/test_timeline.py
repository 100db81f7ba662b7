"""Hours from T0: what a slice shows, what is too short for any middle, periods joined and delayed."""

from __future__ import annotations

from datetime import timedelta
from math import inf

import pytest

from app.drills.shock import PowerCut
from app.drills.timeline import Clock, covers, delayed, is_short, joined
from tests.drills.a_world import T0, a_world

WORLD = a_world(days=2)
"""Middles at 3, 9, 18, 27, 33 and 42 hours."""


def cut(start: int, end: int | None = None) -> PowerCut:
    return PowerCut(communes=("A",), from_hours=start, until_hours=end)


@pytest.mark.parametrize(
    ("effect", "ranks"),
    [
        (cut(0), (0, 1, 2, 3, 4, 5)), (cut(4), (1, 2, 3, 4, 5)), (cut(3, 9), (0,)), (cut(9, 27), (1, 2)),
        (cut(1, 2), (0,)), (cut(4, 6), (0,)), (cut(10, 13), (1,)), (cut(11, 15), (2,)), (cut(60, 70), ()), (cut(5, 5), ()),
    ],
)  # fmt: skip
def test_a_slice_shows_what_is_on_at_its_middle(effect: PowerCut, ranks: tuple[int, ...]) -> None:
    """What covers no middle is shown in the slice of its own; what lies outside the axis, or lasts nothing, nowhere."""
    assert Clock(WORLD).ranks(effect) == ranks


def test_t0_may_be_any_instant() -> None:
    """At 17 h 40 the middle of the afternoon is behind: an effect on « at once » begins at night, a short one is not lost."""
    clock = Clock(WORLD, t0=T0 + timedelta(hours=9, minutes=40))
    assert clock.t0_rank == 1
    assert clock.middles[1] == pytest.approx(-2 / 3)
    assert clock.ranks(cut(0)) == (2, 3, 4, 5)
    assert clock.ranks(cut(0, 2)) == (1,)
    with pytest.raises(IndexError):
        Clock(WORLD, 6)


def test_now_stands_for_the_middle_of_its_slice() -> None:
    """What was injected a minute ago is on; what ended an hour ago is not, however short it was."""
    clock = Clock(WORLD, now=T0 + timedelta(hours=5, minutes=30))
    assert clock.is_on(cut(5), 0)
    assert not clock.is_on(cut(3, 5), 0)
    assert clock.is_on(cut(7, 8), 1)


def test_periods_join_and_are_borne() -> None:
    """Overlapping periods are one; an autonomy eats the start of each, and all of a short one."""
    assert joined([(5, 9), (0, 2), (2, 4), (8, inf), (3, 3)]) == ((0, 4), (5, inf))
    assert delayed([(0, 4), (6, 12)], 4) == ((10, 12),)
    assert covers([(0, 4)], 0)
    assert not covers([(0, 4)], 4)


def test_twelve_hours_at_most_are_short() -> None:
    """A longer effect is stated a half-day."""
    assert is_short(cut(2, 14))
    assert not is_short(cut(2, 15))
    assert not is_short(cut(2))
