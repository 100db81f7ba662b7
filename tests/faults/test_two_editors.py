"""Two people who write over what both have read, at the same moment, in two processes."""

from __future__ import annotations

from pathlib import Path

from tests.faults.two_editors import KINDS, two_editors


def test_one_is_kept_and_the_other_is_told(tmp_path: Path) -> None:
    """A seat, a file, an answer, a place, twice each: one writer is kept, what it wrote stands, the journal holds no other."""
    rounds = 2 * len(KINDS)
    told = two_editors(tmp_path, rounds=rounds)
    assert (told.harm, told.faults, told.acknowledged, told.refused) == (((), (), (), ()), rounds, rounds, rounds)
