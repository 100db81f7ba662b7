"""Bands instead of numbers: wide enough, never overlapping, and a total that says no more than its parts."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.continuity.band import NOBODY, Band, shown, total


@given(st.integers(0, 500), st.integers(2, 12))
def test_all_numbers_of_a_band_read_alike(count: int, threshold: int) -> None:
    """Nothing tells a number from any other of its band, which holds as many as the threshold: zero is no exception."""
    band = shown(count, exact=False, threshold=threshold)
    assert band.low <= count <= band.high
    alike = {shown(one, exact=False, threshold=threshold) for one in range(band.low, band.high + 1)}
    assert alike == {band}
    assert band.high - band.low + 1 == threshold


@given(st.lists(st.integers(0, 20), min_size=1, max_size=3))
def test_a_total_gives_no_part_back(parts: list[int]) -> None:
    """Brute force: whoever reads every part and their total finds each part anywhere in its own band."""
    bands = [shown(one, exact=False, threshold=5) for one in parts]
    whole = total(bands)
    worlds = [
        world for world in product(*(range(b.low, b.high + 1) for b in bands)) if whole.low <= sum(world) <= whole.high
    ]
    for place, band in enumerate(bands):
        assert {world[place] for world in worlds} == set(range(band.low, band.high + 1))


@pytest.mark.parametrize(
    ("band", "text"),
    [
        (shown(31, exact=True, threshold=5), "31"),
        (shown(0, exact=True, threshold=5), "0"),
        (shown(3, exact=False, threshold=5), "moins de 5"),
        (shown(0, exact=False, threshold=11), "moins de 11"),
        (shown(31, exact=False, threshold=5), "de 30 à 34"),
        (NOBODY, "0"),
        (Band(0, 8), "moins de 9"),
    ],
)
def test_bands_are_said(band: Band, text: str) -> None:
    """Exact numbers bare; the lowest band as « moins de »; the others by their bounds."""
    assert band.text == text
