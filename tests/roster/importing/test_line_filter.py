"""Lines found by comparing blocks of bytes."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.roster.importing import line_filter
from app.roster.importing.line_filter import lines_holding

contents = st.lists(st.sampled_from([b"|56", b"|35", b"|", b"5", b"6", b"\n", b"abc", b"\r\n"]), max_size=60).map(
    b"".join
)


@given(contents, st.integers(1, 40), st.lists(st.sampled_from([b"|56", b"|35", b"6ab"]), max_size=3))
def test_the_same_lines_as_reading_them_one_by_one(content: bytes, block: int, needles: list[bytes]) -> None:
    """Blocks shorter than a line, hits across blocks, no final line end: always the lines a plain loop finds."""
    expected = [
        (number, line)
        for number, line in enumerate(io.BytesIO(content), 1)
        if any(needle in line for needle in needles)
    ]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(line_filter, "BLOCK", block)
        assert list(lines_holding(io.BytesIO(content), needles)) == expected


def test_progress_is_told_line_numbers(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every so many blocks, the number of the line reached."""
    monkeypatch.setattr(line_filter, "BLOCK", 4)
    monkeypatch.setattr(line_filter, "PROGRESS_EVERY", 2)
    told: list[int] = []
    list(lines_holding(io.BytesIO(b"a\nb\nc\nd\ne\nf\n"), [b"z"], progress=told.append))
    assert told == [5]
