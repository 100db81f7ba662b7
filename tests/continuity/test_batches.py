"""Rows of one group on fewer servers: nobody unserved, overfilled, or sent where they may not go."""

from __future__ import annotations

from collections import Counter

from app.continuity.batches import merged
from app.continuity.matching import UNSERVED


def test_small_batches_join_the_biggest_that_has_room() -> None:
    """Five rows on five servers of three places: two servers, full first; what nobody serves stays so."""
    found = merged([{0, 1, 2, 3, 4}] * 6, [0, 1, 2, 3, 4, UNSERVED], [3] * 5, ["line"] * 6)
    assert sorted(Counter(found[:5]).values()) == [2, 3]
    assert found[5] == UNSERVED


def test_a_row_never_goes_where_it_may_not_nor_past_a_capacity() -> None:
    """One row knows its server alone, another group fills the rest."""
    assert merged([{0}, {1}, {0, 1}, {1}], [0, 1, 0, 1], [2, 2], ["a", "a", "b", "b"]) == [0, 1, 0, 1]
