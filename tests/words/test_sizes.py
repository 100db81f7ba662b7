"""Sizes of files in the words of a person."""

from __future__ import annotations

import pytest

from app.words.sizes import spoken_bytes


@pytest.mark.parametrize(
    ("count", "said"),
    [
        (0, "0 octets"),
        (999, "999 octets"),
        (1_000, "1 ko"),
        (314_208, "314 ko"),
        (1_249_000, "1,2 Mo"),
        (250_000_000, "250 Mo"),
        (74_593_320_960, "74,6 Go"),
    ],
)
def test_a_size_is_said_as_on_the_box_of_a_disk(count: int, said: str) -> None:
    """Decimal units, one figure after the comma below a hundred."""
    assert spoken_bytes(count).replace("\u202f", " ").replace("\xa0", " ") == said
