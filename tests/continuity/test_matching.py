"""Which rows can be served at once, against every choice there is."""

from __future__ import annotations

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from app.continuity.matching import UNSERVED, served

OPTIONS = st.lists(st.lists(st.integers(0, 3), unique=True, max_size=4), max_size=6)
CAPACITIES = st.lists(st.integers(0, 2), min_size=4, max_size=4)


@given(OPTIONS, CAPACITIES)
def test_no_choice_serves_more_or_an_earlier_row(options: list[list[int]], capacities: list[int]) -> None:
    """Among all choices that fit, rows served compare first to last: none beats the greedy one, nor serves more."""
    chosen = served(options, capacities)
    assert all(server == UNSERVED or server in row for server, row in zip(chosen, options, strict=True))
    assert all(chosen.count(server) <= capacities[server] for server in range(4))
    fitting = [
        [server != UNSERVED for server in choice]
        for choice in product(*([*row, UNSERVED] for row in options))
        if all(choice.count(server) <= capacities[server] for server in range(4))
    ]
    done = [server != UNSERVED for server in chosen]
    assert done == max(fitting)
    assert sum(done) == max(sum(choice) for choice in fitting)


def test_a_row_moves_over_to_make_room() -> None:
    """The first could go to either, the second to one only: both are served."""
    assert served([[0, 1], [0]], [1, 1]) == [1, 0]


def test_a_search_that_failed_does_not_hide_room_elsewhere() -> None:
    """The second finds 0 full; the third, which could go to 0 or 1, still finds 1."""
    assert served([[0], [0], [0, 1]], [1, 1]) == [0, UNSERVED, 1]
