"""Lines are cut where a reader can join them again."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.feeds.folding import LIMIT, folded

TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=400)


@given(TEXT)
def test_a_folded_line_joins_again(line: str) -> None:
    """Every piece is at most 75 octets, decodes alone, none but the last could have taken one more character."""
    octets = folded(line)
    assert octets.endswith(b"\r\n")
    pieces = octets.removesuffix(b"\r\n").split(b"\r\n ")
    assert "".join(piece.decode() for piece in pieces) == line
    sizes = [len(piece) + (number > 0) for number, piece in enumerate(pieces)]
    assert max(sizes) <= LIMIT
    assert all(size + len(after.decode()[0].encode()) > LIMIT for size, after in zip(sizes, pieces[1:], strict=False))


@pytest.mark.parametrize("octets", [74, 75, 76, 149, 150])
def test_the_edges_are_exact(octets: int) -> None:
    """75 octets stay on one line, 76 take two; a continued line holds 74 of its own."""
    lengths = [len(piece) for piece in folded("x" * octets).split(b"\r\n")[:-1]]
    expected = {74: [74], 75: [75], 76: [75, 2], 149: [75, 75], 150: [75, 75, 2]}
    assert lengths == expected[octets]
