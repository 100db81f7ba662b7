"""Groups of mutually exclusive sessions say exactly what the pairs said."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from app.scheduling.staffing.cliques import cover_by_cliques

pairs = st.sets(st.tuples(st.integers(0, 7), st.integers(0, 7)).filter(lambda pair: pair[0] < pair[1])).map(sorted)


@given(pairs)
def test_cliques_hold_every_pair_and_no_other(rows: list[tuple[int, int]]) -> None:
    held = {pair for clique in cover_by_cliques(rows) for pair in combinations(clique, 2)}
    assert held == set(rows)


def test_three_that_exclude_each_other_are_one_group() -> None:
    assert list(cover_by_cliques([(1, 2), (1, 3), (2, 3), (3, 4)])) == [[1, 2, 3], [3, 4]]
