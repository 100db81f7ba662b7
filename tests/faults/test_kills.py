"""Pulling the plug: the server is killed while people import, publish, claim and write, and nothing acknowledged is lost."""

from __future__ import annotations

from pathlib import Path

from tests.faults.kills import KINDS, a_killed_load


def test_nothing_acknowledged_is_lost_and_the_check_is_clean(tmp_path: Path) -> None:
    """Ten kills: after each, the chains, references and protections hold; at the end, every acknowledged write is there.

    Each kind of writing was under way, and no import is there by halves.
    """
    toll = a_killed_load(tmp_path, kills=10, seed=20261126)
    assert (toll.problems, toll.lost, toll.halves) == ((), (), ())
    assert toll.kills == 10
    assert min(toll.acknowledged[kind] for kind in KINDS) >= 1
    assert toll.output == ""
