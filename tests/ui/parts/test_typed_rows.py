"""What a table of rows holds: shown, changed over, struck off, added."""

from __future__ import annotations

from app.ui.parts.typed_rows import TypedRows


def test_what_was_typed_lies_over_what_is_shown() -> None:
    """In the order shown, added ones last; a row struck off by both is gone once."""
    assert TypedRows({"a": 1, "b": 2}).rows == [1, 2]
    assert TypedRows({"a": 1, "b": 2, "c": 3}, {"b": 20, "c": None, "d": 4, "e": None}).rows == [1, 20, 4]
