"""A wave survives ``kill -9``: the sender is killed at random points, in its own process, and started again."""

from __future__ import annotations

from pathlib import Path

from tests.services.kills import a_killed_wave


def test_none_lost_each_kept_once_and_doubt_is_said(tmp_path: Path) -> None:
    """Ten kills: every message reached the server, those that reached it twice say so, and nothing waits any more.

    Twice only ever happens around a kill: at most one message each time.
    """
    toll = a_killed_wave(tmp_path, kills=10, count=150, seed=20261126)
    assert toll.kills == 10, "the queue emptied before the last kill: queue more messages"
    assert (toll.lost, toll.strangers, toll.unsent) == (set(), set(), set())
    assert toll.doubled <= toll.said_uncertain
    assert len(toll.said_uncertain) <= toll.kills
    assert max(toll.taken.values()) <= 1 + toll.kills
    assert toll.output == ""
